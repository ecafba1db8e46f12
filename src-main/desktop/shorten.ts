/** A text of at most `length` UTF-16 units, its cut end marked; never half a character. */
export const shorten = (text: string, length = 40): string => {
  if (text.length <= length) return text;
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > length - 1) break;
    kept += character;
  }
  return `${kept}…`;
};
