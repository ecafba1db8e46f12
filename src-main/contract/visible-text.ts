/**
 * Characters that steer whatever shows them: control characters, line and paragraph separators, and the marks that turn
 * the direction of all that follows around. The marks that only belong to right-to-left text stay.
 */
const steering =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** `␛` for an escape, as Unicode draws them; `<U+202E>` for what it draws no picture of. */
const picture = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x24_00 + code);
  return code === 0x7f ? '\u2421' : `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
};

/** Somebody's name or message as one line that only says something: what would steer a terminal or a page is shown. */
export const visibleText = (text: string): string => text.replace(steering, picture);

/** The same for text of several lines: its line ends and tabulators stay. */
export const visibleLines = (text: string): string =>
  text
    .replace(/\r\n/g, '\n')
    .replace(steering, (found) => (found === '\n' || found === '\t' ? found : picture(found)));
