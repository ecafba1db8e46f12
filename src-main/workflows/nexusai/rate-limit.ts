import type { Clock } from '../clock';

/** Spaces requests to one server evenly, in order of asking: never more than so many in any second. */
export class RateLimit {
  #free = 0;

  constructor(
    private readonly clock: Clock,
    private readonly perSecond: () => number,
  ) {}

  /** Waits for the next place; false when the signal was aborted first. The place is used up either way. */
  async take(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    const now = this.clock.elapsedMs();
    const at = Math.max(now, this.#free);
    this.#free = at + 1000 / this.perSecond();
    if (at > now) await this.clock.wait(at - now, signal);
    return !signal.aborted;
  }
}
