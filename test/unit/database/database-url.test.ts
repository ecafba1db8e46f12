import { describe, expect, it } from 'vitest';
import { parseDatabaseUrl, redactDatabaseUrl } from '../../../src-main/database/database-url';
import { wallTimeText } from '../../../src-main/database/wall-time-text';

describe('parseDatabaseUrl', () => {
  it.each([
    [
      'postgresql://u:p@h:6000/d',
      { host: 'h', port: 6000, user: 'u', password: 'p', database: 'd', ssl: false },
    ],
    ['postgres://u:p%40s%2Fs@h/d', { host: 'h', port: 5432, password: 'p@s/s', label: 'u@h:5432/d' }],
    ['postgresql://u@[::1]:6000/d', { host: '::1', port: 6000, password: null }],
    ['postgresql://u@h', { database: 'u' }],
    ['postgresql://u@/d?host=/run/postgresql', { host: '/run/postgresql', label: 'u@/run/postgresql/d' }],
    ['postgresql:///d?host=/tmp&user=u', { host: '/tmp', user: 'u', database: 'd' }],
    ['postgresql://u:p@h/%E4%BB%BB', { database: '任' }],
  ])('reads %s', (url, expected) => {
    expect(parseDatabaseUrl(url)).toMatchObject(expected);
  });

  it('takes the password given beside it only when the URL has none', () => {
    expect(parseDatabaseUrl('postgresql://u@h/d', 'kept').password).toBe('kept');
    expect(parseDatabaseUrl('postgresql://u:own@h/d', 'kept').password).toBe('own');
  });

  it('understands sslmode as libpq does', () => {
    const ssl = (mode: string): unknown =>
      parseDatabaseUrl(`postgresql://u@db.example/d?sslmode=${mode}`).ssl;
    expect(ssl('disable')).toBe(false);
    expect(ssl('require')).toMatchObject({ rejectUnauthorized: false, servername: 'db.example' });
    expect(ssl('verify-ca')).toMatchObject({
      rejectUnauthorized: true,
      checkServerIdentity: expect.any(Function),
    });
    expect(ssl('verify-full')).toEqual({ rejectUnauthorized: true, servername: 'db.example' });
    expect(() => ssl('sometimes')).toThrow('sslmode "sometimes" is not known');
  });

  it.each(['mysql://u:topsecret@h/d', 'topsecret', 'postgresql://:topsecret@h/', ''])('refuses %j', (url) => {
    const words = (): string => {
      try {
        parseDatabaseUrl(url);
      } catch (error) {
        return error instanceof Error ? error.message : '';
      }
      return 'read';
    };
    expect(words()).toMatch(/^The database URL (does not start|cannot be read|names no user)/);
    expect(words()).not.toContain('topsecret');
  });

  it('hides the password', () => {
    expect(redactDatabaseUrl('postgresql://u:topsecret@h:1/d')).toBe('postgresql://u:***@h:1/d');
    expect(redactDatabaseUrl('topsecret')).toBe('***');
  });
});

describe('wallTimeText', () => {
  it.each([
    ['2026-03-08 02:30:00', '2026-03-08T02:30:00'],
    ['2026-03-08 02:30:00.25', '2026-03-08T02:30:00.250'],
    ['2026-03-08 02:30:00.000999', '2026-03-08T02:30:00'],
    ['0044-03-15 12:00:00 BC', '0044-03-15 12:00:00 BC'],
    ['infinity', 'infinity'],
    ['10000-01-01 00:00:00', '10000-01-01 00:00:00'],
  ])('writes %s as %s', (stored, text) => {
    expect(wallTimeText(stored)).toBe(text);
  });
});
