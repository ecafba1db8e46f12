import { z } from 'zod';
import { basis, monthEnd, repeatIntervalRange, repeatType } from '../contract/rule';
import type { Rule, RuleProblem, RuleProblemCode } from '../contract/rule';
import { InvalidRepeatDaysError, parseRepeatDays } from './parse-repeat-days';
import { ruleNotes } from './rule-notes';
import { canonicalTimeZone } from './time-zone';
import { formatWallTime, parseWallTime } from './wall-time';

/** The columns of a row that make its rule, in NexusAI's names plus ours; anything may stand in them. */
export type RuleColumns = Readonly<
  Partial<
    Record<
      | 'time_zone'
      | 'start_time'
      | 'end_time'
      | 'task_type'
      | 'repeat_type'
      | 'repeat_interval'
      | 'repeat_days'
      | 'repeat_day_of_month'
      | 'repeat_month'
      | 'repeat_day_of_year'
      | 'max_executions'
      | 'month_end'
      | 'basis',
      unknown
    >
  >
>;

/** A row's rule with what a person should hear of it, or everything that is wrong with the row. */
export type RuleReading =
  | { readonly ok: true; readonly rule: Rule; readonly notes: readonly RuleProblem[] }
  | { readonly ok: false; readonly problems: readonly RuleProblem[] };

const taskType = z.enum(['one_time', 'recurring']);

/**
 * Reads a row that others may have written. NULL, the empty text and an absent column are alike: no end, no choice,
 * interval 1, no limit. `one_time` means no repetition whatever `repeat_type` says. A 0 in a day or month column counts
 * as not set, as upstream lets it pass. A well-formed value in a column that the repeat type does not use is ignored; one
 * that cannot be read at all is a problem everywhere. An end before the start is no problem here: see `neverFires`.
 */
export function ruleFromColumns(columns: RuleColumns): RuleReading {
  const reader = new ColumnReader(columns);
  const asked = reader.choice('repeat_type', repeatType, 'none');
  const kind = reader.choice('task_type', taskType, 'recurring') === 'one_time' ? 'none' : asked;
  const interval = reader.whole('repeat_interval', kind === 'none' ? anything : repeatIntervalRange);
  const candidate: Rule = {
    timeZone: reader.timeZone(),
    startTime: reader.wallTime('start_time', 'start_time_missing') ?? '',
    endTime: reader.wallTime('end_time', null),
    repeatType: kind,
    repeatInterval: kind === 'none' ? 1 : (interval ?? 1),
    repeatDays: reader.repeatDays(kind === 'week'),
    repeatDayOfMonth: reader.chosen('repeat_day_of_month', 31, kind === 'month'),
    repeatMonth: reader.chosen('repeat_month', 12, kind === 'year'),
    repeatDayOfYear: reader.chosen('repeat_day_of_year', 31, kind === 'year'),
    maxExecutions: reader.whole('max_executions', { min: 0, max: Number.MAX_SAFE_INTEGER }) ?? 0,
    monthEnd: reader.choice('month_end', monthEnd, 'last_day'),
    basis: reader.choice('basis', basis, 'fixed'),
  };
  return reader.problems.length > 0
    ? { ok: false, problems: reader.problems }
    : { ok: true, rule: candidate, notes: ruleNotes(candidate) };
}

const anything = { min: -Infinity, max: Infinity } as const;

/** Reads single columns and collects what is wrong with them. */
class ColumnReader {
  readonly problems: RuleProblem[] = [];

  constructor(private readonly columns: RuleColumns) {}

  choice<T extends string>(
    field: 'task_type' | 'repeat_type' | 'month_end' | 'basis',
    schema: z.ZodType<T>,
    absent: T,
  ): T {
    const value = this.value(field);
    if (value === null) return absent;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    this.refuse(`${field}_invalid`, field, value);
    return absent;
  }

  timeZone(): string {
    const value = this.value('time_zone');
    const known = typeof value === 'string' ? canonicalTimeZone(value) : null;
    if (known === null)
      this.refuse(value === null ? 'time_zone_missing' : 'time_zone_unknown', 'time_zone', value);
    return known ?? 'UTC';
  }

  wallTime(field: 'start_time' | 'end_time', missing: RuleProblemCode | null): string | null {
    const value = this.value(field);
    if (value === null) {
      if (missing !== null) this.refuse(missing, field, value);
      return null;
    }
    const wallMs = typeof value === 'string' ? parseWallTime(value) : null;
    if (wallMs !== null) return formatWallTime(wallMs);
    this.refuse(`${field}_invalid`, field, value);
    return null;
  }

  whole(
    field:
      'repeat_interval' | 'repeat_day_of_month' | 'repeat_month' | 'repeat_day_of_year' | 'max_executions',
    range: { readonly min: number; readonly max: number },
  ): number | null {
    const value = this.value(field);
    if (value === null) return null;
    const text =
      typeof value === 'string' ? value.trim() : typeof value === 'bigint' ? value.toString() : null;
    const number = text !== null && /^[+-]?\d{1,15}$/.test(text) ? Number(text) : value;
    if (
      typeof number === 'number' &&
      Number.isSafeInteger(number) &&
      number >= range.min &&
      number <= range.max
    )
      return number;
    this.refuse(`${field}_invalid`, field, value);
    return null;
  }

  chosen(
    field: 'repeat_day_of_month' | 'repeat_month' | 'repeat_day_of_year',
    max: number,
    used: boolean,
  ): number | null {
    const number = this.whole(field, used ? { min: 0, max } : anything);
    return used && number !== 0 ? number : null;
  }

  repeatDays(used: boolean): number[] | null {
    const value = this.value('repeat_days');
    try {
      const days = parseRepeatDays(value);
      return used ? days : null;
    } catch (error) {
      if (!(error instanceof InvalidRepeatDaysError)) throw error;
      if (used || !isNumberList(value)) this.refuse('repeat_days_invalid', 'repeat_days', value);
      return null;
    }
  }

  private value(field: keyof RuleColumns): unknown {
    const value = this.columns[field];
    return value === undefined || (typeof value === 'string' && value.trim() === '') ? null : value;
  }

  private refuse(code: RuleProblemCode, field: string, value: unknown): void {
    const text = textOf(value);
    this.problems.push({ code, field, value: text.length > 60 ? `${text.slice(0, 59)}…` : text });
  }
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  return typeof value === 'bigint' ? value.toString() : JSON.stringify(value);
}

function isNumberList(value: unknown): boolean {
  const numbers = z.array(z.number());
  if (typeof value !== 'string') return numbers.safeParse(value).success;
  return /^\[?\s*-?\d+(\s*,\s*-?\d+)*\s*\]?$/.test(value.trim());
}
