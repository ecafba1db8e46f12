import { dateFormat } from './date-format';

/** What calendar and clock of a zone show at an instant. */
export interface ZonedClock {
  /** `2026-03-08T02:30:00` */
  readonly wall: string;
  /** `+08:00`, `-05:00`, `Z` */
  readonly offset: string;
}

export const zonedClock = (at: Date, timeZone: string): ZonedClock => {
  const format = dateFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  });
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const { year = '', month = '', day = '', hour = '', minute = '', second = '', timeZoneName = '' } = parts;
  const offset = timeZoneName.replace(/^(GMT|UTC)(\+00:00$)?/, '');
  return {
    wall: `${year}-${month}-${day}T${hour}:${minute}:${second}`,
    offset: offset === '' ? 'Z' : offset,
  };
};
