/** Time as the executor sees it; a test puts its own in. */
export interface Clock {
  /** Milliseconds since the epoch, by this machine's clock. */
  now(): number;
  /** Calls `fire` once after `ms` milliseconds unless the returned function is called first. */
  after(ms: number, fire: () => void): () => void;
}

/** Node timers overflow at 2^31-1 ms and then fire at once. */
const longestTimerMs = 2_147_483_647;

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, fire) {
    const timer = setTimeout(fire, Math.min(Math.max(0, ms), longestTimerMs));
    return () => clearTimeout(timer);
  },
};
