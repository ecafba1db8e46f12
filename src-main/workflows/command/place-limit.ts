interface Queue {
  running: number;
  readonly waiting: (() => void)[];
}

/** Limits how many of each name go at once on this machine; the others wait their turn in order. */
export class PlaceLimit {
  readonly #queues = new Map<string, Queue>();

  /** Whether a place is free now. */
  isFree(name: string, limit: number | null): boolean {
    return limit === null || (this.#queues.get(name)?.running ?? 0) < limit;
  }

  /** Waits for a place; resolves with the way to give it back, or null when the signal was aborted first. */
  async take(name: string, limit: number | null, signal: AbortSignal): Promise<(() => void) | null> {
    const places = limit ?? Number.POSITIVE_INFINITY;
    const queue = this.#queues.get(name) ?? { running: 0, waiting: [] };
    this.#queues.set(name, queue);
    while (!signal.aborted && queue.running >= places) {
      await new Promise<void>((resolve) => {
        queue.waiting.push(resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    }
    if (signal.aborted) {
      // The turn may have been given to us at the same moment.
      queue.waiting.shift()?.();
      return null;
    }
    queue.running += 1;
    let given = false;
    return () => {
      if (given) return;
      given = true;
      queue.running -= 1;
      queue.waiting.shift()?.();
    };
  }
}
