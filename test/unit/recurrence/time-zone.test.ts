import { createRequire } from 'node:module';
import moment from 'moment-timezone';
import { describe, expect, test } from 'vitest';
import { clockChanges } from '../../../src-main/recurrence/clock-changes';
import {
  UnknownTimeZoneError,
  canonicalTimeZone,
  isKnownTimeZone,
  loadTimeZone,
  offsetAt,
  resolveLocalTime,
  timeZoneNames,
  toLocalTime,
} from '../../../src-main/recurrence/time-zone';

const resolved = (zone: string, local: string) => {
  const answer = resolveLocalTime(zone, local);
  return answer === null ? null : `${new Date(answer.atMs).toISOString()} ${answer.kind}`;
};

describe('zones', () => {
  test('names are known in any case, spelled as the tables do, and nothing else is', () => {
    expect(canonicalTimeZone('asia/shanghai')).toBe('Asia/Shanghai');
    expect(isKnownTimeZone('US/Eastern')).toBe(true);
    expect(timeZoneNames()).toContain('Pacific/Apia');
    const unknown = ['', 'Foo/Bar', 'constructor', '__proto__', 'America_New_York', ' UTC'];
    expect(unknown.filter(isKnownTimeZone)).toEqual([]);
    expect(() => loadTimeZone('Foo/Bar')).toThrow(UnknownTimeZoneError);
  });

  test('a wall time in a gap moves forward by the gap, one that occurs twice is the first', () => {
    expect(resolved('America/New_York', '2026-03-08T02:30:00')).toBe('2026-03-08T07:30:00.000Z gap');
    expect(resolved('America/New_York', '2026-11-01T01:30:00')).toBe('2026-11-01T05:30:00.000Z overlap');
    expect(resolved('America/New_York', '2026-11-01T02:00:00')).toBe('2026-11-01T07:00:00.000Z exact');
    expect(resolved('Australia/Lord_Howe', '2026-10-04T02:15:00')).toBe('2026-10-03T15:45:00.000Z gap');
    expect(resolved('Pacific/Apia', '2011-12-30T12:00:00')).toBe('2011-12-30T22:00:00.000Z gap');
    expect(resolved('UTC', '2026-02-30T00:00:00')).toBeNull();
  });

  test('instants read as wall times, back to local mean time', () => {
    const zone = loadTimeZone('America/New_York');
    expect(toLocalTime(zone, Date.UTC(2026, 10, 1, 5, 30))).toBe('2026-11-01T01:30:00');
    expect(toLocalTime(zone, Date.UTC(2026, 10, 1, 6, 30))).toBe('2026-11-01T01:30:00');
    expect(offsetAt(zone, Date.UTC(1800, 0))).toBe(-(4 * 3600 + 56 * 60 + 2) * 1000);
    expect(Object.is(offsetAt(loadTimeZone('UTC'), 0), 0)).toBe(true);
  });

  test('clock changes between two instants', () => {
    const year = clockChanges('America/New_York', Date.UTC(2026, 0), Date.UTC(2027, 0));
    expect(year).toEqual([
      {
        atMs: Date.UTC(2026, 2, 8, 7),
        fromLocalTime: '2026-03-08T02:00:00',
        toLocalTime: '2026-03-08T03:00:00',
        forwardMs: 3_600_000,
      },
      {
        atMs: Date.UTC(2026, 10, 1, 6),
        fromLocalTime: '2026-11-01T02:00:00',
        toLocalTime: '2026-11-01T01:00:00',
        forwardMs: -3_600_000,
      },
    ]);
    expect(clockChanges('America/New_York', Date.UTC(2026, 2, 8, 7), Date.UTC(2026, 10, 1, 6) - 1)).toEqual(
      [],
    );
    expect(clockChanges('Asia/Shanghai', Date.UTC(2026, 0), Date.UTC(9999, 0))).toEqual([]);
  });

  test('one copy of the tables: a required module is the imported one, with full data', () => {
    const required: unknown = createRequire(import.meta.url)('moment-timezone');
    expect(required).toBe(moment);
    expect(new Date(loadTimeZone('America/New_York').untils.at(-2) ?? 0).getUTCFullYear()).toBeGreaterThan(
      2400,
    );
  });
});
