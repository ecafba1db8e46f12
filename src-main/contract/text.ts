import type { Locale } from './primitives';

/**
 * Something the application says, in every language. A text is made where its facts are known, by a named entry of its
 * room's `*-texts.ts`, and one language of it is taken where the reader is known: the router for a window, English for
 * logs, the command line and the ledger.
 */
export type Text = Readonly<Record<Locale, string>>;

export const text = (en: string, zhCn: string): Text => ({ en, 'zh-CN': zhCn });

/** Somebody else's words (a server's answer, an error of the system), names and numbers: the same in every language. */
export const verbatim = (words: string): Text => text(words, words);

/** Several texts as one, with a semicolon between unless said otherwise. */
export const joined = (texts: readonly Text[], between: Text = text('; ', '；')): Text =>
  text(texts.map(({ en }) => en).join(between.en), texts.map((one) => one['zh-CN']).join(between['zh-CN']));

/** Whole sentences, one after the other. */
export const sentences = (texts: readonly Text[]): Text => joined(texts, text(' ', ''));

/** The same change in every language: shortening, taking secrets out. */
export const mapped = (one: Text, change: (words: string) => string): Text =>
  text(change(one.en), change(one['zh-CN']));

/** What was thrown, as its own words say it; a `Problem` and the faults of the connectors know more languages. */
export const thrownText = (error: unknown): Text => {
  if (error instanceof SpokenError) return error.text;
  return verbatim(error instanceof Error ? error.message : String(error));
};

/** An error whose message is ours: English for the log, every language for its reader. */
export class SpokenError extends Error {
  readonly text: Text;

  constructor(says: Text, options?: ErrorOptions) {
    super(says.en, options);
    this.text = says;
  }
}
