/** The clock and the alarm of the desktop's parts; tests turn the hands themselves. */
export interface DeskTimers {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once after `delayMs`. @returns cancels it. */
  after(delayMs: number, callback: () => void): () => void;
}

export const systemDeskTimers: DeskTimers = {
  now: () => Date.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
