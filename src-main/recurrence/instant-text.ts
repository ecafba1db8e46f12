import { formatWallTime, parseWallTime } from './wall-time';

const shape = /^(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(?:[Zz]|([+-])(\d{2}):?(\d{2}))$/;

/** Writes an instant in UTC, `2026-03-08T07:30:00Z`; milliseconds only when there are any. */
export function formatInstant(atMs: number): string {
  return `${formatWallTime(atMs)}Z`;
}

/**
 * Reads an instant: ISO 8601 with `Z` or an offset; a fraction is cut to milliseconds.
 * @returns ms since the epoch, or null when the text is none (a wall time without a zone is none)
 */
export function parseInstant(text: string): number | null {
  const match = shape.exec(text);
  const wallMs = match === null ? null : parseWallTime(match[1] ?? '');
  if (match === null || wallMs === null) return null;
  const minutes = Number(match[3] ?? 0) * 60 + Number(match[4] ?? 0);
  return wallMs - (match[2] === '-' ? -minutes : minutes) * 60_000;
}
