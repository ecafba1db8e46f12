import { createContext, use } from 'react';

/** What is searched for on the page; empty shows the chosen section. */
export const SettingSearchContext = createContext('');

/** Tells whether something with these words is wanted now. */
export const useWanted = (): ((...words: readonly string[]) => boolean) => {
  const search = use(SettingSearchContext).trim().toLocaleLowerCase();
  return (...words) => search === '' || words.some((text) => text.toLocaleLowerCase().includes(search));
};

/** Whether a row with these words is wanted now. */
export const useIsWanted = (...words: readonly string[]): boolean => useWanted()(...words);
