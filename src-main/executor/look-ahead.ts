import type { Ahead, Ledger } from './ledger';

/** A due task that another executor's claim holds right now is looked at again after so long (ms). */
const lockedPauseMs = 200;
const looksBeforePause = 3;
/** One that is still not claimed after so long (ms) is worth a question. */
const overdueMs = 60_000;
/** By then, whoever holds it is in no hurry. */
const overduePauseMs = 2_000;

export interface LookAheadOptions {
  /** Asks the database unless it is away; a failure never escapes. */
  readonly guard: (work: () => Promise<void>) => Promise<void>;
  /** False: nothing is to be armed any more. */
  readonly allowed: () => boolean;
  /** Calls `wake` once after `delayMs`; a later call takes the place of an earlier one. */
  readonly arm: (delayMs: number, wake: () => void) => void;
  /** The instant has come. */
  readonly onWake: () => void;
  /** Another instant is the next one. */
  readonly onChange: () => void;
  /** The first due task is not claimed, however often it is looked for. */
  readonly onOverdue: () => void;
}

/** What comes next by the ledger, and the exact timer for it. */
export class LookAhead {
  #ahead: Ahead | null = null;
  #asking: 'no' | 'yes' | 'again' = 'no';
  #serialWaiting = true;
  /** The instant the timer last woke us for, and how often. */
  #lookedFor = { atMs: 0, times: 0 };

  constructor(
    private readonly ledger: Pick<Ledger, 'ahead'>,
    private readonly options: LookAheadOptions,
  ) {}

  /** By the last answer; null before the first. */
  get ahead(): Ahead | null {
    return this.#ahead;
  }

  /** Some run may wait in the ledger for another of its task to end. */
  get serialWaiting(): boolean {
    return this.#serialWaiting;
  }

  /** A run was written that waits for another of its task. */
  serialWritten(): void {
    this.#serialWaiting = true;
  }

  /**
   * Asks once and arms nothing: a flood of due tasks comes before the first look ahead, and taking every end for one that
   * somebody waits for costs 20 us a task.
   */
  async prepare(): Promise<void> {
    this.#serialWaiting = (await this.ledger.ahead()).serialWaiting;
  }

  /** Asks, and arms the timer for the next instant at which something is to be started. */
  ask(): void {
    if (!this.options.allowed()) return;
    // An answer on its way may be older than what made us ask: ask again when it is here.
    if (this.#asking !== 'no') {
      this.#asking = 'again';
      return;
    }
    this.#asking = 'yes';
    void this.options
      .guard(() => this.#look())
      .finally(() => {
        const again = this.#asking === 'again';
        this.#asking = 'no';
        if (again) this.ask();
      });
  }

  async #look(): Promise<void> {
    const ahead = await this.ledger.ahead();
    const changed = ahead.nextDueAt?.getTime() !== this.#ahead?.nextDueAt?.getTime();
    this.#ahead = ahead;
    if (this.#asking !== 'again') this.#serialWaiting = ahead.serialWaiting;
    const firstMs = Math.min(
      ahead.nextDueAt?.getTime() ?? Infinity,
      ahead.nextQueuedAt?.getTime() ?? Infinity,
    );
    const waitMs = Math.ceil(firstMs - ahead.now.getTime());
    // Due already: it came due behind our last look, or the timer was a little early. Looked for several times and still
    // there: somebody else's claim holds it.
    const looks = firstMs === this.#lookedFor.atMs ? this.#lookedFor.times : 0;
    const stuck = waitMs <= 0 && looks >= looksBeforePause;
    const overdue = stuck && -waitMs >= overdueMs;
    const pauseMs = overdue ? overduePauseMs : lockedPauseMs;
    const delayMs = stuck ? pauseMs : Math.max(0, waitMs);
    if (overdue && ahead.nextDueAt?.getTime() === firstMs) this.options.onOverdue();
    if (waitMs !== Infinity)
      this.options.arm(delayMs, () => {
        this.#lookedFor = { atMs: firstMs, times: looks + 1 };
        this.options.onWake();
      });
    if (changed) this.options.onChange();
  }
}
