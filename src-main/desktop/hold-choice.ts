import type { ExecutorStatus } from '../contract/status';
import { relativeDay } from './wall-text';
import type { WallClock } from './wall-clock';

/** How long scheduling is paused or notifications are muted. */
export type HoldChoice = 'off' | 'minutes_15' | 'hour_1' | 'tomorrow_8' | 'until_resumed';

const minuteMs = 60_000;

/** When a choice made now ends; null = never by itself, or at once for `off`. */
export const holdEnd = (choice: HoldChoice, now: Date, clock: WallClock): Date | null => {
  switch (choice) {
    case 'minutes_15':
      return new Date(now.getTime() + 15 * minuteMs);
    case 'hour_1':
      return new Date(now.getTime() + 60 * minuteMs);
    case 'tomorrow_8':
      return clock.onDay(now, 1, 8, 0);
    default:
      return null;
  }
};

const isEight = (at: Date, clock: WallClock): boolean => {
  const { hour, minute, second } = clock.read(at);
  return hour === 8 && minute === 0 && second === 0;
};

/** The choice that fits the pause in force; null when it was made elsewhere with another length. */
export const pauseChecked = (paused: ExecutorStatus['paused'], clock: WallClock): HoldChoice | null => {
  if (paused === null) return 'off';
  if (paused.until === null) return 'until_resumed';
  const [since, until] = [new Date(paused.since), new Date(paused.until)];
  const lasts = until.getTime() - since.getTime();
  // The pause is written by the database's clock and its end by this machine's: they may differ by some seconds.
  const isAbout = (minutes: number): boolean => Math.abs(lasts - minutes * minuteMs) < minuteMs;
  if (isAbout(15)) return 'minutes_15';
  if (isAbout(60)) return 'hour_1';
  return isEight(until, clock) && relativeDay(clock, since, until) === 1 ? 'tomorrow_8' : null;
};

/** The choice that fits the mute in force. Its start is not kept, so an hour is recognised by its end being near. */
export const muteChecked = (mutedUntil: string | null, now: Date, clock: WallClock): HoldChoice | null => {
  const until = mutedUntil === null ? null : new Date(mutedUntil);
  if (until === null || until <= now) return 'off';
  if (isEight(until, clock)) return 'tomorrow_8';
  return until.getTime() - now.getTime() <= 60 * minuteMs ? 'hour_1' : null;
};
