import { dateFormat } from './date-format';
import { dayKey } from './time-words';

const offsetMinutes = (at: Date, timeZone: string): number => {
  const text =
    dateFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
      .formatToParts(at)
      .find((part) => part.type === 'timeZoneName')?.value ?? '';
  const match = /([+-])(\d{2}):(\d{2})/.exec(text);
  if (match === null) return 0;
  const size = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -size : size;
};

/**
 * The instant a calendar day begins in a zone. Where the clock skips midnight the first instant of the day is given.
 * @param day `2026-11-24`
 */
export const startOfDay = (day: string, timeZone: string): Date => {
  const asUtc = Date.parse(`${day}T00:00:00Z`);
  const guess = new Date(asUtc - offsetMinutes(new Date(asUtc), timeZone) * 60_000);
  const exact = new Date(asUtc - offsetMinutes(guess, timeZone) * 60_000);
  if (dayKey(exact, timeZone) === day) return exact;
  return new Date(exact.getTime() + 3_600_000);
};
