import { useTranslation } from 'react-i18next';
import { locale, type Locale } from '../../src-main/contract/primitives';

/** The language shown now. */
export const useLocale = (): Locale => {
  const { i18n } = useTranslation();
  return locale.catch('en').parse(i18n.resolvedLanguage ?? i18n.language);
};
