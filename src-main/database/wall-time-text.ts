const shape = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}:\d{2}:\d{2})(?:\.(\d{1,6}))?$/;

/**
 * Reads a `timestamp` as PostgreSQL writes it into the contract's wall time: `2026-03-08 02:30:00` becomes
 * `2026-03-08T02:30:00`, a fraction is cut to milliseconds and left out when it is none. No zone is ever applied.
 * What a wall time cannot say (`infinity`, years BC or beyond 9999) is handed on as it came, for the reader to refuse.
 */
export function wallTimeText(value: string): string {
  const match = shape.exec(value);
  if (match === null) return value;
  const [, year, month, day, time, fraction = ''] = match;
  const ms = fraction.padEnd(3, '0').slice(0, 3);
  return `${year}-${month}-${day}T${time}${ms === '000' ? '' : `.${ms}`}`;
}
