import { describe, expect, it } from 'vitest';
import type { Client } from '../../../src-main/contract/api';
import type { LogLine } from '../../../src-main/contract/run';
import {
  firstHitFrom,
  hitAt,
  hitIndex,
  LogIndex,
} from '../../../src-renderer/pages/run-detail/log/log-index';
import { levelOf } from '../../../src-renderer/pages/run-detail/log/log-level';
import { logMatcher } from '../../../src-renderer/pages/run-detail/log/log-search';
import { LogStore } from '../../../src-renderer/pages/run-detail/log/log-store';

const at = '2026-01-01T00:00:00.000Z';
const lineAt = (seq: number): LogLine => ({
  attempt: 1,
  seq,
  at,
  stream: seq % 100 === 0 ? 'error' : 'info',
  line: seq % 7 === 0 ? `seven seven ${seq}` : `line ${seq}`,
});

/** A log of so many lines, asked for as the contract says; counts how often. */
const logOf = (total: () => number): { readonly runs: Pick<Client['runs'], 'log'>; asked: () => number } => {
  let asked = 0;
  return {
    asked: () => asked,
    runs: {
      log: ({ after, before, limit = 500 }) => {
        asked += 1;
        const end = total();
        const from =
          after !== undefined && after !== null ? after + 1 : Math.max(1, (before ?? end + 1) - limit);
        const to = Math.min(end, from + limit - 1);
        return Promise.resolve({
          lines: Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => lineAt(from + i)),
          attempt: 1,
          total: end,
          first: 1,
          last: end,
        });
      },
    },
  };
};

const settled = async (store: LogStore, enough: () => boolean): Promise<void> => {
  if (enough()) return;
  await new Promise<void>((resolve) => {
    const end = store.subscribe(() => {
      if (!enough()) return;
      end();
      resolve();
    });
  });
};

describe('LogStore', () => {
  it('reads the tail first and nothing else', async () => {
    const { runs, asked } = logOf(() => 200_000);
    const store = new LogStore(runs, '1', 1);
    store.start();
    await settled(store, () => store.state().ready);
    expect(asked()).toBe(1);
    expect(store.state()).toMatchObject({ total: 200_000, loaded: 500 });
    expect(store.line(200_000)?.line).toBe('line 200000');
    expect(store.line(1)).toBeUndefined();
  });

  it('reaches line 1 with one more question', async () => {
    const { runs, asked } = logOf(() => 200_000);
    const store = new LogStore(runs, '1', 1);
    store.start();
    await settled(store, () => store.state().ready);
    store.ensure(1, 40);
    store.ensure(1, 40);
    await settled(store, () => store.line(1) !== undefined);
    expect(asked()).toBe(2);
  });

  it('reads all of it once, whatever has been read before', async () => {
    const { runs, asked } = logOf(() => 12_345);
    const store = new LogStore(runs, '1', 1);
    store.start();
    await settled(store, () => store.state().ready);
    await store.readAll();
    const before = asked();
    expect(store.state().loaded).toBe(12_345);
    await store.readAll();
    expect(asked()).toBe(before);
  });

  it('adds what has come since', async () => {
    let total = 10;
    const { runs } = logOf(() => total);
    const store = new LogStore(runs, '1', 1);
    store.start();
    await settled(store, () => store.state().total === 10);
    total = 25;
    await store.tail();
    expect(store.state()).toMatchObject({ total: 25, loaded: 25 });
    expect(store.line(25)?.seq).toBe(25);
  });

  it('keeps what it has when a question fails, and says so', async () => {
    const store = new LogStore({ log: () => Promise.reject(new Error('gone')) }, '1', 1);
    store.start();
    await settled(store, () => store.state().error !== null);
    expect(store.state().error?.message).toBe('gone');
  });
});

describe('LogIndex', () => {
  const read = async (): Promise<{ readonly store: LogStore; readonly index: LogIndex }> => {
    const store = new LogStore(logOf(() => 1_000).runs, '1', 1);
    store.start();
    await settled(store, () => store.state().ready);
    await store.readAll();
    return { store, index: new LogIndex(store) };
  };
  const matcher = (text: string, regex = false): NonNullable<ReturnType<typeof logMatcher>> => {
    const made = logMatcher({ text, regex, matchCase: false });
    if (made === null) throw new Error('nothing to search for');
    return made;
  };

  it('counts every match and goes around at both ends', async () => {
    const { index } = await read();
    const view = index.view(matcher('SEVEN'), false, 'all');
    expect(view.hitCount).toBe(2 * 142);
    expect(view.shown).toBeNull();
    expect(hitAt(view, 0)).toEqual({ seq: 7, part: 0 });
    expect(hitAt(view, 3)).toEqual({ seq: 14, part: 1 });
    expect(hitAt(view, -1)).toEqual({ seq: 994, part: 1 });
    expect(hitAt(view, view.hitCount)).toEqual({ seq: 7, part: 0 });
    expect(hitIndex(view, { seq: 14, part: 1 })).toBe(3);
    expect(firstHitFrom(view, 500)).toEqual({ seq: 504, part: 0 });
    expect(firstHitFrom(view, 999)).toEqual({ seq: 7, part: 0 });
  });

  it('shows only matching lines, or only grave ones', async () => {
    const { index } = await read();
    expect(index.view(matcher('seven'), true, 'all').shown?.slice(0, 2)).toEqual([7, 14]);
    expect(index.view(null, false, 'errors').shown).toEqual([
      100, 200, 300, 400, 500, 600, 700, 800, 900, 1000,
    ]);
    expect(index.view(matcher('seven'), true, 'errors').shown).toEqual([700]);
  });

  it('finds the next error and goes around', async () => {
    const { index } = await read();
    expect(index.nextError(0)).toBe(100);
    expect(index.nextError(100)).toBe(200);
    expect(index.nextError(1_000)).toBe(100);
  });

  it('tells why an expression cannot be read', () => {
    expect(matcher('(', true).ok).toBe(false);
    expect(matcher('(').ok).toBe(true);
  });
});

describe('levelOf', () => {
  it.each([
    ['error', 'anything', 'error'],
    ['stdout', 'ERROR 502 Bad Gateway', 'error'],
    ['stdout', '2026-01-01 12:00:00 [main] fatal: no such file', 'error'],
    ['stderr', 'warning: deprecated', 'warning'],
    ['stdout', 'WARN slow', 'warning'],
    ['info', 'step Start: ok', 'normal'],
    ['stdout', 'no terrors here', 'normal'],
  ] as const)('takes %s “%s” for %s', (stream, line, level) => {
    expect(levelOf({ stream, line })).toBe(level);
  });
});
