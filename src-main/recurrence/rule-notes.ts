import type { Rule, RuleProblem } from '../contract/rule';
import { dayMs, isoWeekday } from './civil';
import { parseWallTime } from './wall-time';

/** What a person should hear about a rule that works: an editor refuses or warns, the engine follows its fallback. */
export function ruleNotes(rule: Rule): RuleProblem[] {
  const notes: RuleProblem[] = [];
  if (rule.endTime !== null && parseWallTime(rule.endTime) === parseWallTime(rule.startTime))
    notes.push({ code: 'end_equals_start', field: 'end_time', value: rule.endTime });
  if (rule.basis === 'from_run' && choosesDays(rule))
    notes.push({ code: 'from_run_with_choice', field: 'basis', value: rule.basis });
  return notes;
}

/**
 * Whether a rule names weekdays, a day or a month other than the start's own. "The last run plus an interval" has no
 * meaning then, since a late run would move the choice.
 */
export function choosesDays(rule: Rule): boolean {
  const start = new Date(parseWallTime(rule.startTime) ?? 0);
  const other = (chosen: number | null, own: number): boolean => chosen !== null && chosen !== own;
  switch (rule.repeatType) {
    case 'week': {
      const own = isoWeekday(Math.floor(start.getTime() / dayMs));
      return (rule.repeatDays ?? []).some((day) => day !== own);
    }
    case 'month':
      return other(rule.repeatDayOfMonth, start.getUTCDate());
    case 'year':
      return (
        other(rule.repeatMonth, start.getUTCMonth() + 1) || other(rule.repeatDayOfYear, start.getUTCDate())
      );
    default:
      return false;
  }
}
