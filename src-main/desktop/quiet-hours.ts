import type { Settings } from '../contract/settings';
import type { WallReading } from './wall-clock';

export type QuietHours = Settings['notifications']['quietHours'];

const minutesOf = (timeOfDay: string): number => {
  const [hours = 0, minutes = 0] = timeOfDay.split(':').map(Number);
  return hours * 60 + minutes;
};

/**
 * Whether the operator wants quiet now. The hours start at `from` and end before `to`; hours that wrap over midnight
 * belong to the day they start on, and equal times mean the whole day. Read from the wall, so that the hours keep their
 * place when the clocks change.
 */
export const isQuiet = (quiet: QuietHours, now: WallReading): boolean => {
  if (!quiet.enabled) return false;
  const from = minutesOf(quiet.from);
  const to = minutesOf(quiet.to);
  const minute = now.hour * 60 + now.minute;
  const today = quiet.days.includes(now.weekday);
  if (from < to) return today && minute >= from && minute < to;
  const yesterday = quiet.days.includes(now.weekday === 1 ? 7 : now.weekday - 1);
  return (today && minute >= from) || (yesterday && minute < to);
};
