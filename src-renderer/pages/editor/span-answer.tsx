import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NumberField } from '../../ui/number-field';
import { SelectField } from '../../ui/select-field';
import { wholeUnit, type SpanUnit } from '../../ui/span-field';
import type { Typed } from './task-form';

const unitMs: Readonly<Record<SpanUnit, number>> = {
  seconds: 1_000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
};

interface Props {
  readonly label: string;
  readonly name: string;
  /** Milliseconds; empty while the number is. */
  readonly value: Typed;
  readonly units: readonly SpanUnit[];
  readonly invalid: boolean;
  /** Called with every key, so that saving by keys misses nothing. */
  readonly onChange: (ms: Typed) => void;
}

/** A length of time as a number and a unit, as part of a form. */
export const SpanAnswer = ({ label, name, value, units, invalid, onChange }: Props): ReactNode => {
  const { t } = useTranslation();
  const { t: words } = useTranslation('editor');
  const [unit, setUnit] = useState<SpanUnit>(() => wholeUnit(value === '' ? 0 : value, units));
  return (
    <>
      <NumberField
        label={words('policies.spanCount', { what: label })}
        name={name}
        width="5rem"
        decimals
        value={value === '' ? '' : value / unitMs[unit]}
        invalid={invalid}
        onChange={(count) => onChange(count === '' ? '' : Math.round(count * unitMs[unit]))}
      />
      <SelectField
        label={words('policies.spanUnit', { what: label })}
        width="7rem"
        value={unit}
        choices={units.map((one) => ({ value: one, label: t(`units.${one}`) }))}
        onChange={(one) => {
          setUnit(one);
          if (value !== '') onChange(Math.round((value / unitMs[unit]) * unitMs[one]));
        }}
      />
    </>
  );
};
