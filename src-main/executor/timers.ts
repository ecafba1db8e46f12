import type { Clock } from './clock';

/** Named timers, each armed at most once; arming one again moves it. */
export class Timers<Name extends string> {
  readonly #armed = new Map<Name, () => void>();
  #closed = false;

  constructor(private readonly clock: Clock) {}

  arm(name: Name, ms: number, fire: () => void): void {
    this.disarm(name);
    if (this.#closed) return;
    this.#armed.set(
      name,
      this.clock.after(ms, () => {
        this.#armed.delete(name);
        fire();
      }),
    );
  }

  disarm(name: Name): void {
    this.#armed.get(name)?.();
    this.#armed.delete(name);
  }

  /** Nothing fires any more. */
  close(): void {
    this.#closed = true;
    for (const disarm of this.#armed.values()) disarm();
    this.#armed.clear();
  }
}
