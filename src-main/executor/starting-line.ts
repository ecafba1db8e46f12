import type { ClaimedRun } from './ledger';

export interface StandingRun {
  readonly run: ClaimedRun;
  readonly startedAt: Date;
  readonly attempt: number;
  /** Somebody wants it to stop before it has started. */
  readonly cancelledBy?: string;
}

/**
 * Runs that are written as started and wait for the next free slot. Only runs so short that they go within a few
 * milliseconds stand here: what is written as started when we die counts as started.
 */
export class StartingLine {
  #standing = new Map<string, StandingRun>();

  get size(): number {
    return this.#standing.size;
  }

  has(runId: string): boolean {
    return this.#standing.has(runId);
  }

  ids(): string[] {
    return [...this.#standing.keys()];
  }

  add(standing: StandingRun): void {
    this.#standing.set(standing.run.runId, standing);
  }

  /** The id of the one that has stood longest. */
  get first(): string | null {
    for (const runId of this.#standing.keys()) return runId;
    return null;
  }

  /** Takes the one that has stood longest. */
  next(): StandingRun | null {
    for (const standing of this.#standing.values()) {
      this.#standing.delete(standing.run.runId);
      return standing;
    }
    return null;
  }

  /** It is to be cancelled as soon as it starts. */
  cancel(runId: string, by: string): void {
    const standing = this.#standing.get(runId);
    if (standing !== undefined) this.#standing.set(runId, { ...standing, cancelledBy: by });
  }

  /** Sends those away that are not among `mine`. */
  keep(mine: ReadonlySet<string>): void {
    for (const runId of this.#standing.keys()) if (!mine.has(runId)) this.#standing.delete(runId);
  }

  /** Empties the line. */
  clear(): string[] {
    const ids = this.ids();
    this.#standing.clear();
    return ids;
  }
}
