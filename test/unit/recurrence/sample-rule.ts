import type { Rule } from '../../../src-main/contract/rule';

/** A daily rule at 09:00 in New York, with whatever a test wants otherwise. */
export function sampleRule(changes: Partial<Rule> = {}): Rule {
  return {
    timeZone: 'America/New_York',
    startTime: '2026-11-24T09:00:00',
    endTime: null,
    repeatType: 'day',
    repeatInterval: 1,
    repeatDays: null,
    repeatDayOfMonth: null,
    repeatMonth: null,
    repeatDayOfYear: null,
    maxExecutions: 0,
    monthEnd: 'last_day',
    basis: 'fixed',
    ...changes,
  };
}
