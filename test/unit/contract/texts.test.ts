import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Text } from '../../../src-main/contract/text';
import { sourceModules } from '../../support/source-modules';

const modules = sourceModules('src-main', 'src-renderer').map(({ path }) => path);
const root = new URL('../../../', import.meta.url);
const catalogues = modules.filter((path) => path.endsWith('-texts.ts'));

const isText = (value: unknown): value is Text =>
  typeof value === 'object' &&
  value !== null &&
  typeof Reflect.get(value, 'en') === 'string' &&
  typeof Reflect.get(value, 'zh-CN') === 'string';

/** Stands for whatever is put into a text: a name, a number or another text. */
const probe = (index: number): unknown => {
  const mark = `\u27E6${index}\u27E7`;
  return Object.assign([mark], { en: mark, 'zh-CN': mark, toString: () => mark });
};

const said = (entry: unknown): unknown =>
  typeof entry === 'function'
    ? Reflect.apply(
        entry,
        undefined,
        Array.from({ length: entry.length }, (_, index) => probe(index)),
      )
    : entry;

const entries = (
  await Promise.all(
    catalogues.map(async (path) => {
      const exported: object = await import(new URL(path, root).href);
      return Object.entries(exported)
        .filter(([, value]) => typeof value === 'object' && value !== null)
        .flatMap(([name, texts]: [string, object]) =>
          Object.entries(texts).map(([key, entry]): [string, unknown] => [
            `${path} ${name}.${key}`,
            said(entry),
          ]),
        );
    }),
  )
).flat();
const texts = entries.filter((entry): entry is [string, Text] => isText(entry[1]));

const holes = (words: string): string => [...new Set(words.match(/\u27E6\d\u27E7/g))].sort().join('');

/** What is called the same in every language. */
const names = new Set(
  `Nexus Scheduler NexusAI PostgreSQL GNOME AppIndicator Docker Asia Shanghai America York
   npm run build http https migrate database root postgres sslrootcert sslmode verify-ca verify-full verify-full
   disable require scheduled doctor public timestamptz ci xx maxBody`.split(/\s+/),
);

/** Words of a Chinese text that are neither a name nor code: addresses, statements, options, columns. */
const englishIn = (words: string): readonly string[] =>
  (
    words
      .replaceAll(/`[^`]*`/g, ' ')
      .replaceAll(/\b[a-z+]+:\/\/\S*/gi, ' ')
      .replaceAll(/(?<![\w-])--?[a-z][\w-]*|\?\w+=\w+|\S*[_{]\S*|\$[.\w[\]]+/g, ' ')
      .match(/[A-Za-z][A-Za-z-]+/g) ?? []
  ).filter((word) => !/^[A-Z0-9-]+$/.test(word) && !names.has(word));

describe('the texts of the application', () => {
  it('are texts, all of them', () => {
    expect(catalogues.length).toBeGreaterThan(10);
    expect(entries.filter(([, value]) => !isText(value)).map(([key]) => key)).toEqual([]);
    expect(texts.length).toBeGreaterThan(300);
  });

  it('put the same facts into both languages', () => {
    const different = texts.filter(([, text]) => holes(text.en) !== holes(text['zh-CN']));
    expect(different).toEqual([]);
  });

  it('are in Chinese where they are Chinese', () => {
    const left = texts
      .map(([key, text]): [string, readonly string[]] => [key, englishIn(text['zh-CN'])])
      .filter(([, words]) => words.length > 0);
    expect(left).toEqual([]);
    const same = texts.filter(
      ([, text]) =>
        text.en === text['zh-CN'] && englishIn(text.en.replaceAll(/\u27E6\d\u27E7/g, ' ')).length > 0,
    );
    expect(same).toEqual([]);
  });

  it('put full-width punctuation after Han, and end as their English does', () => {
    const half = texts.filter(([, text]) => /\p{Script=Han}[,;:?!.]/u.test(text['zh-CN']));
    expect(half).toEqual([]);
    const open = texts.filter(
      ([, text]) => text.en.endsWith('.') !== /[。.]$/.test(text['zh-CN']) && !text.en.endsWith(';'),
    );
    expect(open).toEqual([]);
  });
});

/** Files that say something in one place by their nature: the catalogues, and words that are looked up by a code. */
const mayMakeTexts = /(-texts?|-words)\.ts$|^src-main\/contract\/text\.ts$/;

describe('sentences outside the catalogues', () => {
  const sources = modules
    .filter((path) => path.startsWith('src-'))
    .map((path): [string, string] => [path, readFileSync(new URL(path, root), 'utf8')]);
  const sentence = String.raw`(['"\x60])(?:(?!\1)[^\n])*[A-Za-z\p{Script=Han}]{2}`;

  it('are made into texts nowhere else', () => {
    const made = new RegExp(String.raw`(?<![.\w])text\(\s*${sentence}`, 'u');
    expect(
      sources.filter(([path, code]) => !mayMakeTexts.test(path) && made.test(code)).map(([path]) => path),
    ).toEqual([]);
  });

  it('are not passed off as somebody else’s, except by the command line, which speaks English', () => {
    const passed = new RegExp(String.raw`\bverbatim\(\s*${sentence}`, 'u');
    const found = sources.filter(([path, code]) => !path.startsWith('src-main/cli/') && passed.test(code));
    expect(found.map(([path]) => path)).toEqual([]);
  });
});
