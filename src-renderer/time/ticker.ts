/** How often a shown time has to move. */
export type TickerPace = 'second' | 'minute';

const periodMs: Record<TickerPace, number> = { second: 1_000, minute: 15_000 };

/**
 * The one clock of the window: ticks every second only while somebody shows seconds, every 15 s otherwise, and not at
 * all while the window is hidden.
 */
export class Ticker {
  readonly #listeners: Record<TickerPace, Set<() => void>> = { second: new Set(), minute: new Set() };
  #now = new Date();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #slowAt = 0;

  constructor() {
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) this.#stop();
      else this.#tick(true);
    });
  }

  readonly now = (): Date => this.#now;

  /** @returns a function that ends it */
  readonly subscribe = (pace: TickerPace, listener: () => void): (() => void) => {
    this.#listeners[pace].add(listener);
    if (Date.now() - this.#now.getTime() > periodMs.second) this.#now = new Date();
    this.#arm();
    return () => {
      this.#listeners[pace].delete(listener);
    };
  };

  #arm(): void {
    if (this.#timer !== null || document.hidden) return;
    const fast = this.#listeners.second.size > 0;
    if (!fast && this.#listeners.minute.size === 0) return;
    const wait = fast ? periodMs.second - (Date.now() % periodMs.second) : periodMs.minute;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#tick(false);
    }, wait);
  }

  #tick(all: boolean): void {
    this.#now = new Date();
    const slowIsDue = all || this.#now.getTime() - this.#slowAt >= periodMs.minute - 500;
    if (slowIsDue) {
      this.#slowAt = this.#now.getTime();
      for (const listener of this.#listeners.minute) listener();
    }
    for (const listener of this.#listeners.second) listener();
    this.#arm();
  }

  #stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
