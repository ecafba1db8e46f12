import { Select, type ComboboxItem, type ComboboxParsedItem } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldProps, type FieldProps } from './field-props';
import list from './option-list.module.css';
import classes from './search-select-field.module.css';

export interface SearchChoice {
  readonly value: string;
  readonly label: string;
  /** Shown quietly beside it. */
  readonly note?: string;
  /** Further words it is found by. */
  readonly keywords?: string;
}

interface Props extends FieldProps {
  readonly value: string | null;
  readonly choices: readonly SearchChoice[];
  readonly onChange: (value: string) => void;
  /** Shows at most so many matches. */
  readonly limit?: number;
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('−', '-')
    .replaceAll(/[\s_/]+/g, ' ');

const isItem = (item: ComboboxParsedItem): item is ComboboxItem => 'value' in item;

/** One of a long list, found by any part of its name, its note or its other words. */
export const SearchSelectField = ({ choices, ...props }: Props): ReactNode => {
  const { t } = useTranslation('fields');
  const known = useMemo(
    () =>
      new Map(
        choices.map((choice) => [
          choice.value,
          {
            note: choice.note ?? '',
            text: plain(`${choice.label} ${choice.note ?? ''} ${choice.keywords ?? ''}`),
          },
        ]),
      ),
    [choices],
  );
  const limit = props.limit ?? 100;
  // What is chosen is seen when the list opens: beyond the limit it would not be in it.
  const data = useMemo(() => {
    const place = choices.findIndex((choice) => choice.value === props.value);
    const chosen = place < limit ? [] : choices.slice(place, place + 1);
    const rest = place < limit ? choices : choices.filter((_, index) => index !== place);
    return [...chosen, ...rest].map(({ value, label }) => ({ value, label }));
  }, [choices, limit, props.value]);
  return (
    <Select
      {...useFieldProps(props)}
      data={data}
      value={props.value}
      allowDeselect={false}
      searchable
      openOnFocus={false}
      limit={limit}
      nothingFoundMessage={t('nothingFound')}
      checkIconPosition="right"
      withScrollArea={false}
      classNames={{ options: list['options'] ?? '' }}
      comboboxProps={{ transitionProps: { duration: 0 } }}
      filter={({ options, search }) => {
        const words = plain(search)
          .split(' ')
          .filter((word) => word !== '');
        const found = options.filter(
          (option) => isItem(option) && words.every((word) => known.get(option.value)?.text.includes(word)),
        );
        return found.slice(0, limit);
      }}
      renderOption={({ option, checked }) => (
        <span className={classes['option']} data-chosen={checked || undefined}>
          <span className={classes['label']}>{option.label}</span>
          <span className={classes['note']}>{known.get(option.value)?.note}</span>
        </span>
      )}
      onChange={(value) => {
        if (value !== null) props.onChange(value);
      }}
    />
  );
};
