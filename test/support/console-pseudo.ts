import { en } from '../../src-renderer/i18n/en';
import type { Words } from '../../src-renderer/i18n/catalog';

const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const accented = 'àƀçđéƒĝĥíĵķłɱñôþɋŕšţûṽŵẋýžÀƁÇĐÉƑĜĤÍĴĶŁⱮÑÔÞɊŔŠŢÛṼŴẊÝŽ';
const accents = new Map(
  Array.from(plain).map((letter, place) => [letter, Array.from(accented)[place] ?? letter]),
);
const filler = 'ôñé ţŵô ţĥŕéé ƒôûŕ ƒíṽé šíẋ šéṽéñ éíĝĥţ ñíñé ţéñ ';

/** A sentence with accents and 40 % more letters; what stands in {{…}} stays. A short label grows in one word. */
export const pseudo = (text: string): string => {
  const letters = text.replaceAll(/\{\{.*?\}\}/g, '').trim().length;
  if (!/[a-z]/i.test(text)) return text;
  const more = Math.ceil(letters * 0.4);
  const body = text
    .split(/(\{\{.*?\}\})/)
    .map((part) =>
      part.startsWith('{{')
        ? part
        : Array.from(part)
            .map((letter) => accents.get(letter) ?? letter)
            .join(''),
    )
    .join('');
  const tail = filler.repeat(Math.ceil(more / filler.length));
  return letters < 10
    ? body + tail.replaceAll(' ', '').slice(0, more)
    : `${body} ${tail.slice(0, more).trim()}`;
};

const through = (words: object): object =>
  Object.fromEntries(
    Object.entries(words).map(([key, value]: [string, unknown]) => [
      key,
      typeof value === 'string'
        ? pseudo(value)
        : typeof value === 'object' && value !== null
          ? through(value)
          : value,
    ]),
  );

const isWords = (words: object): words is Words => Object.keys(en).every((area) => area in words);

/** The English catalogue in a language nobody speaks: longer and accented, to see what a translation would do. */
export const pseudoWords = (): Words => {
  const words = through(en);
  if (!isWords(words)) throw new Error('The catalogue lost an area.');
  return words;
};
