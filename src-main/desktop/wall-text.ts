import type { WallClock } from './wall-clock';

/** `14:05`. */
export const clockTime = (clock: WallClock, at: Date): string => {
  const { hour, minute } = clock.read(at);
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
};

/** How many midnights lie between two instants on the operator's calendar; 0 = the same day. */
export const relativeDay = (clock: WallClock, from: Date, to: Date): number => {
  const dayNumber = (at: Date): number => {
    const { year, month, day } = clock.read(at);
    return Math.round(Date.UTC(year, month - 1, day) / 86_400_000);
  };
  return dayNumber(to) - dayNumber(from);
};
