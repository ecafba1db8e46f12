import { zonedClock } from './zoned-clock';

/** What a wall clock of the zone shows at an instant: `2026-03-08T02:30`, as a date and time field wants it. */
export const wallMinute = (at: Date, timeZone: string): string => zonedClock(at, timeZone).wall.slice(0, 16);

/**
 * The instant at which a wall clock of the zone shows a time. A time the clock skips gives the first instant after the
 * gap; one it shows twice gives the first of the two. Null for what is no time.
 * @param wall `2026-03-08T02:30`, with or without seconds
 */
export const instantOfWall = (wall: string, timeZone: string): Date | null => {
  const asUtc = Date.parse(`${wall.length === 16 ? `${wall}:00` : wall}Z`);
  if (Number.isNaN(asUtc)) return null;
  // Formats show whole seconds, so the offset is read at the start of one.
  const offsetAt = (ms: number): number => {
    const second = Math.floor(ms / 1_000) * 1_000;
    return Date.parse(`${zonedClock(new Date(second), timeZone).wall}Z`) - second;
  };
  const day = 86_400_000;
  const candidates = [offsetAt(asUtc - day), offsetAt(asUtc + day)].map((offset) => asUtc - offset);
  const exact = candidates.filter((ms) => ms + offsetAt(ms) === asUtc).sort((a, b) => a - b)[0];
  if (exact !== undefined) return new Date(exact);
  // The clock skips this time: the first instant after the jump lies between the two readings.
  let low = Math.min(...candidates);
  let high = Math.max(...candidates);
  const before = offsetAt(low);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === before) low = middle;
    else high = middle;
  }
  return new Date(high);
};
