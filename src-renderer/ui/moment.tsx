import type { ReactNode } from 'react';
import { useNow, useTime } from '../time/use-time';
import classes from './moment.module.css';

interface Props {
  /** ISO instant. */
  readonly at: string;
  /** `two` puts the relative under the absolute, `one` beside it, `absolute` leaves it away. */
  readonly lines?: 'two' | 'one' | 'absolute';
  /** Name of the day in words: Today, Yesterday, Tomorrow. */
  readonly dayWords?: boolean;
  readonly timeZone?: string;
}

/** An instant: absolute first, relative second, its offset in the tooltip. */
export const Moment = ({ at, lines = 'two', dayWords = false, timeZone }: Props): ReactNode => {
  const time = useTime();
  const instant = new Date(at);
  const near = Math.abs(instant.getTime() - useNow('minute').getTime()) < 60_000 && lines !== 'absolute';
  const now = useNow(near ? 'second' : 'minute');
  const zone = timeZone ?? time.timeZone;
  const absolute = dayWords ? time.dayMoment(instant, now, zone) : time.moment(instant, now, zone);
  return (
    <time dateTime={at} title={time.iso(instant, zone)} className={classes[lines]}>
      <span className="nx-number">{absolute}</span>
      {lines === 'absolute' ? null : (
        <span className={classes['relative']}>{time.relative(instant, now, zone)}</span>
      )}
    </time>
  );
};
