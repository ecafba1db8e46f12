import type { Clock } from './clock';
import { Later } from './later';
import type { Ledger } from './ledger';
import type { Log } from './log';

/** So often (ms) is a task looked at again that somebody else's transaction holds. */
const lookEveryMs = 5_000;

/**
 * Tasks that were not told of the end of their run, because somebody else's transaction holds their row: when they ran
 * last and how, and that they are over. The run itself is recorded; this part follows when the row is free.
 */
export class OwedTasks {
  readonly #runs = new Set<string>();
  readonly #again: Later;

  /** @param guard asks the database unless it is away; a failure never escapes */
  constructor(
    private readonly ledger: Pick<Ledger, 'payOwed'>,
    clock: Clock,
    private readonly log: Log,
    private readonly guard: (work: () => Promise<void>) => Promise<void>,
  ) {
    this.#again = new Later(clock, lookEveryMs, () => void this.pay());
  }

  add(runIds: readonly string[]): void {
    if (runIds.length === 0) return;
    for (const id of runIds) {
      this.#runs.add(id);
      this.log.info(
        'the run is recorded, but its task is held by a transaction that somebody left open; the task is told when it is free',
        { run: id },
      );
    }
    this.#again.ask();
  }

  /** Tells those that are free now. */
  async pay(): Promise<void> {
    if (this.#runs.size === 0) return;
    await this.guard(async () => {
      const asked = [...this.#runs];
      const left = new Set(await this.ledger.payOwed(asked));
      for (const id of asked) if (!left.has(id)) this.#runs.delete(id);
    });
    if (this.#runs.size > 0) this.#again.ask();
  }
}
