import { repeatIntervalRange } from '../contract/rule';
import type { Rule, RuleProblem } from '../contract/rule';
import { calendarSeries } from './calendar-series';
import { daySlots, monthSlots } from './calendar-slots';
import type { CalendarSlots } from './calendar-slots';
import { civilDate, dayMs, isoWeekday } from './civil';
import { InvalidRuleError } from './invalid-rule-error';
import { elapsedSeries, emptySeries, singleSeries } from './series';
import type { Series } from './series';
import { isKnownTimeZone, lastInstantMs, loadTimeZone, resolveWallMs } from './time-zone';
import type { TimeZone } from './time-zone';
import { parseWallTime, timeOfDay } from './wall-time';

/** A rule made ready for questions; cheap to ask, free of state, safe to keep. Instants are ms since the epoch. */
export interface CompiledRule {
  readonly rule: Rule;
  readonly zone: TimeZone;
  /** The start as typed, ms as if UTC. */
  readonly startWallMs: number;
  /** The start's instant. */
  readonly startMs: number;
  /** The last instant an occurrence may have: the end time, inclusive, or the end of year 9999. */
  readonly lastMs: number;
  /** Whether the series has an end of its own, not only that of the calendar's four-digit years. */
  readonly bounded: boolean;
  readonly series: Series;
}

/**
 * Reads a rule once, so that every later question is arithmetic. `maxExecutions` is no bound here, since it counts runs
 * that started; see `limitSeries` for previews. Columns that a repeat type does not use are ignored.
 * @throws {InvalidRuleError} unknown zone, a wall time that no calendar has, an interval out of range
 */
export function compileRule(rule: Rule): CompiledRule {
  if (!isKnownTimeZone(rule.timeZone)) throw invalid('time_zone_unknown', 'time_zone', rule.timeZone);
  const n = rule.repeatInterval;
  if (!Number.isInteger(n) || n < repeatIntervalRange.min || n > repeatIntervalRange.max)
    throw invalid('repeat_interval_invalid', 'repeat_interval', String(n));
  const startWallMs = parseWallTime(rule.startTime);
  if (startWallMs === null) throw invalid('start_time_invalid', 'start_time', rule.startTime);
  const endWallMs = rule.endTime === null ? null : parseWallTime(rule.endTime);
  if (endWallMs === null && rule.endTime !== null)
    throw invalid('end_time_invalid', 'end_time', rule.endTime);

  const zone = loadTimeZone(rule.timeZone);
  const startMs = resolveWallMs(zone, startWallMs);
  const lastMs = Math.min(
    lastInstantMs(zone),
    endWallMs === null ? Infinity : resolveWallMs(zone, endWallMs),
  );
  const bounded = endWallMs !== null || rule.repeatType === 'none';
  return {
    rule,
    zone,
    startWallMs,
    startMs,
    lastMs,
    bounded,
    series: seriesOf(rule, zone, startWallMs, startMs),
  };
}

function seriesOf(rule: Rule, zone: TimeZone, startWallMs: number, startMs: number): Series {
  const n = rule.repeatInterval;
  switch (rule.repeatType) {
    case 'none':
      return singleSeries(startMs, startWallMs);
    case 'minute':
      return elapsedSeries(startMs, startWallMs, n * 60_000);
    case 'hour':
      return elapsedSeries(startMs, startWallMs, n * 3_600_000);
    default: {
      const slots = slotsOf(rule, Math.floor(startWallMs / dayMs));
      return slots === null ? emptySeries : calendarSeries(zone, startMs, timeOfDay(startWallMs), slots);
    }
  }
}

function slotsOf(rule: Rule, startDay: number): CalendarSlots | null {
  const n = rule.repeatInterval;
  const start = civilDate(startDay);
  const skip = rule.monthEnd === 'skip';
  switch (rule.repeatType) {
    case 'week': {
      const weekday = isoWeekday(startDay);
      const chosen = rule.repeatDays ?? [];
      const weekdays = chosen.length === 0 ? [weekday] : [...new Set(chosen)].sort((a, b) => a - b);
      return daySlots(
        startDay - (weekday - 1),
        7 * n,
        weekdays.map((day) => day - 1),
      );
    }
    case 'month':
      return monthSlots(12 * start.year + start.month - 1, n, rule.repeatDayOfMonth ?? start.day, skip);
    case 'year': {
      const month = rule.repeatMonth ?? start.month;
      return monthSlots(12 * start.year + month - 1, 12 * n, rule.repeatDayOfYear ?? start.day, skip);
    }
    default:
      return daySlots(startDay, n, [0]);
  }
}

function invalid(code: RuleProblem['code'], field: string, value: string): InvalidRuleError {
  return new InvalidRuleError([{ code, field, value }]);
}
