import type { ReactNode } from 'react';
import { useLocale } from '../i18n/use-locale';
import classes from './filter-chips.module.css';

interface Props<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly chips: readonly {
    readonly value: Value;
    readonly label: string;
    readonly count: number | undefined;
  }[];
  readonly onChange: (value: Value) => void;
}

/** A list's parts with their counts; one is shown at a time. */
export const FilterChips = <Value extends string>({
  label,
  value,
  chips,
  onChange,
}: Props<Value>): ReactNode => {
  const locale = useLocale();
  return (
    <div role="group" aria-label={label} className={classes['chips']}>
      {chips.map((chip) => (
        <button
          key={chip.value}
          type="button"
          className={classes['chip']}
          aria-pressed={chip.value === value}
          onClick={() => onChange(chip.value)}
        >
          {chip.label}
          {chip.count === undefined ? null : (
            <span className={classes['count']}>{chip.count.toLocaleString(locale)}</span>
          )}
        </button>
      ))}
    </div>
  );
};
