import { z } from 'zod';
import { instant, localTime } from './primitives';

/** How often a task repeats, in NexusAI's words. */
export const repeatType = z.enum(['none', 'minute', 'hour', 'day', 'week', 'month', 'year']);
export type RepeatType = z.infer<typeof repeatType>;

/** What a monthly or yearly rule does in a period that lacks its day: the period's last day, or nothing. */
export const monthEnd = z.enum(['last_day', 'skip']);
export type MonthEnd = z.infer<typeof monthEnd>;

/** `fixed`: counted from the start time. `from_run`: the run's own start plus the interval, as upstream does. */
export const basis = z.enum(['fixed', 'from_run']);
export type Basis = z.infer<typeof basis>;

/** ISO weekday numbers, 1 = Monday to 7 = Sunday, unique and ascending. */
export const weekdays = z
  .array(z.number().int().min(1).max(7))
  .transform((days) => [...new Set(days)].sort((a, b) => a - b));

/** Bounds of `repeat_interval`; the upper one keeps every sum inside the range of a JavaScript date. */
export const repeatIntervalRange = { min: 1, max: 1_000_000 } as const;

/**
 * A recurrence rule: what a person typed (wall times in `timeZone`), never an instant.
 * Every occurrence the product shows or runs is computed from this shape by `recurrence/`.
 */
export const rule = z.object({
  timeZone: z.string(),
  startTime: localTime,
  /** Inclusive. */
  endTime: localTime.nullable(),
  repeatType,
  repeatInterval: z.number().int().min(repeatIntervalRange.min).max(repeatIntervalRange.max),
  /** For `week`; null or empty = the weekday of the start. */
  repeatDays: weekdays.nullable(),
  /** For `month`; null = the day of the start. */
  repeatDayOfMonth: z.number().int().min(1).max(31).nullable(),
  /** For `year`; null = the month of the start. */
  repeatMonth: z.number().int().min(1).max(12).nullable(),
  /** For `year`: the day **of `repeatMonth`** (upstream's name for it is misleading); null = the day of the start. */
  repeatDayOfYear: z.number().int().min(1).max(31).nullable(),
  /** Number of planned starts after which the series ends; 0 = no limit. */
  maxExecutions: z.number().int().min(0),
  monthEnd,
  basis,
});
export type Rule = z.infer<typeof rule>;

/** One planned instant of a rule, as previews and calendars show it. */
export const occurrence = z.object({
  at: instant,
  /** Wall time in the rule's zone. */
  localTime,
  /** Minutes east of UTC at that instant. */
  offsetMinutes: z.number().int(),
  /** Set when the clock change moved the nominal wall time (it does not exist that day). */
  shiftedFrom: localTime.nullable(),
  /** Set when the month was too short and its last day was taken. */
  clampedFromDay: z.number().int().nullable(),
});
export type Occurrence = z.infer<typeof occurrence>;

/**
 * Why a rule cannot be used, never fires, or probably is not what was meant.
 * `recurrence/problem-words` has the words of each in both languages.
 */
export const ruleProblemCode = z.enum([
  'time_zone_missing',
  'time_zone_unknown',
  'start_time_missing',
  'start_time_invalid',
  'end_time_invalid',
  'task_type_invalid',
  'repeat_type_invalid',
  'repeat_interval_invalid',
  'repeat_days_invalid',
  'repeat_day_of_month_invalid',
  'repeat_month_invalid',
  'repeat_day_of_year_invalid',
  'max_executions_invalid',
  'month_end_invalid',
  'basis_invalid',
  // The rule can be read, yet has no occurrence at all:
  'end_before_start',
  'end_before_first',
  'no_month_has_day',
  'first_after_year_9999',
  // The rule works; a person should hear of it:
  'end_equals_start',
  'from_run_with_choice',
]);
export type RuleProblemCode = z.infer<typeof ruleProblemCode>;

export const ruleProblem = z.object({
  code: ruleProblemCode,
  /** The column to correct, in NexusAI's name. */
  field: z.string(),
  /** What stood there, shortened, as text; empty when nothing did. */
  value: z.string(),
});
export type RuleProblem = z.infer<typeof ruleProblem>;
