import { useTranslation } from 'react-i18next';
import type { Locale } from '../../src-main/contract/primitives';
import { localeOf } from './language';

/** The language shown now. */
export const useLocale = (): Locale => localeOf(useTranslation().i18n);
