import { compileRule } from '../recurrence/compile-rule';
import type { CompiledRule } from '../recurrence/compile-rule';
import { neverFires } from '../recurrence/never-fires';
import { nextFromRun } from '../recurrence/next-from-run';
import { countBetween, next, previous } from '../recurrence/occurrences';
import { ruleFromColumns } from '../recurrence/rule-from-columns';
import type { RuleColumns } from '../recurrence/rule-from-columns';
import type { Rule, RuleProblem } from '../contract/rule';
import type { StoredTask } from './stored-task';

/** A task's schedule ready for questions, or everything that is wrong with its columns. */
export type ScheduleReading =
  | {
      readonly ok: true;
      readonly rule: Rule;
      readonly compiled: CompiledRule;
      readonly notes: readonly RuleProblem[];
    }
  | { readonly ok: false; readonly problems: readonly RuleProblem[] };

/** The fields that make a task's rule, in the contract's names; an edit of any other leaves its next run alone. */
export const ruleFields = [
  'taskType',
  'startTime',
  'endTime',
  'repeatType',
  'repeatInterval',
  'repeatDays',
  'repeatDayOfMonth',
  'repeatMonth',
  'repeatDayOfYear',
  'maxExecutions',
  'timeZone',
  'basis',
  'monthEnd',
] as const;

type RuleValues = Readonly<Partial<Record<(typeof ruleFields)[number], unknown>>>;

/** The rule's columns under the names `recurrence/` reads; a task without a zone lives in the default one. */
export function ruleColumns(task: RuleValues, defaultTimeZone: string): RuleColumns {
  return {
    time_zone: task.timeZone ?? defaultTimeZone,
    start_time: task.startTime,
    end_time: task.endTime,
    task_type: task.taskType,
    repeat_type: task.repeatType,
    repeat_interval: task.repeatInterval,
    repeat_days: task.repeatDays,
    repeat_day_of_month: task.repeatDayOfMonth,
    repeat_month: task.repeatMonth,
    repeat_day_of_year: task.repeatDayOfYear,
    max_executions: task.maxExecutions,
    month_end: task.monthEnd,
    basis: task.basis,
  };
}

/** Reads a schedule from a stored row, a draft or a mixture; a rule that can never fire counts as unreadable. */
export function readSchedule(task: RuleValues, defaultTimeZone: string): ScheduleReading {
  const reading = ruleFromColumns(ruleColumns(task, defaultTimeZone));
  if (!reading.ok) return reading;
  const compiled = compileRule(reading.rule);
  const never = neverFires(compiled);
  return never === null
    ? { ok: true, rule: reading.rule, compiled, notes: reading.notes }
    : { ok: false, problems: [never] };
}

/** Whether `max_executions` leaves a planned start. NULL counters are 0, and 0 is no limit. */
export function executionsLeft(task: {
  readonly maxExecutions: number | null;
  readonly executionCount: number | null;
}): boolean {
  const max = task.maxExecutions ?? 0;
  return max <= 0 || (task.executionCount ?? 0) < max;
}

/**
 * The first planned instant strictly after `afterMs` that has no ledger row yet, so that a skip outlives a pause or an
 * edit. With basis `from_run` the plan is "now plus the interval", once the start has passed.
 * @param recordedAhead planned instants that already have their row
 */
export function nextPlanned(
  compiled: CompiledRule,
  afterMs: number,
  recordedAhead: readonly string[] = [],
): Date | null {
  const taken = new Set(recordedAhead.map((at) => Date.parse(at)));
  let at = nextFromRun(compiled, afterMs);
  while (at !== null && taken.has(at)) at = nextFromRun(compiled, at);
  return at === null ? null : new Date(at);
}

/** The planned occurrences from a pending instant to now, as one ledger row accounts for them. */
export interface Backlog {
  /** ISO instant as stored, microseconds kept. */
  readonly from: string;
  readonly count: number;
  readonly until: string | null;
}

/** What fell due since the stored next run, or null when nothing did. A rule that cannot be read counts once. */
export function backlog(
  task: Pick<StoredTask, 'nextRunTime'>,
  compiled: CompiledRule | null,
  now: Date,
): Backlog | null {
  if (task.nextRunTime === null) return null;
  const fromMs = Date.parse(task.nextRunTime);
  if (Number.isNaN(fromMs) || fromMs > now.getTime()) return null;
  if (compiled === null || compiled.rule.basis === 'from_run')
    return { from: task.nextRunTime, count: 1, until: null };
  const count = 1 + countBetween(compiled, fromMs, now.getTime());
  const last = previous(compiled, now.getTime());
  return {
    from: task.nextRunTime,
    count,
    until: count > 1 && last !== null ? new Date(last).toISOString() : null,
  };
}

/** The occurrence after a planned one, for "skip next". */
export function plannedAfter(
  compiled: CompiledRule,
  planned: Date,
  recordedAhead: readonly string[],
): Date | null {
  return compiled.rule.repeatType === 'none' && next(compiled, planned.getTime()) === null
    ? null
    : nextPlanned(compiled, planned.getTime(), recordedAhead);
}
