import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NumberField } from './number-field';
import { SelectField } from './select-field';
import classes from './span-field.module.css';

export type SpanUnit = 'seconds' | 'minutes' | 'hours' | 'days';

const unitMs: Readonly<Record<SpanUnit, number>> = {
  seconds: 1_000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
};

/** The largest unit in which a span is a whole number. */
export const wholeUnit = (ms: number, units: readonly SpanUnit[]): SpanUnit =>
  [...units].reverse().find((unit) => ms >= unitMs[unit] && ms % unitMs[unit] === 0) ?? units[0] ?? 'seconds';

interface Props {
  /** What is asked, for the names of both fields. */
  readonly label: string;
  /** Milliseconds. */
  readonly value: number;
  readonly units: readonly SpanUnit[];
  readonly blocked?: string | null;
  /** Called when the reader leaves the field or presses Enter; NaN when it is empty. */
  readonly onCommit: (ms: number) => void;
}

/** A length of time as a number and a unit. What is typed may be out of range: who asks says so. */
export const SpanField = ({ label, value, units, blocked = null, onCommit }: Props): ReactNode => {
  const { t } = useTranslation();
  const [unit, setUnit] = useState<SpanUnit>(() => wholeUnit(value, units));
  const [typed, setTyped] = useState<number | ''>(() => value / unitMs[unit]);
  const [known, setKnown] = useState(value);
  if (value !== known) {
    const next = value % unitMs[unit] === 0 ? unit : wholeUnit(value, units);
    setKnown(value);
    setUnit(next);
    setTyped(value / unitMs[next]);
  }
  const commit = (number: number | '', one: SpanUnit): void =>
    onCommit(number === '' ? Number.NaN : number * unitMs[one]);
  return (
    <span
      className={classes['span']}
      role="presentation"
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) commit(typed, unit);
      }}
    >
      <NumberField
        label={`${label}, ${t(`units.${unit}`)}`}
        value={typed}
        decimals
        blocked={blocked}
        onChange={setTyped}
        onBlur={() => commit(typed, unit)}
      />
      <SelectField
        label={`${label}: ${t('units.unit')}`}
        width="7.5rem"
        value={unit}
        choices={units.map((one) => ({ value: one, label: t(`units.${one}`) }))}
        blocked={blocked}
        onChange={(one) => {
          setUnit(one);
          commit(typed, one);
        }}
      />
    </span>
  );
};
