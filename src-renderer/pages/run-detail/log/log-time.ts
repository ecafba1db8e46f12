import type { TimeWords } from '../../../time/time-words';

export type LogTimes = 'off' | 'relative' | 'absolute';

const two = (value: number): string => String(value).padStart(2, '0');
const three = (value: number): string => String(value).padStart(3, '0');

/** `+0:31.201`: how long after the start. */
const since = (ms: number): string => {
  const whole = Math.max(0, ms);
  const minutes = Math.floor(whole / 60_000);
  return `+${minutes}:${two(Math.floor(whole / 1_000) % 60)}.${three(whole % 1_000)}`;
};

/** The time of a line as the reader wants it; null = none. @param start instant of the attempt's start, if known */
export const lineTime = (
  at: string | undefined,
  times: LogTimes,
  start: string | null,
  words: TimeWords,
): string | null => {
  if (times === 'off') return null;
  if (at === undefined) return '';
  const instant = new Date(at);
  if (times === 'relative') return start === null ? '' : since(instant.getTime() - Date.parse(start));
  return `${words.clockSeconds(instant)}.${three(instant.getUTCMilliseconds())}`;
};
