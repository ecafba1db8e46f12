import type { Locale } from './primitives';
import type { Check } from './status';
import type { Text } from './text';

/** A check as it is made, before anybody's language is known. */
export interface SpokenCheck {
  readonly name: Text;
  readonly result: Check['result'];
  readonly text: Text;
  readonly remedy: Text | null;
}

/** A check in the reader's language. */
export const checkIn = ({ name, result, text, remedy }: SpokenCheck, locale: Locale): Check => ({
  name: name[locale],
  result,
  text: text[locale],
  remedy: remedy?.[locale] ?? null,
});
