interface Queue {
  running: number;
  /** Those who wait, in order; each is called when a place may be free. */
  readonly waiting: Set<() => void>;
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
    const queue = this.#queues.get(name) ?? { running: 0, waiting: new Set() };
    this.#queues.set(name, queue);
    while (!signal.aborted && queue.running >= places) await this.#turn(queue, signal);
    if (signal.aborted) {
      if (queue.running < places) this.#wakeNext(queue);
      return null;
    }
    queue.running += 1;
    let given = false;
    return () => {
      if (given) return;
      given = true;
      queue.running -= 1;
      this.#wakeNext(queue);
    };
  }

  #turn(queue: Queue, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        queue.waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      queue.waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }

  #wakeNext(queue: Queue): void {
    const [next] = queue.waiting;
    next?.();
  }
}
