import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../src-main/workflows/clock';
import { PlaceLimit } from '../../../src-main/workflows/command/place-limit';
import { CappedLines } from '../../../src-main/workflows/command/capped-lines';
import { isForbiddenAddress } from '../../../src-main/workflows/http/forbidden-address';
import { guardedLookup } from '../../../src-main/workflows/http/guarded-lookup';
import { RateLimit } from '../../../src-main/workflows/nexusai/rate-limit';

const never = new AbortController().signal;

describe('the limit of requests', () => {
  it('spaces them evenly, in order, and makes up for no pause', async () => {
    let nowMs = 0;
    const waited: number[] = [];
    const clock: Clock = {
      now: () => new Date(nowMs),
      elapsedMs: () => nowMs,
      wait: (ms) => {
        waited.push(ms);
        return Promise.resolve();
      },
    };
    const limit = new RateLimit(clock, () => 4);
    await Promise.all([limit.take(never), limit.take(never), limit.take(never)]);
    expect(waited).toEqual([250, 500]);
    nowMs = 60_000;
    await Promise.all([limit.take(never), limit.take(never)]);
    expect(waited).toEqual([250, 500, 250]);
    expect(await limit.take(AbortSignal.abort())).toBe(false);
  });
});

describe('the places of a command', () => {
  it('go to those who wait, in order', async () => {
    const places = new PlaceLimit();
    const order: string[] = [];
    const first = await places.take('a', 1, never);
    const wait = async (name: string): Promise<() => void> => {
      const give = await places.take('a', 1, never);
      order.push(name);
      return give ?? ((): void => undefined);
    };
    const [second, third] = [wait('second'), wait('third')];
    expect(places.isFree('a', 1)).toBe(false);
    expect(places.isFree('b', 1)).toBe(true);
    first?.();
    first?.();
    (await second)();
    (await third)();
    expect(order).toEqual(['second', 'third']);
    expect(places.isFree('a', 1)).toBe(true);
  });
});

describe('a capped log', () => {
  const written = (lines: readonly string[]): string[] => {
    const out: string[] = [];
    const log = new CappedLines({
      write: (_stream, text) => void out.push(text),
      now: () => new Date(0),
      headBytes: 200,
      tailBytes: 200,
    });
    for (const line of lines) log.add('stdout', line);
    log.end();
    return out;
  };

  it('is whole when it fits, and says what is left out when not', () => {
    expect(written(['a', 'b', 'c', 'd'])).toEqual(['a', 'b', 'c', expect.stringContaining('long'), 'd']);
    expect(written(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'])).toEqual([
      'a',
      'b',
      'c',
      expect.stringContaining('long'),
      '… 2 lines (4 bytes) left out …',
      'f',
      'g',
      'h',
    ]);
  });
});

describe('forbidden addresses', () => {
  it.each([
    ['169.254.169.254', true],
    ['[fe80::1%25eth0]', true],
    ['[::ffff:a9fe:a9fe]', true],
    ['[64:ff9b::a9fe:a9fe]', true],
    ['[fd00:ec2::254]', true],
    ['168.63.129.16', true],
    ['127.0.0.1', false],
    ['10.0.0.1', false],
    ['[::1]', false],
    ['[::ffff:7f00:1]', false],
    ['169.253.0.1', false],
    ['metadata.example', false],
  ])('%s: %s', (host, forbidden) => {
    expect(isForbiddenAddress(host)).toBe(forbidden);
  });

  it('are found behind a name, even beside a harmless one', async () => {
    const resolve = () =>
      Promise.resolve([
        { address: '::1', family: 6 },
        { address: '10.0.0.1', family: 4 },
        { address: '169.254.1.1', family: 4 },
      ]);
    await expect(guardedLookup('inner.example', false, resolve)).rejects.toThrow(
      'inner.example is at 169.254.1.1',
    );
    const found = await guardedLookup('inner.example', true, resolve);
    expect(found.map(({ family }) => family)).toEqual([4, 4, 6]);
  });
});
