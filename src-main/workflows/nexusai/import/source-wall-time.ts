const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * A date-time of NexusAI as a wall time: fractions are dropped, as its database drops them, and a zone is ignored, as
 * its API ignores it. Null when it is none, MariaDB's zero date included.
 */
export const sourceWallTime = (value: unknown): { readonly time: string; readonly zoned: boolean } | null => {
  const text = value instanceof Date ? value.toISOString() : value;
  const match = typeof text === 'string' ? pattern.exec(text.trim()) : null;
  if (match === null) return null;
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00', zone] = match;
  const time = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const checked = new Date(`${time}Z`);
  // 31 February and the like roll over, which shows.
  if (Number.isNaN(checked.getTime()) || !checked.toISOString().startsWith(time)) return null;
  return year === '0000' ? null : { time, zoned: zone !== undefined };
};
