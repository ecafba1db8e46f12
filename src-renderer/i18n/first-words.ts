import type { Locale } from '../../src-main/contract/primitives';
import { rememberedText } from '../shell/remembered-text';
import { chosenLocale } from './chosen-locale';
import { loadWords } from './load-words';

/** The remembered choice of a language. Read without the contract, whose schemas would have to be made first. */
const choice = (text: string): Locale | 'system' => {
  try {
    const language: unknown = JSON.parse(text)?.general?.language;
    return language === 'en' || language === 'zh-CN' ? language : 'system';
  } catch {
    return 'system';
  }
};

/** The language of the first picture. */
export const firstLocale = chosenLocale(choice(rememberedText()), navigator.languages);

/** Its words, on their way while the rest of the window is still being set up. Rejections are for who waits for them. */
export const firstWords = loadWords(firstLocale);
firstWords.catch(() => undefined);
