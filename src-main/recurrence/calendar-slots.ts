import { civilDate, dayNumber, daysInMonth } from './civil';

/** The days of a calendar rule, numbered from 0 by the rule's own periods, never from the last fire (no drift). */
export interface CalendarSlots {
  /** Day number of a slot. */
  dayOf(slot: number): number;
  /** A slot (>= 0) such that every slot before it lies on an earlier day than `day`; at most a few too early. */
  slotNear(day: number): number;
  /** The day of the month that was asked for, when the slot's month is too short for it; else null. */
  clampedFromDay(slot: number): number | null;
}

/**
 * Days at `offsets` (ascending, each below `periodDays`) into periods of `periodDays` days from `firstDay`:
 * daily rules have one offset, weekly ones a period of 7n days from the Monday of the start's week.
 */
export function daySlots(firstDay: number, periodDays: number, offsets: readonly number[]): CalendarSlots {
  const perPeriod = offsets.length;
  return {
    dayOf(slot) {
      const period = Math.floor(slot / perPeriod);
      return firstDay + period * periodDays + (offsets[slot - period * perPeriod] ?? 0);
    },
    slotNear: (day) => Math.max(0, Math.floor((day - firstDay) / periodDays) * perPeriod),
    clampedFromDay: () => null,
  };
}

/** Months in which the calendar's lengths repeat: 400 years. */
const gregorianMonths = 4800;

/**
 * Day `day` of every `stepMonths`-th month from `firstMonth` (12 * year + month - 1); in shorter months the last day,
 * or with `skip` nothing. Skipped months are taken out by the calendar's own cycle of at most 4,800 steps, so that slots
 * stay consecutive and every answer constant-time.
 * @returns null when no month ever has the day
 */
export function monthSlots(
  firstMonth: number,
  stepMonths: number,
  day: number,
  skip: boolean,
): CalendarSlots | null {
  const [cycle, steps] =
    skip && day > 28 ? stepsWithDay(firstMonth, stepMonths, day) : [1, Uint16Array.of(0)];
  if (steps.length === 0) return null;
  const monthOf = (slot: number): number => {
    const period = Math.floor(slot / steps.length);
    return firstMonth + (period * cycle + (steps[slot - period * steps.length] ?? 0)) * stepMonths;
  };
  const lengthOf = (month: number): number =>
    daysInMonth(Math.floor(month / 12), (((month % 12) + 12) % 12) + 1);
  return {
    dayOf(slot) {
      const month = monthOf(slot);
      const year = Math.floor(month / 12);
      return dayNumber(year, month - year * 12 + 1, Math.min(day, lengthOf(month)));
    },
    slotNear(at) {
      const { year, month } = civilDate(at);
      const step = Math.floor((12 * year + month - 1 - firstMonth) / stepMonths);
      const period = Math.floor(step / cycle);
      return Math.max(0, period * steps.length + lowerBound(steps, step - period * cycle));
    },
    clampedFromDay: (slot) => (day > lengthOf(monthOf(slot)) ? day : null),
  };
}

function stepsWithDay(firstMonth: number, stepMonths: number, day: number): [number, Uint16Array] {
  // Only 29 February depends on the year; every other month's length repeats each year.
  const months = day === 29 ? gregorianMonths : 12;
  const cycle = months / greatestCommonDivisor(months, stepMonths);
  const steps: number[] = [];
  for (let step = 0; step < cycle; step++) {
    const month = firstMonth + ((step * stepMonths) % months);
    const year = Math.floor(month / 12);
    if (daysInMonth(year, month - year * 12 + 1) >= day) steps.push(step);
  }
  return [cycle, Uint16Array.from(steps)];
}

function lowerBound(sorted: Uint16Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
