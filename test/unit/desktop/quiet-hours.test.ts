import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { isQuiet, type QuietHours } from '../../../src-main/desktop/quiet-hours';
import { systemWallClock, type WallReading } from '../../../src-main/desktop/wall-clock';

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const night: QuietHours = {
  enabled: true,
  from: '22:00',
  to: '06:00',
  days: everyDay,
  exceptSystemProblems: true,
};
const at = (weekday: number, time: string): WallReading => {
  const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number);
  return { year: 2026, month: 11, day: 24, hour, minute, second, weekday };
};

describe('quiet hours', () => {
  it.each([
    ['21:59:59', false],
    ['22:00', true],
    ['23:59:59', true],
    ['00:00', true],
    ['05:59:59', true],
    ['06:00', false],
    ['12:00', false],
  ])('wrap over midnight: %s', (time, quiet) => {
    expect(isQuiet(night, at(3, time))).toBe(quiet);
  });

  it.each([
    ['08:59', false],
    ['09:00', true],
    ['16:59', true],
    ['17:00', false],
  ])('lie within a day: %s', (time, quiet) => {
    expect(isQuiet({ ...night, from: '09:00', to: '17:00' }, at(1, time))).toBe(quiet);
  });

  it('belong to the day they start on', () => {
    const friday = { ...night, days: [5] };
    expect(isQuiet(friday, at(5, '23:00'))).toBe(true);
    expect(isQuiet(friday, at(6, '05:00'))).toBe(true);
    expect(isQuiet(friday, at(6, '23:00'))).toBe(false);
    expect(isQuiet(friday, at(5, '05:00'))).toBe(false);
    expect(isQuiet({ ...night, days: [7] }, at(1, '05:00'))).toBe(true);
  });

  it('last the whole day between equal times, and never when off', () => {
    expect(isQuiet({ ...night, from: '08:00', to: '08:00' }, at(2, '12:00'))).toBe(true);
    expect(isQuiet({ ...night, enabled: false }, at(2, '23:00'))).toBe(false);
  });

  it('keep to the wall when the clocks change', () => {
    // Berlin, 25 October 2026: 05:59 is 04:59 UTC after the change and 03:59 UTC before it.
    const script = `const d = (s) => [new Date(s).getHours(), new Date(s).getMinutes()];
      console.log(JSON.stringify([d('2026-10-24T03:59:00Z'), d('2026-10-25T04:59:00Z'), d('2026-10-25T05:00:00Z')]))`;
    const walls = execFileSync(process.execPath, ['-e', script], {
      env: { TZ: 'Europe/Berlin' },
      encoding: 'utf8',
    });
    const quiet = walls.match(/\d+,\d+/g)?.map((pair) => isQuiet(night, at(7, pair.replace(',', ':'))));
    expect(quiet).toEqual([true, true, false]);
  });

  it('read this system’s own wall', () => {
    expect(systemWallClock.read(new Date(2026, 10, 22, 23, 5, 7))).toEqual({
      ...at(7, '23:05:07'),
      day: 22,
    });
    expect(systemWallClock.onDay(new Date(2026, 10, 30, 23, 5), 1, 8, 0)).toEqual(new Date(2026, 11, 1, 8));
  });
});
