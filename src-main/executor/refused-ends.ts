import type { Reason } from '../contract/run';
import { isHeld } from '../contract/is-held';
import type { Clock } from './clock';
import { Later } from './later';
import type { Settlement } from './ledger';
import type { Log } from './log';

/** So often (ms) is the end of a run offered again that the database refused whatever it said. */
const offerEveryMs = 60_000;

const resultRefused: Reason = { code: 'result_refused', params: {} };

/**
 * Ends of runs that the database refuses for what is in them. An outcome is never given up: it is offered again with less
 * and less beside it, and then once a minute until whatever refuses it (a trigger of somebody else's, say) is gone.
 */
export class RefusedEnds {
  readonly #kept = new Map<string, Settlement>();
  readonly #again: Later;

  /** @param offer they are to be settled again */
  constructor(
    clock: Clock,
    private readonly log: Log,
    offer: (ends: readonly Settlement[]) => void,
  ) {
    this.#again = new Later(clock, offerEveryMs, () => {
      const ends = [...this.#kept.values()];
      this.#kept.clear();
      offer(ends);
    });
  }

  has(runId: string): boolean {
    return this.#kept.has(runId);
  }

  /** @returns what to offer instead at once; null when nothing is left to leave out and it is kept for later */
  refuse(end: Settlement, error: unknown): Settlement | null {
    const fields = { run: end.runId, task: end.taskId };
    // Whoever holds the row does not mind what the end says.
    const plainer = isHeld(error) ? null : plainerThan(end);
    if (plainer !== null) {
      this.log.error('the result of a run cannot be stored; its outcome is', error, fields);
      return plainer;
    }
    this.log.error('the end of a run cannot be recorded; it is tried again every minute', error, fields);
    this.#kept.set(end.runId, end);
    this.#again.ask();
    return null;
  }
}

/** First without what a workflow brought, then without our own words. */
const plainerThan = (end: Settlement): Settlement | null => {
  if (end.result !== null || end.report !== null || end.error !== null)
    return { ...end, result: null, report: null, error: null, reason: end.reason ?? resultRefused };
  if (end.reason !== null || end.attempts !== null) return { ...end, reason: null, attempts: null };
  return null;
};
