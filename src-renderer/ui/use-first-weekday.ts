import { useLocale } from '../i18n/use-locale';
import { useSettings } from '../shell/use-settings';

/** The weekday a week starts with, 1 = Monday to 7 = Sunday: the reader's choice, else the language's custom. */
export const useFirstWeekday = (): number => {
  const locale = useLocale();
  const choice = useSettings().general.firstWeekday;
  if (choice === 'monday') return 1;
  if (choice === 'sunday') return 7;
  return locale === 'zh-CN' ? 1 : 7;
};
