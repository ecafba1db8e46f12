import { civilDate, dayMs, dayNumber, daysInMonth } from './civil';

/** The last wall time that four-digit years can name, `9999-12-31T23:59:59.999`, in milliseconds as if UTC. */
export const lastWallMs = 253_402_300_799_999;

const shape = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?$/;

/**
 * Reads a wall time without a zone: `2026-03-08T02:30:00`, also with a blank for the `T`, without seconds,
 * without a time (midnight), or with a fraction, which is cut to milliseconds.
 * @returns milliseconds as if the wall time were UTC, or null when the text is not a date that exists in years 1-9999
 */
export function parseWallTime(text: string): number | null {
  const match = shape.exec(text);
  if (match === null) return null;
  const [, year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.map(Number);
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  const time = match[4] === undefined ? 0 : timeOfDayMs(hour, minute, match[6] === undefined ? 0 : second);
  if (time === null) return null;
  const fraction = match[7] === undefined ? 0 : Number(match[7].padEnd(3, '0').slice(0, 3));
  return dayNumber(year, month, day) * dayMs + time + fraction;
}

/** Writes a wall time as the contract's `localTime`; milliseconds only when there are any. */
export function formatWallTime(wallMs: number): string {
  const days = Math.floor(wallMs / dayMs);
  const { year, month, day } = civilDate(days);
  const ms = wallMs - days * dayMs;
  const time = `${pad(Math.floor(ms / 3_600_000), 2)}:${pad(Math.floor(ms / 60_000) % 60, 2)}:${pad(Math.floor(ms / 1000) % 60, 2)}`;
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}T${time}${ms % 1000 === 0 ? '' : `.${pad(ms % 1000, 3)}`}`;
}

/** Milliseconds since midnight of a wall time. */
export function timeOfDay(wallMs: number): number {
  return wallMs - Math.floor(wallMs / dayMs) * dayMs;
}

function timeOfDayMs(hour: number, minute: number, second: number): number | null {
  return hour > 23 || minute > 59 || second > 59 ? null : (hour * 60 + minute) * 60_000 + second * 1000;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
