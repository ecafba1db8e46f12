import type { CalendarSlots } from './calendar-slots';
import { dayMs } from './civil';
import type { Series } from './series';
import { resolveWallMs, toWallMs } from './time-zone';
import type { TimeZone } from './time-zone';

/** Covers any gap up to a day and any offset: no slot later than an instant lies farther before it on the wall. */
const slackMs = 2 * dayMs;

/**
 * Wall times on calendar days: the slot's day at the start's time of day, resolved in the zone.
 * Finding a slot estimates it from the calendar and corrects by a few steps, at any distance from the start.
 */
export function calendarSeries(
  zone: TimeZone,
  startMs: number,
  timeOfDayMs: number,
  slots: CalendarSlots,
): Series {
  const wallOf = (index: number): number => slots.dayOf(index) * dayMs + timeOfDayMs;
  const instantOf = (index: number): number => resolveWallMs(zone, wallOf(index));
  let firstIndex = 0;
  while (instantOf(firstIndex) < startMs) firstIndex++;
  const indexAfter = (atMs: number): number => {
    if (atMs < startMs) return firstIndex;
    let index = Math.max(firstIndex, slots.slotNear(Math.floor((toWallMs(zone, atMs) - slackMs) / dayMs)));
    while (instantOf(index) <= atMs) index++;
    return index;
  };
  const doubled = zone.longGaps.flatMap((period) => {
    const until = zone.untils[period] ?? Infinity;
    const from = Math.max(firstIndex + 1, indexAfter(until - 1));
    const found: number[] = [];
    for (let index = from; instantOf(index) < until + slackMs; index++)
      if (instantOf(index) === instantOf(index - 1)) found.push(index);
    return found;
  });
  return {
    firstIndex,
    instantOf,
    indexAfter,
    wallOf,
    clampedFromDay: (index) => slots.clampedFromDay(index),
    doubled,
  };
}
