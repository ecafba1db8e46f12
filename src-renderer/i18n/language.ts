import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { locale, type Locale } from '../../src-main/contract/primitives';
import type { Settings } from '../../src-main/contract/settings';

type LanguageChoice = Settings['general']['language'];

/** The language to show: the operator's choice, or the system's where we speak it, or English. */
export const chosenLocale = (choice: LanguageChoice, systemLanguages: readonly string[]): Locale => {
  if (choice !== 'system') return choice;
  return systemLanguages[0]?.toLowerCase().startsWith('zh') === true ? 'zh-CN' : 'en';
};

/** One chunk a language: only the one shown is read. */
const load = async (locale: Locale): Promise<Record<string, object>> => {
  if (locale === 'en') return (await import('./en')).en;
  await import('@fontsource-variable/noto-sans-sc/wght.css');
  return (await import('./zh-cn')).zhCn;
};

/** Starts the translator in `locale`. Words are never escaped: React does that. */
export const startLanguage = async (locale: Locale): Promise<i18n> => {
  const translator = createInstance();
  await translator.use(initReactI18next).init({
    lng: locale,
    defaultNS: 'common',
    resources: {},
    interpolation: { escapeValue: false },
    returnNull: false,
    react: { bindI18nStore: 'added' },
  });
  await switchLanguage(translator, locale);
  return translator;
};

/** The language shown now. */
export const localeOf = (translator: Pick<i18n, 'language' | 'resolvedLanguage'>): Locale =>
  locale.catch('en').parse(translator.resolvedLanguage ?? translator.language);

/** Loads the catalogue if need be and shows it; also the document's language, which screen readers follow. */
export const switchLanguage = async (translator: i18n, locale: Locale): Promise<void> => {
  if (!translator.hasResourceBundle(locale, 'common')) {
    for (const [namespace, words] of Object.entries(await load(locale))) {
      translator.addResourceBundle(locale, namespace, words);
    }
  }
  await translator.changeLanguage(locale);
  document.documentElement.lang = locale;
};
