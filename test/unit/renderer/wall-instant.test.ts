import { describe, expect, it } from 'vitest';
import { instantOfWall, wallMinute } from '../../../src-renderer/time/wall-instant';

const newYork = 'America/New_York';

describe('instantOfWall', () => {
  it.each([
    ['2026-01-15T09:30', 'UTC', '2026-01-15T09:30:00.000Z'],
    ['2026-01-15T09:30', newYork, '2026-01-15T14:30:00.000Z'],
    ['2026-07-15T09:30', newYork, '2026-07-15T13:30:00.000Z'],
    ['2026-01-15T09:30:15', 'Asia/Shanghai', '2026-01-15T01:30:15.000Z'],
    ['2026-01-15T00:00', 'Pacific/Kiritimati', '2026-01-14T10:00:00.000Z'],
    ['2026-01-15T23:59', 'Asia/Kathmandu', '2026-01-15T18:14:00.000Z'],
  ])('reads %s in %s', (wall, zone, instant) => {
    expect(instantOfWall(wall, zone)?.toISOString()).toBe(instant);
  });

  it('gives the first instant after the gap for a time the clock skips', () => {
    expect(instantOfWall('2026-03-08T02:30', newYork)?.toISOString()).toBe('2026-03-08T07:00:00.000Z');
  });

  it('gives the first of two for a time the clock shows twice', () => {
    expect(instantOfWall('2026-11-01T01:30', newYork)?.toISOString()).toBe('2026-11-01T05:30:00.000Z');
  });

  it('follows a half-hour change', () => {
    expect(instantOfWall('2026-10-04T02:15', 'Australia/Lord_Howe')?.toISOString()).toBe(
      '2026-10-03T15:30:00.000Z',
    );
  });

  it('reads nothing into what is no time', () => {
    expect(instantOfWall('', newYork)).toBeNull();
    expect(instantOfWall('2026-13-40T99:99', newYork)).toBeNull();
  });

  it('is undone by wallMinute every three hours of a year with two clock changes', () => {
    for (let ms = Date.UTC(2026, 0, 1); ms < Date.UTC(2027, 0, 1); ms += 3 * 3_600_000) {
      const wall = wallMinute(new Date(ms), newYork);
      const back = instantOfWall(wall, newYork);
      // The second of the two equal hours in autumn reads as the first.
      expect([0, 3_600_000]).toContain(ms - (back?.getTime() ?? 0));
    }
  });
});
