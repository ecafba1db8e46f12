import { TagsInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFieldProps, type FieldProps } from './field-props';

interface Props extends FieldProps {
  readonly values: readonly string[];
  readonly onChange: (values: string[]) => void;
}

/** Short words of the reader's own, added by Enter or a comma. */
export const TagsField = (props: Props): ReactNode => (
  <TagsInput
    {...useFieldProps(props)}
    value={[...props.values]}
    splitChars={[',', '，']}
    maxTags={32}
    comboboxProps={{ transitionProps: { duration: 0 } }}
    onChange={(values) =>
      props.onChange(values.map((value) => value.trim().slice(0, 64)).filter((value) => value !== ''))
    }
  />
);
