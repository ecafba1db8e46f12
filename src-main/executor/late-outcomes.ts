import type { Outcome } from '../contract/run';
import type { Clock } from './clock';
import type { Ledger } from './ledger';
import type { Log } from './log';

/** The run may not be written as ended yet, or the database be away: tried this often, so far apart. */
const tries = 10;
const pauseMs = 1_000;

/** Writes down how a run ended that was recorded as cancelled before anybody knew. */
export class LateOutcomes {
  constructor(
    private readonly ledger: Pick<Ledger, 'lateOutcome'>,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  note(runId: string, outcome: Outcome): void {
    void this.#write(runId, outcome, 1);
  }

  async #write(runId: string, outcome: Outcome, tried: number): Promise<void> {
    try {
      if (await this.ledger.lateOutcome(runId, outcome)) {
        this.log.info('a cancelled run ended after all', { run: runId, outcome });
        return;
      }
    } catch (error) {
      if (tried === tries)
        this.log.error('a late outcome could not be recorded', error, { run: runId, outcome });
    }
    if (tried < tries) this.clock.after(pauseMs, () => void this.#write(runId, outcome, tried + 1));
  }
}
