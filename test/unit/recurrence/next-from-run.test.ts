import { describe, expect, test } from 'vitest';
import type { Rule } from '../../../src-main/contract/rule';
import { compileRule } from '../../../src-main/recurrence/compile-rule';
import { nextFromRun } from '../../../src-main/recurrence/next-from-run';
import { sampleRule } from './sample-rule';

const after = (changes: Partial<Rule>, actualStart: string): string | null => {
  const at = nextFromRun(compileRule(sampleRule({ basis: 'from_run', ...changes })), Date.parse(actualStart));
  return at === null ? null : new Date(at).toISOString();
};

describe('the actual run plus the interval', () => {
  test('minutes and hours are elapsed time', () => {
    expect(after({ repeatType: 'minute', repeatInterval: 90 }, '2027-03-14T06:10:00.120Z')).toBe(
      '2027-03-14T07:40:00.120Z',
    );
    expect(after({ repeatType: 'hour', repeatInterval: 24 }, '2027-03-13T15:00:00Z')).toBe(
      '2027-03-14T15:00:00.000Z',
    );
  });

  test('days and weeks keep the wall time of the run over a clock change', () => {
    expect(after({}, '2027-03-13T15:00:00Z')).toBe('2027-03-14T14:00:00.000Z');
    expect(after({ repeatType: 'week' }, '2027-03-08T15:00:00Z')).toBe('2027-03-15T14:00:00.000Z');
    expect(after({ repeatInterval: 2 }, '2027-03-12T07:30:00Z')).toBe('2027-03-14T07:30:00.000Z');
  });

  test('months keep the day of the start, not the one a short month forced', () => {
    const monthly: Partial<Rule> = { repeatType: 'month', startTime: '2026-01-31T09:00:00' };
    expect(after(monthly, '2026-01-31T14:00:00Z')).toBe('2026-02-28T14:00:00.000Z');
    expect(after(monthly, '2026-02-28T14:00:00Z')).toBe('2026-03-31T13:00:00.000Z');
    expect(after({ ...monthly, monthEnd: 'skip' }, '2026-01-31T14:00:00Z')).toBe('2026-03-31T13:00:00.000Z');
    const yearly: Partial<Rule> = { repeatType: 'year', startTime: '2024-02-29T09:00:00' };
    expect(after(yearly, '2024-02-29T14:00:00Z')).toBe('2025-02-28T14:00:00.000Z');
    expect(after({ ...yearly, monthEnd: 'skip' }, '2024-02-29T14:00:00Z')).toBe('2028-02-29T14:00:00.000Z');
  });

  test('before the start the answer is the start; after the end nothing', () => {
    expect(after({}, '2026-01-01T00:00:00Z')).toBe('2026-11-24T14:00:00.000Z');
    expect(after({ repeatType: 'none' }, '2026-11-24T14:00:00Z')).toBeNull();
    expect(after({ endTime: '2026-11-25T09:00:00' }, '2026-11-24T14:00:00Z')).toBe(
      '2026-11-25T14:00:00.000Z',
    );
    expect(after({ endTime: '2026-11-25T09:00:00' }, '2026-11-24T14:00:01Z')).toBeNull();
  });

  test('a rule that chooses days follows the calendar; choosing the start’s own day is no choice', () => {
    const late = '2026-11-25T18:00:00Z';
    expect(after({ repeatType: 'week', repeatDays: [1, 5] }, late)).toBe('2026-11-27T14:00:00.000Z');
    expect(after({ repeatType: 'week', repeatDays: [2] }, late)).toBe('2026-12-02T18:00:00.000Z');
    expect(after({ repeatType: 'month', repeatDayOfMonth: 15 }, late)).toBe('2026-12-15T14:00:00.000Z');
    expect(after({ basis: 'fixed' }, late)).toBe('2026-11-26T14:00:00.000Z');
  });
});
