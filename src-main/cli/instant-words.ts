import { loadTimeZone, toLocalTime } from '../recurrence/time-zone';
import { machineZone } from '../machine/machine-zone';

let zone: string | undefined;

/** The zone in which the command line tells times. */
export const terminalZone = (): string => (zone ??= machineZone(() => undefined));

/** An instant as wall time of this machine, `2026-11-24 14:05:03`; empty for null. */
export const instantWords = (instant: string | null, timeZone = terminalZone()): string =>
  instant === null
    ? ''
    : toLocalTime(loadTimeZone(timeZone), Math.floor(Date.parse(instant) / 1000) * 1000).replace('T', ' ');

/** `850 ms`, `4.2 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`. */
export const durationWords = (ms: number): string => {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${minutes} min ${Math.floor((ms % 60_000) / 1000)} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
};

/** How long a run took so far or in the end; empty before it started. */
export const tookWords = (startedAt: string | null, finishedAt: string | null): string =>
  startedAt === null || finishedAt === null
    ? ''
    : durationWords(Date.parse(finishedAt) - Date.parse(startedAt));
