import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunsSearch } from '../../router/search';
import { tidyClock, wallTimeOf } from '../../time/clock-text';
import { useTime } from '../../time/use-time';
import { instantOfWall, wallMinute } from '../../time/wall-instant';
import { DateField } from '../../ui/date-field';
import { TextField } from '../../ui/text-field';
import classes from './runs-page.module.css';

interface EndProps {
  readonly label: string;
  readonly clockLabel: string;
  /** An instant, or undefined for an open end. */
  readonly at: string | undefined;
  readonly invalid?: boolean;
  readonly onChange: (at: string | undefined) => void;
}

/** One end of the period: a date and a time of day in the zone times are shown in; without a date it is open. */
const PeriodEnd = ({ label, clockLabel, at, invalid = false, onChange }: EndProps): ReactNode => {
  const { t } = useTranslation('runs');
  const { timeZone } = useTime();
  const shown = at === undefined ? '' : wallMinute(new Date(at), timeZone);
  const [known, setKnown] = useState(shown);
  const [date, setDate] = useState(shown.slice(0, 10));
  const [clock, setClock] = useState(shown.slice(11));
  if (shown !== known) {
    setKnown(shown);
    setDate(shown.slice(0, 10));
    setClock(shown.slice(11));
  }
  const commit = (nextDate: string, nextClock: string): void => {
    const wall = wallTimeOf(nextDate, nextClock === '' ? '0' : nextClock);
    if (nextDate === '') onChange(undefined);
    else if (wall !== null && wall.slice(0, 16) !== shown)
      onChange(instantOfWall(wall, timeZone)?.toISOString());
  };
  return (
    <span className={classes['periodEnd']}>
      <span aria-hidden="true">{label}</span>
      <DateField
        size="bar"
        width="9.25rem"
        optional
        label={label}
        value={date}
        placeholder={t('range.datePattern')}
        invalid={invalid}
        onChange={(next) => {
          setDate(next);
          commit(next, clock);
        }}
      />
      <TextField
        size="bar"
        width="4.5rem"
        label={clockLabel}
        value={clock}
        placeholder={t('range.clockPattern')}
        invalid={invalid}
        onChange={setClock}
        onBlur={() => {
          setClock(tidyClock(clock));
          commit(date, clock);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) commit(date, clock);
        }}
      />
    </span>
  );
};

interface Props {
  readonly search: RunsSearch;
  readonly onChange: (part: Partial<RunsSearch>) => void;
}

/** The two ends of a period of one's own. */
export const CustomRange = ({ search: { from, to }, onChange }: Props): ReactNode => {
  const { t } = useTranslation('runs');
  const time = useTime();
  const backwards = from !== undefined && to !== undefined && Date.parse(to) < Date.parse(from);
  return (
    <div className={classes['custom']} role="group" aria-label={t('range.custom')}>
      <PeriodEnd
        label={t('range.from')}
        clockLabel={t('range.fromClock')}
        at={from}
        onChange={(at) => onChange({ range: 'custom', from: at })}
      />
      <PeriodEnd
        label={t('range.to')}
        clockLabel={t('range.toClock')}
        at={to}
        invalid={backwards}
        onChange={(at) => onChange({ range: 'custom', to: at })}
      />
      <span className={classes['zone']}>{t('range.zone', { zone: time.timeZone })}</span>
      {backwards ? (
        <span role="alert" className={classes['refused']}>
          {t('range.backwards')}
        </span>
      ) : null}
    </div>
  );
};
