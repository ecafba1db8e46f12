import { dateFormat } from './date-format';

/** Name of an ISO weekday, 1 = Monday: `Mon`, `周一`. 5 January 2026 was a Monday. */
export const weekdayName = (day: number, locale: string, length: 'short' | 'long'): string =>
  dateFormat(locale, { weekday: length, timeZone: 'UTC' }).format(new Date(Date.UTC(2026, 0, 4 + day)));

/** Name of a month, 1 = January: `February`, `二月`. */
export const monthName = (month: number, locale: string): string =>
  dateFormat(locale, { month: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2026, month - 1, 1)));

/** The seven weekdays as a week of the reader begins. @param first ISO weekday */
export const weekFrom = (first: number): readonly number[] =>
  Array.from({ length: 7 }, (_, place) => ((first - 1 + place) % 7) + 1);
