import { describe, expect, it } from 'vitest';
import { ConsoleAccess } from '../../../src-main/ipc/console-access';
import { allowedOrigins, checkAddress } from '../../../src-main/ipc/console-origins';
import { HandTimers } from './hand-timers';

const minute = 60_000;

describe('console access', () => {
  it('exchanges a token for a session once', () => {
    const access = new ConsoleAccess(new HandTimers());
    const token = access.issueToken();
    const first = access.redeem(token);
    expect(first.result).toBe('granted');
    expect(access.redeem(token).result).toBe('wrong');
    expect(access.isGood(first.result === 'granted' ? first.session : undefined)).toBe(true);
    expect(access.isGood(token)).toBe(false);
    expect(access.isGood(undefined)).toBe(false);
  });

  it('closes the door for a minute after ten wrong tokens, to the right one too', () => {
    const timers = new HandTimers();
    const access = new ConsoleAccess(timers);
    const token = access.issueToken();
    for (let n = 0; n < 10; n += 1) expect(access.redeem('guess').result).toBe('wrong');
    timers.pass(20_000);
    expect(access.redeem(token)).toEqual({ result: 'limited', retryAfterMs: 40_000 });
    timers.pass(40_000);
    expect(access.redeem(token).result).toBe('granted');
  });

  it('lets an unused link go bad after a day, a session after twelve idle hours', () => {
    const timers = new HandTimers();
    const access = new ConsoleAccess(timers);
    const stale = access.issueToken();
    timers.pass(24 * 60 * minute);
    expect(access.redeem(stale).result).toBe('wrong');
    const granted = access.redeem(access.issueToken());
    if (granted.result !== 'granted') throw new Error('not granted');
    timers.pass(11 * 60 * minute);
    expect(access.isGood(granted.session)).toBe(true);
    timers.pass(11 * 60 * minute);
    expect(access.isGood(granted.session)).toBe(true);
    timers.pass(12 * 60 * minute);
    expect(access.isGood(granted.session)).toBe(false);
  });
});

describe('console address', () => {
  const plain = { publicOrigin: null, tls: false };
  it.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])('opens on %s', (host) => {
    expect(() => checkAddress({ host, ...plain })).not.toThrow();
  });

  it.each(['0.0.0.0', '::', '192.168.1.5', 'example.com', '128.0.0.1', 'localhost.example.com'])(
    'does not open on %s in clear text',
    (host) => {
      expect(() => checkAddress({ host, ...plain })).toThrow(/not opened/);
    },
  );

  it('opens on another address with TLS or behind a proxy that ends it', () => {
    expect(() => checkAddress({ host: '192.168.1.5', publicOrigin: null, tls: true })).not.toThrow();
    expect(() =>
      checkAddress({ host: '0.0.0.0', publicOrigin: 'https://s.example.com', tls: false }),
    ).not.toThrow();
    expect(() => checkAddress({ host: '0.0.0.0', publicOrigin: null, tls: true })).toThrow(/its own/);
    expect(() => checkAddress({ host: '0.0.0.0', publicOrigin: 'http://s.example.com', tls: false })).toThrow(
      /not an address/,
    );
    expect(() =>
      checkAddress({ host: '127.0.0.1', publicOrigin: 'https://s.example.com/x', tls: false }),
    ).toThrow(/can be reached/);
  });

  it('knows its own names and no other', () => {
    expect([...allowedOrigins({ host: '127.0.0.1', ...plain }, 4100)]).toEqual([
      'http://127.0.0.1:4100',
      'http://localhost:4100',
      'http://[::1]:4100',
    ]);
    expect([
      ...allowedOrigins({ host: '0.0.0.0', publicOrigin: 'https://s.example.com', tls: false }, 4100),
    ]).toEqual(['https://s.example.com']);
  });
});
