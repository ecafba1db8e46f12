import { NumberInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFieldProps, type FieldProps } from './field-props';

interface Props extends FieldProps {
  /** What is typed; empty while the field is empty. It may be out of range: the form says so. */
  readonly value: number | '';
  readonly onChange: (value: number | '') => void;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly decimals?: boolean;
  readonly suffix?: string;
}

/** A number as it is typed. It is never clamped behind the reader's back: the form names the allowed range. */
export const NumberField = (props: Props): ReactNode => (
  <NumberInput
    {...useFieldProps(props)}
    value={props.value}
    {...(props.min === undefined ? {} : { min: props.min })}
    {...(props.max === undefined ? {} : { max: props.max })}
    {...(props.step === undefined ? {} : { step: props.step })}
    {...(props.suffix === undefined ? {} : { suffix: props.suffix })}
    clampBehavior="none"
    allowDecimal={props.decimals ?? false}
    w={props.width ?? '6.5rem'}
    onChange={(value) => {
      if (value === '') props.onChange('');
      else if (Number.isFinite(Number(value))) props.onChange(Number(value));
    }}
  />
);
