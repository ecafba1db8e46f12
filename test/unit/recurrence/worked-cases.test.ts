import { describe, expect, test } from 'vitest';
import { compileRule } from '../../../src-main/recurrence/compile-rule';
import { limitSeries } from '../../../src-main/recurrence/occurrences';
import { take } from '../../../src-main/recurrence/take';
import { workedCases } from './worked-case';

describe('worked cases', () => {
  test('there are 240 of them', () => {
    expect(workedCases).toHaveLength(240);
  });

  test.each(workedCases)('$name', (given) => {
    const compiled = compileRule({
      timeZone: given.zone,
      startTime: given.start,
      endTime: given.end_time,
      repeatType: given.repeat_type,
      repeatInterval: given.repeat_interval,
      repeatDays: given.repeat_days,
      repeatDayOfMonth: given.repeat_day_of_month,
      repeatMonth: given.repeat_month,
      repeatDayOfYear: given.repeat_day_of_year,
      maxExecutions: given.max_executions,
      monthEnd: 'last_day',
      basis: 'fixed',
    });
    const asked = given.complete ? given.expected.length + 5 : given.expected.length;
    const { occurrences, ended } = take(limitSeries(compiled, given.max_executions), -Infinity, asked);
    expect(occurrences.map(({ at }) => at.replace('.000Z', 'Z'))).toEqual(given.expected_utc);
    expect(occurrences.map(({ localTime }) => localTime)).toEqual(given.expected);
    expect(ended).toBe(given.complete);
  });
});
