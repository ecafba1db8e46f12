import type { Locale } from '../../src-main/contract/primitives';

/** One chunk a language: only the one shown is read. */
export const loadWords = async (locale: Locale): Promise<Record<string, object>> => {
  if (locale === 'en') return (await import('./en')).en;
  const [{ zhCn }] = await Promise.all([
    import('./zh-cn'),
    import('@fontsource-variable/noto-sans-sc/wght.css'),
  ]);
  return zhCn;
};
