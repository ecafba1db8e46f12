import type { Rule } from '../contract/rule';
import { civilDate, dayMs, daysInMonth, isoWeekday } from './civil';
import type { CivilDate } from './civil';
import { choosesDays } from './rule-notes';
import { parseWallTime, timeOfDay } from './wall-time';

/** What a day that some month lacks becomes, as far as the rule ever meets such a month. */
export type ShortMonth = 'last_day' | 'skip' | null;

/** A rule taken apart for a language to put into words; nothing in it depends on the language. */
export interface RuleParts {
  readonly repeatType: Rule['repeatType'];
  readonly every: number;
  /** The interval counts from the last run, not from the calendar. */
  readonly fromRun: boolean;
  readonly start: CivilDate;
  /** `09:00`, with seconds only when there are any. */
  readonly time: string;
  /** Ascending ISO weekdays. */
  readonly weekdays: readonly number[];
  /** Day of the month, already brought inside a yearly rule's month where the rule does so every year. */
  readonly day: number;
  readonly month: number;
  readonly shortMonth: ShortMonth;
  /** Last date; its time only where the date alone would say too much. */
  readonly end: { readonly date: CivilDate; readonly time: string | null } | null;
  /** 0 = no limit. */
  readonly limit: number;
  /** `America/New York`, or null when the zone is not to be told. */
  readonly zone: string | null;
}

/** Takes a rule apart. A wall time that no calendar has is read as 1970-01-01: words never fail. */
export function ruleParts(rule: Rule, tellZone: boolean): RuleParts {
  const startWallMs = parseWallTime(rule.startTime) ?? 0;
  const start = civilDate(Math.floor(startWallMs / dayMs));
  const ownWeekday = isoWeekday(Math.floor(startWallMs / dayMs));
  const chosen = [...new Set(rule.repeatDays ?? [])].sort((a, b) => a - b);
  const yearly = rule.repeatType === 'year';
  const month = rule.repeatMonth ?? start.month;
  const day = (yearly ? rule.repeatDayOfYear : rule.repeatDayOfMonth) ?? start.day;
  const longest = daysInMonth(2000, month);
  return {
    repeatType: rule.repeatType,
    every: rule.repeatInterval,
    fromRun: rule.basis === 'from_run' && !choosesDays(rule),
    start,
    time: clock(timeOfDay(startWallMs)),
    weekdays: chosen.length === 0 ? [ownWeekday] : chosen,
    day: yearly && rule.monthEnd === 'last_day' ? Math.min(day, longest) : day,
    month,
    shortMonth: meetsShortMonth(rule, start.month, month, day) ? rule.monthEnd : null,
    end: endOf(rule, startWallMs),
    limit: rule.maxExecutions,
    zone: tellZone ? rule.timeZone.replaceAll('_', ' ') : null,
  };
}

function meetsShortMonth(rule: Rule, startMonth: number, month: number, day: number): boolean {
  if (rule.repeatType === 'year') return month === 2 && day === 29;
  if (rule.repeatType !== 'month') return false;
  return Array.from(
    { length: 12 },
    (_, step) => ((startMonth - 1 + step * rule.repeatInterval) % 12) + 1,
  ).some((met) => daysInMonth(2001, met) < day);
}

function endOf(rule: Rule, startWallMs: number): RuleParts['end'] {
  const endWallMs = rule.endTime === null ? null : parseWallTime(rule.endTime);
  if (endWallMs === null) return null;
  const endTime = timeOfDay(endWallMs);
  const calendar = rule.repeatType !== 'minute' && rule.repeatType !== 'hour';
  const wholeDay =
    endTime >= dayMs - 60_000 || (calendar && rule.basis === 'fixed' && endTime >= timeOfDay(startWallMs));
  return { date: civilDate(Math.floor(endWallMs / dayMs)), time: wholeDay ? null : clock(endTime) };
}

function clock(ms: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const minutes = `${two(Math.floor(ms / 3_600_000))}:${two(Math.floor(ms / 60_000) % 60)}`;
  if (ms % 60_000 === 0) return minutes;
  const seconds = `${minutes}:${two(Math.floor(ms / 1000) % 60)}`;
  return ms % 1000 === 0 ? seconds : `${seconds}.${String(ms % 1000).padStart(3, '0')}`;
}
