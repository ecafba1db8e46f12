import { describe, expect, it } from 'vitest';
import { en } from '../../../src-renderer/i18n/en';
import { chosenLocale } from '../../../src-renderer/i18n/chosen-locale';
import { zhCn } from '../../../src-renderer/i18n/zh-cn';

const entries = (words: object, path = ''): [string, string][] =>
  Object.entries(words).flatMap(([key, value]: [string, unknown]) => {
    const at = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') return [[at, value]];
    return typeof value === 'object' && value !== null ? entries(value, at) : [];
  });

const english = new Map(entries(en));
const chinese = new Map(entries(zhCn));
const holes = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)/g)].map((match) => match[1] ?? '').sort();

describe('the two catalogues', () => {
  it('say the same things', () => {
    const needed = [...english.keys()].filter(
      (key) => !(key.endsWith('_one') && english.has(key.replace(/_one$/, '_other'))),
    );
    expect([...chinese.keys()].sort()).toEqual(needed.sort());
  });

  it('fill the same holes', () => {
    const different = [...chinese].filter(
      ([key, text]) => holes(text).join() !== holes(english.get(key) ?? '').join(),
    );
    expect(different).toEqual([]);
  });

  it('leave no English sentence in the Chinese one', () => {
    const left = [...chinese].filter(
      ([key, text]) =>
        text === english.get(key) && /[a-z]{3,} [a-z]{3,}/i.test(text.replace('Nexus Scheduler', '')),
    );
    expect(left.map(([key]) => key)).toEqual([]);
  });

  it('put full-width punctuation after Han', () => {
    const half = [...chinese].filter(([, text]) => /\p{Script=Han}[,;:?!]/u.test(text));
    expect(half).toEqual([]);
  });
});

describe('the language to show', () => {
  it('is the chosen one, else the system’s where we speak it', () => {
    expect(chosenLocale('zh-CN', ['en-US'])).toBe('zh-CN');
    expect(chosenLocale('system', ['zh-TW', 'en'])).toBe('zh-CN');
    expect(chosenLocale('system', ['fr-FR'])).toBe('en');
    expect(chosenLocale('system', [])).toBe('en');
  });
});
