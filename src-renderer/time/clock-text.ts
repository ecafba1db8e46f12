/** `02:30`, with seconds only when there are any, from a wall time such as `2026-03-08T02:30:00`. */
export const shownClock = (localTime: string): string => {
  const clock = localTime.slice(11);
  return clock.endsWith(':00') && clock.length === 8 ? clock.slice(0, 5) : clock;
};

/**
 * A time of day as people type it: `9`, `9:30`, `930`, `09:30:15`, `9：30`, `9.30`.
 * @returns `09:30:00`, or null for what is none
 */
export const readClock = (typed: string): string | null => {
  const text = typed
    .trim()
    .replaceAll('：', ':')
    .replace(/[.。](?=\d{2}$)/, ':');
  const found =
    /^(\d{1,2})(?::(\d{2})(?::(\d{2})(\.\d{3})?)?)?$/.exec(text) ?? /^(\d{1,2})(\d{2})$/.exec(text);
  if (found === null) return null;
  const [, hours = '', minutes = '00', seconds = '00', part = ''] = found;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  return `${hours.padStart(2, '0')}:${minutes}:${seconds}${part}`;
};

/** A time of day as the field shows it once it was left: `9` becomes `09:00`; what is none stays as typed. */
export const tidyClock = (typed: string): string => {
  const clock = readClock(typed);
  return clock === null ? typed : shownClock(`0000-00-00T${clock}`);
};

/** A date and a time of day as one wall time, or null when one of them is none. */
export const wallTimeOf = (date: string, clock: string): string | null => {
  const time = readClock(clock);
  return time !== null && isDate(date) ? `${date}T${time}` : null;
};

/** Whether a text is a date of the calendar, `2026-02-28`. */
export const isDate = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
};

/** ISO weekday of a date, 1 = Monday to 7 = Sunday; null for what is no date. */
export const weekdayOf = (date: string): number | null =>
  isDate(date) ? ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1 : null;
