import type { RuleProblem } from '../contract/rule';
import type { CompiledRule } from './compile-rule';
import { next } from './occurrences';
import { emptySeries } from './series';
import { lastInstantMs } from './time-zone';

/** Why a readable rule has no occurrence at all, or null when it has one. */
export function neverFires(compiled: CompiledRule): RuleProblem | null {
  if (next(compiled, -Infinity) !== null) return null;
  const { rule, series, startWallMs, startMs, lastMs, zone } = compiled;
  if (rule.endTime !== null && lastMs < startMs)
    return { code: 'end_before_start', field: 'end_time', value: rule.endTime };
  if (series === emptySeries) {
    const yearly = rule.repeatType === 'year';
    const day = (yearly ? rule.repeatDayOfYear : rule.repeatDayOfMonth) ?? new Date(startWallMs).getUTCDate();
    const field = yearly ? 'repeat_day_of_year' : 'repeat_day_of_month';
    return { code: 'no_month_has_day', field, value: String(day) };
  }
  if (rule.endTime !== null && series.instantOf(series.firstIndex) <= lastInstantMs(zone))
    return { code: 'end_before_first', field: 'end_time', value: rule.endTime };
  return { code: 'first_after_year_9999', field: 'start_time', value: rule.startTime };
}
