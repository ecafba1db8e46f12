import type { Locale } from '../../src-main/contract/primitives';
import type { Settings } from '../../src-main/contract/settings';

/** The language to show: the operator's choice, or the system's where we speak it, or English. */
export const chosenLocale = (
  choice: Settings['general']['language'],
  systemLanguages: readonly string[],
): Locale => {
  if (choice !== 'system') return choice;
  return systemLanguages[0]?.toLowerCase().startsWith('zh') === true ? 'zh-CN' : 'en';
};
