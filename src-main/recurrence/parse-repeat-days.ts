import { Problem } from '../contract/errors';
import { weekdays } from '../contract/rule';
import { recurrenceTexts } from './recurrence-texts';

/** `repeat_days` that are no list of weekdays. */
export class InvalidRepeatDaysError extends Problem {
  constructor(readonly value: unknown) {
    super('invalid_input', recurrenceTexts.repeatDays, {
      remedy: recurrenceTexts.writeDays,
      issues: [{ path: 'repeat_days', message: recurrenceTexts.weekdayNumbers }],
    });
    this.name = 'InvalidRepeatDaysError';
  }
}

/**
 * Reads the weekdays of a row: an array, its JSON text `[1, 3, 5]` (as NexusAI writes it), or `1,3,5`.
 * Nothing, an empty list and JSON's `null` mean no choice.
 * @returns ISO weekdays, ascending and unique, or null for no choice
 * @throws {InvalidRepeatDaysError} anything else
 */
export function parseRepeatDays(value: unknown): number[] | null {
  const list = typeof value === 'string' ? parseText(value.trim()) : value;
  if (list === null || list === undefined) return null;
  const days = weekdays.safeParse(list);
  if (!days.success) throw new InvalidRepeatDaysError(value);
  return days.data.length === 0 ? null : days.data;
}

function parseText(text: string): unknown {
  if (text === '' || text === 'null') return null;
  if (/^\d+(\s*,\s*\d+)*$/.test(text)) return text.split(',').map(Number);
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : text;
  } catch {
    return text;
  }
}
