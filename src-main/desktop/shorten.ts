import { visibleText } from '../contract/visible-text';

/** A text of at most `length` UTF-16 units on one line, its cut end marked; never half a character. */
export const shorten = (given: string, length = 40): string => {
  const text = visibleText(given);
  if (text.length <= length) return text;
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > length - 1) break;
    kept += character;
  }
  return `${kept}…`;
};
