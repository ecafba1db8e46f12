import type { DeskTimers } from './desk-timers';
import type { TrayIconState } from './tray-model';

const waitMs = { usual: 2_000, lost: 10_000 } as const;
/** States that keep changing do not put the icon off longer than this. */
const longestWaitMs = 10_000;

/**
 * Makes the icon wait before it changes, so that it shows what lasts: 2 s, and 10 s before it says the database is lost
 * (a short outage never shows). Going back to what is shown cancels the change.
 */
export class IconDelay {
  #shown: TrayIconState = 'starting';
  #pending: { readonly state: TrayIconState; readonly cancel: () => void } | null = null;
  #differsSince: number | null = null;

  constructor(
    private readonly timers: DeskTimers,
    private readonly show: (state: TrayIconState) => void,
  ) {}

  get shown(): TrayIconState {
    return this.#shown;
  }

  want(state: TrayIconState): void {
    if (state === this.#shown) {
      this.close();
      return;
    }
    if (state === this.#pending?.state) return;
    this.#pending?.cancel();
    const now = this.timers.now();
    this.#differsSince ??= now;
    const wait =
      state === 'lost'
        ? waitMs.lost
        : Math.min(waitMs.usual, Math.max(0, this.#differsSince + longestWaitMs - now));
    const cancel = this.timers.after(wait, () => {
      this.#pending = null;
      this.#differsSince = null;
      this.#shown = state;
      this.show(state);
    });
    this.#pending = { state, cancel };
  }

  /** Forgets a change that is waiting. */
  close(): void {
    this.#pending?.cancel();
    this.#pending = null;
    this.#differsSince = null;
  }
}
