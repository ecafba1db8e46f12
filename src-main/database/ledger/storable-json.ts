/** PostgreSQL's `jsonb` takes neither the character NUL nor half a surrogate pair. */
const unstorable = /\\u0000|\\ud[89a-f][0-9a-f]{2}/i;
const nul = new RegExp(String.fromCharCode(0), 'g');

/** Text without what a `text` column cannot hold. */
export const storableText = (text: string): string =>
  text.includes(String.fromCharCode(0)) ? text.replace(nul, '\uFFFD') : text;

/** A value as JSON text that a `jsonb` column takes; null stays null. */
export const storableJson = (value: unknown): string | null => {
  if (value === null || value === undefined) return null;
  const text = JSON.stringify(value);
  return unstorable.test(text) ? JSON.stringify(value, (_key, part: unknown) => cleaned(part)) : text;
};

const cleaned = (part: unknown): unknown =>
  typeof part === 'string' ? Buffer.from(part.replace(nul, '\uFFFD'), 'utf8').toString('utf8') : part;
