import { MultiSelect, Select, type ComboboxItem } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldProps, type FieldProps } from './field-props';
import list from './option-list.module.css';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

interface Props<Value extends string> extends FieldProps {
  readonly value: Value | null;
  readonly choices: readonly Choice<Value>[];
  readonly onChange: (value: Value) => void;
  readonly searchable?: boolean;
  readonly size?: 'bar' | 'form';
  /** Shows at most so many matches, for very long lists. */
  readonly limit?: number;
}

const height = { bar: '1.875rem', form: '2.25rem' } as const;
const items = (choices: readonly Choice<string>[]): ComboboxItem[] =>
  choices.map((choice) => ({ ...choice }));

/** One of a list. */
export const SelectField = <Value extends string>(props: Props<Value>): ReactNode => {
  const { t } = useTranslation('fields');
  const size = props.size ?? 'form';
  return (
    <Select
      {...useFieldProps(props)}
      data={items(props.choices)}
      value={props.value}
      allowDeselect={false}
      searchable={props.searchable ?? false}
      // A list that opens because its panel did hides the questions below it.
      openOnFocus={false}
      {...(props.limit === undefined ? {} : { limit: props.limit })}
      nothingFoundMessage={t('nothingFound')}
      checkIconPosition="right"
      withScrollArea={false}
      classNames={{ options: list['options'] ?? '' }}
      comboboxProps={{ transitionProps: { duration: 0 } }}
      styles={{ input: { height: height[size], minHeight: height[size] } }}
      onChange={(value) => {
        const chosen = props.choices.find((choice) => choice.value === value);
        if (chosen !== undefined) props.onChange(chosen.value);
      }}
    />
  );
};

interface ManyProps<Value extends string> extends FieldProps {
  readonly values: readonly Value[];
  readonly choices: readonly Choice<Value>[];
  readonly onChange: (values: Value[]) => void;
  /** What none chosen means: “All triggers”. It is an answer, so it is written as one. */
  readonly any?: string;
}

/** Several of a list. */
export const SelectManyField = <Value extends string>(props: ManyProps<Value>): ReactNode => {
  const { t } = useTranslation('fields');
  return (
    <MultiSelect
      {...useFieldProps(props)}
      data={items(props.choices)}
      value={[...props.values]}
      {...(props.any === undefined || props.values.length > 0 ? {} : { placeholder: props.any })}
      nothingFoundMessage={t('nothingFound')}
      withScrollArea={false}
      classNames={{
        options: list['options'] ?? '',
        ...(props.any === undefined ? {} : { inputField: list['any'] ?? '' }),
      }}
      comboboxProps={{ transitionProps: { duration: 0 } }}
      onChange={(values) =>
        props.onChange(
          props.choices.filter((choice) => values.includes(choice.value)).map((choice) => choice.value),
        )
      }
    />
  );
};
