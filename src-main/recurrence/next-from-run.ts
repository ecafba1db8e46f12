import { civilDate, dayMs, dayNumber, daysInMonth } from './civil';
import type { CompiledRule } from './compile-rule';
import { next } from './occurrences';
import { choosesDays } from './rule-notes';
import { resolveWallMs, toWallMs } from './time-zone';
import { timeOfDay } from './wall-time';

/** Steps after which every combination of month lengths has been seen: 400 years of months. */
const everyMonth = 4800;

/**
 * The next run of a rule with basis `from_run`: the actual start of the last run plus the interval. Minutes and hours are
 * elapsed time; days and weeks keep the run's own wall time; months and years also keep the day of the rule's start, or
 * Jan 31 would become the 28th for ever. Before the rule's start the answer is the start.
 * A rule that chooses days (see `choosesDays`) is answered by the calendar rule, as is any rule with basis `fixed`.
 * @param actualStartMs ms since the epoch
 * @returns null when the series has ended: one-time tasks, past the end time, past year 9999
 */
export function nextFromRun(compiled: CompiledRule, actualStartMs: number): number | null {
  const { rule, startMs, lastMs } = compiled;
  if (rule.basis === 'fixed' || rule.repeatType === 'none' || actualStartMs < startMs || choosesDays(rule))
    return next(compiled, actualStartMs);
  const atMs = plusInterval(compiled, actualStartMs);
  return atMs <= lastMs ? atMs : null;
}

function plusInterval({ rule, zone, startWallMs }: CompiledRule, atMs: number): number {
  const n = rule.repeatInterval;
  const wallMs = toWallMs(zone, atMs);
  switch (rule.repeatType) {
    case 'minute':
      return atMs + n * 60_000;
    case 'hour':
      return atMs + n * 3_600_000;
    case 'day':
      return resolveWallMs(zone, wallMs + n * dayMs);
    case 'week':
      return resolveWallMs(zone, wallMs + n * 7 * dayMs);
    default: {
      const day = plusMonths(
        wallMs,
        startWallMs,
        n * (rule.repeatType === 'year' ? 12 : 1),
        rule.monthEnd === 'skip',
      );
      return day === null ? Infinity : resolveWallMs(zone, day * dayMs + timeOfDay(wallMs));
    }
  }
}

function plusMonths(wallMs: number, startWallMs: number, stepMonths: number, skip: boolean): number | null {
  const from = civilDate(Math.floor(wallMs / dayMs));
  const { day } = civilDate(Math.floor(startWallMs / dayMs));
  for (let step = 1; step <= everyMonth; step++) {
    const months = 12 * from.year + from.month - 1 + step * stepMonths;
    const year = Math.floor(months / 12);
    const month = months - year * 12 + 1;
    const length = daysInMonth(year, month);
    if (day <= length || !skip) return dayNumber(year, month, Math.min(day, length));
  }
  return null;
}
