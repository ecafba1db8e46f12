import type { Outcome } from '../contract/run';
import type { CycleResult, CycleWork } from './ledger';

export interface PollRecord {
  readonly at: Date;
  readonly tookMs: number;
  readonly due: number;
  readonly started: number;
}

/** What one `--mode once` did. */
export interface OnceSummary {
  readonly due: number;
  readonly started: number;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
}

/** Counts what the cycles did: for the last poll and for the whole life of the executor. */
export class Tally {
  readonly #outcomes = new Map<Outcome, number>();
  #due = 0;
  #started = 0;
  #poll: { readonly atMs: number; readonly due: number; readonly started: number } | null = null;
  #lastPoll: PollRecord | null = null;

  get lastPoll(): PollRecord | null {
    return this.#lastPoll;
  }

  beginPoll(atMs: number): void {
    this.#poll = { atMs, due: this.#due, started: this.#started };
  }

  /** True when this ended a poll. */
  endPoll(nowMs: number): boolean {
    const poll = this.#poll;
    if (poll === null) return false;
    this.#poll = null;
    this.#lastPoll = {
      at: new Date(poll.atMs),
      tookMs: nowMs - poll.atMs,
      due: this.#due - poll.due,
      started: this.#started - poll.started,
    };
    return true;
  }

  add(result: CycleResult, work: CycleWork): void {
    this.#due += result.due;
    this.#started += result.claimed.length;
    for (const { runId, outcome, retryAfterMs } of work.settlements)
      if (retryAfterMs === null && (result.settled === 'all' || result.settled.has(runId)))
        this.#count(outcome);
    for (const run of result.recorded) this.#count(run.outcome);
  }

  summary(): OnceSummary {
    return { due: this.#due, started: this.#started, outcomes: Object.fromEntries(this.#outcomes) };
  }

  #count(outcome: Outcome): void {
    this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1);
  }
}
