import type { Ledger, SharedPause } from './ledger';

/** The pause of all scheduling that every executor on the database shares. */
export class PauseReader {
  #active: SharedPause | null = null;
  #last: SharedPause | null = null;

  constructor(private readonly ledger: Pick<Ledger, 'sharedPause'>) {}

  /** The pause that holds now; null = scheduling goes on. */
  get active(): SharedPause | null {
    return this.#active;
  }

  /** The one that holds or held last, with when it ended: what came due within it was missed on purpose. */
  get last(): SharedPause | null {
    return this.#last;
  }

  /** @param databaseNow asked after the answer: reading may take a while */
  async read(databaseNow: () => Date): Promise<{ readonly changed: boolean; readonly ended: boolean }> {
    const stored = await this.ledger.sharedPause();
    const now = databaseNow();
    const before = this.#active;
    const active = stored === null || (stored.until !== null && stored.until <= now) ? null : stored;
    if (active !== null) this.#last = active;
    else if (before !== null) this.#last = { ...before, until: now };
    this.#active = active;
    return {
      changed:
        active?.since.getTime() !== before?.since.getTime() ||
        active?.until?.getTime() !== before?.until?.getTime(),
      ended: before !== null && active === null,
    };
  }
}
