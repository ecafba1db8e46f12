import type { Clock } from './clock';

/** Does something once, a while after it was first asked for; whoever asks meanwhile is served by the same. */
export class Later {
  #asked = false;

  constructor(
    private readonly clock: Clock,
    private readonly afterMs: number,
    private readonly work: () => void,
  ) {}

  ask(): void {
    if (this.#asked) return;
    this.#asked = true;
    this.clock.after(this.afterMs, () => {
      this.#asked = false;
      this.work();
    });
  }
}
