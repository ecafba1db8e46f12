import { describe, expect, test } from 'vitest';
import { compileRule } from '../../../src-main/recurrence/compile-rule';
import { countBetween, next, nth, ordinal, total } from '../../../src-main/recurrence/occurrences';
import { take } from '../../../src-main/recurrence/take';
import { sampleRule } from './sample-rule';

describe('occurrences as people see them', () => {
  test('a day moved by the clock change says from where, the next day is itself again', () => {
    const compiled = compileRule(sampleRule({ startTime: '2026-03-07T02:30:00' }));
    expect(take(compiled, -Infinity, 3)).toEqual({
      occurrences: [
        {
          at: '2026-03-07T07:30:00.000Z',
          localTime: '2026-03-07T02:30:00',
          offsetMinutes: -300,
          shiftedFrom: null,
          clampedFromDay: null,
        },
        {
          at: '2026-03-08T07:30:00.000Z',
          localTime: '2026-03-08T03:30:00',
          offsetMinutes: -240,
          shiftedFrom: '2026-03-08T02:30:00',
          clampedFromDay: null,
        },
        {
          at: '2026-03-09T06:30:00.000Z',
          localTime: '2026-03-09T02:30:00',
          offsetMinutes: -240,
          shiftedFrom: null,
          clampedFromDay: null,
        },
      ],
      ended: false,
    });
  });

  test('a start in a gap is told for one-time and minute rules too', () => {
    for (const repeatType of ['none', 'minute'] as const) {
      const compiled = compileRule(
        sampleRule({ startTime: '2026-03-08T02:30:00', repeatType, endTime: null }),
      );
      const [first, second] = take(compiled, -Infinity, 2).occurrences;
      expect(first?.shiftedFrom).toBe('2026-03-08T02:30:00');
      expect(second?.shiftedFrom ?? null).toBeNull();
    }
  });

  test('a short month says which day it stands for; skip leaves it out', () => {
    const monthly = sampleRule({ repeatType: 'month', startTime: '2026-01-31T09:00:00' });
    const days = (compiled: ReturnType<typeof compileRule>): string[] =>
      take(compiled, -Infinity, 4).occurrences.map((o) => `${o.localTime.slice(5, 10)} ${o.clampedFromDay}`);
    expect(days(compileRule(monthly))).toEqual(['01-31 null', '02-28 31', '03-31 null', '04-30 31']);
    expect(days(compileRule({ ...monthly, monthEnd: 'skip' }))).toEqual([
      '01-31 null',
      '03-31 null',
      '05-31 null',
      '07-31 null',
    ]);
  });

  test('29 February with skip comes in leap years only, every third year only where both meet', () => {
    const leap = sampleRule({ repeatType: 'year', startTime: '2096-02-29T09:00:00', monthEnd: 'skip' });
    const years = (interval: number): string[] =>
      take(compileRule({ ...leap, repeatInterval: interval }), -Infinity, 4).occurrences.map((o) =>
        o.localTime.slice(0, 4),
      );
    expect(years(1)).toEqual(['2096', '2104', '2108', '2112']);
    expect(years(3)).toEqual(['2096', '2108', '2120', '2132']);
  });

  test('Apia lost 30 December 2011: two days on one instant are one run', () => {
    const compiled = compileRule(sampleRule({ timeZone: 'Pacific/Apia', startTime: '2011-12-28T12:00:00' }));
    const { occurrences } = take(compiled, -Infinity, 4);
    expect(occurrences.map((o) => o.localTime.slice(5, 10))).toEqual(['12-28', '12-29', '12-31', '01-01']);
    expect(occurrences[2]?.shiftedFrom).toBeNull();
    const newYear = Date.parse(occurrences[3]?.at ?? '');
    expect(ordinal(compiled, newYear)).toBe(4);
    expect(ordinal(compiled, newYear - 1)).toBe(3);
    expect(nth(compiled, 4)).toBe(newYear);
  });

  test('runs already fired end the preview at the limit', () => {
    const compiled = compileRule(sampleRule({ maxExecutions: 10 }));
    const from = compiled.startMs + 30 * 86_400_000;
    expect(take(compiled, from, 5, 8)).toMatchObject({ occurrences: [{}, {}], ended: true });
    expect(take(compiled, from, 2, 8).ended).toBe(true);
    expect(take(compiled, from, 1, 8).ended).toBe(false);
    expect(take(compiled, from, 5, 12)).toEqual({ occurrences: [], ended: true });
    expect(take(compiled, from, 5).occurrences).toHaveLength(5);
  });

  test('centuries of minutes are counted, not walked', () => {
    const compiled = compileRule(sampleRule({ repeatType: 'minute', startTime: '1990-01-01T00:00:00' }));
    const minutes = 500 * 365 * 1440;
    expect(countBetween(compiled, compiled.startMs, compiled.startMs + minutes * 60_000)).toBe(minutes);
    expect(total(compiled)).toBeNull();
  });

  test('the calendar ends with year 9999, in the zone and in UTC', () => {
    const yearly = sampleRule({ repeatType: 'year', startTime: '9998-12-31T23:30:00' });
    const last = (timeZone: string): string | undefined =>
      take(compileRule({ ...yearly, timeZone }), -Infinity, 5).occurrences.at(-1)?.at;
    expect(last('America/New_York')).toBe('9999-01-01T04:30:00.000Z');
    expect(last('Asia/Shanghai')).toBe('9999-12-31T15:30:00.000Z');
    expect(next(compileRule(yearly), Infinity)).toBeNull();
  });
});
