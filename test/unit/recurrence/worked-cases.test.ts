import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { repeatType } from '../../../src-main/contract/rule';
import { compileRule } from '../../../src-main/recurrence/compile-rule';
import { limitSeries } from '../../../src-main/recurrence/occurrences';
import { take } from '../../../src-main/recurrence/take';

const workedCase = z.object({
  name: z.string(),
  zone: z.string(),
  start: z.string(),
  repeat_type: repeatType,
  repeat_interval: z.number(),
  repeat_days: z.array(z.number()).nullable(),
  repeat_day_of_month: z.number().nullable(),
  repeat_month: z.number().nullable(),
  repeat_day_of_year: z.number().nullable(),
  end_time: z.string().nullable(),
  max_executions: z.number(),
  expected: z.array(z.string()),
  expected_utc: z.array(z.string()),
  complete: z.boolean(),
});
const { cases } = z
  .object({ cases: z.array(workedCase) })
  .parse(JSON.parse(readFileSync(new URL('recurrence-sample.json', import.meta.url), 'utf8')));

describe('worked cases', () => {
  test('there are 240 of them', () => {
    expect(cases).toHaveLength(240);
  });

  test.each(cases)('$name', (given) => {
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
