/** The clock and the alarm a class is given, so that tests turn the hands themselves. */
export interface Timers {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once after `delayMs`. @returns cancels it. */
  after(delayMs: number, callback: () => void): () => void;
}

/** This process's own clock. Its alarms never keep the process alive. */
export const systemTimers: Timers = {
  now: () => Date.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
