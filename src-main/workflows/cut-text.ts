/** The text's first `max` characters, with a note of how much was cut; never cuts a character pair in two. */
export const cutText = (text: string, max: number): string => {
  if (text.length <= max) return text;
  const end = /[\uD800-\uDBFF]$/.test(text.slice(0, max)) ? max - 1 : max;
  return `${text.slice(0, end)}… (${text.length - end} more characters)`;
};

/** Text that PostgreSQL can store: without NUL and without half characters. */
export const storableText = (text: string): string =>
  text
    .replaceAll('\0', '')
    .replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
