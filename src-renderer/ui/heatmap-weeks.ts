import type { DayCount } from '../../src-main/contract/api';

/** A day of the heat-map; `level` 0 = no runs, 1 to 4 by quarters of the busiest day. */
export interface HeatmapDay extends DayCount {
  readonly level: 0 | 1 | 2 | 3 | 4;
  /** The day after, `2026-11-25`. */
  readonly next: string;
}

/** All runs of a day, whatever their outcome. */
export const dayTotal = (day: DayCount): number => day.succeeded + day.failed + day.missed + day.other;

const level = (total: number, most: number): HeatmapDay['level'] => {
  if (total === 0 || most === 0) return 0;
  const share = total / most;
  if (share <= 0.25) return 1;
  if (share <= 0.5) return 2;
  return share <= 0.75 ? 3 : 4;
};

const dayMs = 86_400_000;
const shift = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/**
 * Days in columns of weeks; a week is seven places, the first weekday first. Places before the first day are undefined.
 * @param firstWeekday 1 = Monday to 7 = Sunday
 */
export const heatmapWeeks = (
  days: readonly DayCount[],
  firstWeekday: number,
): readonly (readonly (HeatmapDay | undefined)[])[] => {
  const most = Math.max(0, ...days.map(dayTotal));
  const weeks: (HeatmapDay | undefined)[][] = [];
  for (const day of days) {
    const weekday = new Date(`${day.day}T00:00:00Z`).getUTCDay() || 7;
    const place = (weekday - firstWeekday + 7) % 7;
    if (place === 0 || weeks.length === 0) weeks.push(Array.from({ length: 7 }, () => undefined));
    const week = weeks.at(-1);
    if (week !== undefined)
      week[place] = { ...day, level: level(dayTotal(day), most), next: shift(day.day, 1) };
  }
  return weeks;
};
