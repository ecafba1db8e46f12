import type { Clock } from './clock';

/** What ends is gathered for so long (ms) at most before a cycle settles it. */
const gatherMs = 10;

/** Holds cycles back for a moment, so that one settles what many small ones would. */
export class Gathering {
  #state: 'no' | 'yes' | 'over' = 'no';

  /** @param onOver the moment has passed, and a cycle is to go */
  constructor(
    private readonly clock: Clock,
    private readonly onOver: () => void,
  ) {}

  /** True while a cycle is to wait. @param worthIt a cycle now would only be one of many small ones */
  holds(worthIt: boolean): boolean {
    if (!worthIt || this.#state === 'over') {
      this.#state = 'no';
      return false;
    }
    if (this.#state === 'no') {
      this.#state = 'yes';
      this.clock.after(gatherMs, () => {
        if (this.#state === 'yes') this.#state = 'over';
        this.onOver();
      });
    }
    return true;
  }
}
