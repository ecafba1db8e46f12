/** An instant as ISO text in UTC, microseconds only where there are any; NULL for infinity and years that ISO cannot say. */
export const instantText = (value: string): string =>
  `CASE WHEN isfinite(${value}) AND extract(year FROM ${value} AT TIME ZONE 'UTC') BETWEEN 1 AND 9999
    THEN regexp_replace(to_char(${value} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '000Z$', 'Z') END`;

/** A wall time as the contract's text, cut to milliseconds; what it cannot say (infinity, BC) as PostgreSQL writes it. */
export const wallText = (value: string): string =>
  `CASE WHEN isfinite(${value}) AND extract(year FROM ${value}) BETWEEN 1 AND 9999
    THEN regexp_replace(to_char(${value}, 'YYYY-MM-DD"T"HH24:MI:SS.MS'), '\\.000$', '') ELSE ${value}::text END`;

/** Whole milliseconds between two instants; NULL while one is missing. */
export const elapsedMs = (from: string, to: string): string =>
  `round(extract(epoch FROM ${to} - ${from}) * 1000)::float8`;

/** A pattern that finds the text anywhere, with the text's own wildcards taken literally. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** An instant from `instantText` as the contract writes it: cut to milliseconds. */
export const toMilliseconds = (instant: string): string => instant.replace(/\.(\d{3})\d*Z$/, '.$1Z');

/** Numbers the values of one statement: `bind.add(x)` answers `$n`. */
export class Binds {
  readonly values: unknown[] = [];

  add(value: unknown): string {
    this.values.push(value);
    return `$${String(this.values.length)}`;
  }
}
