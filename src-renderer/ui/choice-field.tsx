import { Checkbox, SegmentedControl, Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFieldLink } from './field-row';
import type { Choice } from './select-field';

interface SwitchProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  /** The accessible name where no row gives one. */
  readonly label?: string | undefined;
  readonly blocked?: string | null;
}

/** On or off, applied at once. */
export const SwitchField = ({ checked, onChange, label, blocked = null }: SwitchProps): ReactNode => {
  const row = useFieldLink();
  return (
    <Switch
      {...(row === null ? {} : { id: row.id })}
      {...(row?.describedBy === undefined ? {} : { 'aria-describedby': row.describedBy })}
      {...(label === undefined ? {} : { 'aria-label': label })}
      aria-disabled={blocked !== null || undefined}
      title={blocked ?? undefined}
      checked={checked}
      withThumbIndicator={false}
      onChange={(event) => {
        if (blocked === null) onChange(event.currentTarget.checked);
      }}
    />
  );
};

interface CheckProps {
  readonly checked: boolean;
  readonly indeterminate?: boolean;
  readonly onChange: (checked: boolean) => void;
  /** Shown beside the box. */
  readonly text?: string;
  /** The accessible name when nothing is shown beside it. */
  readonly label?: string | undefined;
  readonly tabIndex?: number;
}

/** A tick, for choosing rows and for options that are saved later. */
export const CheckField = ({
  checked,
  indeterminate,
  onChange,
  text,
  label,
  tabIndex,
}: CheckProps): ReactNode => (
  <Checkbox
    size="xs"
    checked={checked}
    {...(indeterminate === undefined ? {} : { indeterminate })}
    {...(text === undefined ? {} : { label: text })}
    {...(label === undefined ? {} : { 'aria-label': label })}
    {...(tabIndex === undefined ? {} : { tabIndex })}
    onChange={(event) => onChange(event.currentTarget.checked)}
  />
);

interface SegmentedProps<Value extends string> {
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChange: (value: Value) => void;
  readonly label?: string | undefined;
}

/** One of a few, all in view. */
export const SegmentedField = <Value extends string>(props: SegmentedProps<Value>): ReactNode => {
  const row = useFieldLink();
  return (
    <SegmentedControl
      {...(props.label === undefined ? {} : { 'aria-label': props.label })}
      {...(row === null || props.label !== undefined ? {} : { 'aria-labelledby': row.labelledBy })}
      data={props.choices.map((choice) => ({ ...choice }))}
      value={props.value}
      transitionDuration={0}
      withItemsBorders={false}
      onChange={(value) => {
        const chosen = props.choices.find((choice) => choice.value === value);
        if (chosen !== undefined) props.onChange(chosen.value);
      }}
    />
  );
};
