import { useLocale } from './use-locale';

/** What stands between two sentences; Chinese full stops bring their own room. */
export const useSentenceGap = (): string => (useLocale() === 'zh-CN' ? '' : ' ');
