import moment from 'moment-timezone';
import type { Rule } from '../../../src-main/contract/rule';

/**
 * A second, deliberately simple reading of the same decisions, sharing no code with the engine: it walks every single
 * day with `Date`, asks of each whether the rule names it, and looks for the instant among all offsets the zone ever had.
 */

const dayMs = 86_400_000;

/** Occurrences whose nominal day lies less than `days` after the start's, at most `limit`, in order. */
export function slowOccurrences(rule: Rule, days: number, limit: number): number[] {
  const startWall = Date.parse(`${rule.startTime}Z`);
  const start = slowInstant(rule.timeZone, startWall);
  const end = rule.endTime === null ? Infinity : slowInstant(rule.timeZone, Date.parse(`${rule.endTime}Z`));
  const found: number[] = [];
  const add = (at: number): void => {
    if (at >= start && at <= end && found.at(-1) !== at) found.push(at);
  };
  if (rule.repeatType === 'none') add(start);
  else if (rule.repeatType === 'minute' || rule.repeatType === 'hour') {
    const step = rule.repeatInterval * (rule.repeatType === 'minute' ? 60_000 : 3_600_000);
    for (let at = start; found.length < limit && at <= end && at < start + days * dayMs; at += step) add(at);
  } else {
    const firstDay = Math.floor(startWall / dayMs);
    const monday = firstDay - ((new Date(startWall).getUTCDay() + 6) % 7);
    for (let day = monday - 31; day < firstDay + days && found.length < limit; day++)
      if (names(rule, day, firstDay, monday))
        add(slowInstant(rule.timeZone, day * dayMs + (startWall - firstDay * dayMs)));
  }
  return found;
}

/** The instant of a wall time: the earliest that shows it, or, if none does, read with the offset before the gap. */
export function slowInstant(timeZone: string, wall: number): number {
  const zone = moment.tz.zone(timeZone);
  if (zone === null) throw new Error(timeZone);
  const east = (at: number): number => -Math.round(zone.utcOffset(at) * 60) * 1000;
  const offsets = [...new Set(zone.offsets.map((west) => -Math.round(west * 60) * 1000))];
  const showing = offsets.map((offset) => wall - offset).filter((at) => at + east(at) === wall);
  if (showing.length > 0) return Math.min(...showing);
  let at = wall - 30 * 3_600_000;
  for (const step of [60_000, 1000]) while (at + step + east(at + step) <= wall) at += step;
  return wall - east(at);
}

function names(rule: Rule, day: number, firstDay: number, monday: number): boolean {
  const date = new Date(day * dayMs);
  const start = new Date(firstDay * dayMs);
  const n = rule.repeatInterval;
  const monthLength = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  const isDay = (asked: number): boolean =>
    date.getUTCDate() === (rule.monthEnd === 'last_day' ? Math.min(asked, monthLength) : asked);
  const years = date.getUTCFullYear() - start.getUTCFullYear();
  switch (rule.repeatType) {
    case 'day':
      return day >= firstDay && (day - firstDay) % n === 0;
    case 'week': {
      const chosen =
        rule.repeatDays === null || rule.repeatDays.length === 0 ? [start.getUTCDay() || 7] : rule.repeatDays;
      return (
        day >= monday && Math.floor((day - monday) / 7) % n === 0 && chosen.includes(date.getUTCDay() || 7)
      );
    }
    case 'month': {
      const months = years * 12 + date.getUTCMonth() - start.getUTCMonth();
      return months >= 0 && months % n === 0 && isDay(rule.repeatDayOfMonth ?? start.getUTCDate());
    }
    case 'year':
      return (
        years >= 0 &&
        years % n === 0 &&
        date.getUTCMonth() + 1 === (rule.repeatMonth ?? start.getUTCMonth() + 1) &&
        isDay(rule.repeatDayOfYear ?? start.getUTCDate())
      );
    default:
      return false;
  }
}
