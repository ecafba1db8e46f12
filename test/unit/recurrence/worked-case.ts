import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { repeatType } from '../../../src-main/contract/rule';

/** A worked case: wall times in `zone`, the expected instants, and whether they are the whole series or its beginning. */
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

export const { cases: workedCases } = z
  .object({ cases: z.array(workedCase) })
  .parse(JSON.parse(readFileSync(new URL('recurrence-sample.json', import.meta.url), 'utf8')));
