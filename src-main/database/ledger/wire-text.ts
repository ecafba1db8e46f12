/**
 * A parameter as the text PostgreSQL reads: instants as ISO texts in UTC, lists as array literals of any element type.
 * @throws TypeError for what is none of these; an object is written as JSON by whoever sends it
 * @throws RangeError for an invalid Date
 */
export const wireText = (value: unknown): string | null => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `{${value.map(element).join(',')}}`;
  throw new TypeError(`A statement cannot take a value of type ${typeof value}.`);
};

const element = (value: unknown): string => {
  const text = wireText(value);
  if (text === null) return 'NULL';
  return typeof value === 'string' ? `"${text.replaceAll(/["\\]/g, '\\$&')}"` : text;
};
