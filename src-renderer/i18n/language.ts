import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { locale, type Locale } from '../../src-main/contract/primitives';
import { visibleText } from '../../src-main/contract/visible-text';
import { loadWords } from './load-words';

const add = (translator: i18n, locale: Locale, words: Readonly<Record<string, object>>): void => {
  for (const [namespace, texts] of Object.entries(words))
    translator.addResourceBundle(locale, namespace, texts);
};

/**
 * Starts the translator in `locale` with its words. Markup is never escaped: React does that; but no name that is put
 * into a sentence may turn the rest of it around.
 */
export const startLanguage = async (
  locale: Locale,
  words: Readonly<Record<string, object>>,
): Promise<i18n> => {
  const translator = createInstance();
  await translator.use(initReactI18next).init({
    lng: locale,
    defaultNS: 'common',
    resources: {},
    interpolation: { escapeValue: true, escape: visibleText },
    returnNull: false,
    react: { bindI18nStore: 'added' },
  });
  add(translator, locale, words);
  document.documentElement.lang = locale;
  return translator;
};

/** The language shown now. */
export const localeOf = (translator: Pick<i18n, 'language' | 'resolvedLanguage'>): Locale =>
  locale.catch('en').parse(translator.resolvedLanguage ?? translator.language);

/** Loads the catalogue if need be and shows it; also the document's language, which screen readers follow. */
export const switchLanguage = async (translator: i18n, locale: Locale): Promise<void> => {
  if (!translator.hasResourceBundle(locale, 'common')) add(translator, locale, await loadWords(locale));
  await translator.changeLanguage(locale);
  document.documentElement.lang = locale;
};
