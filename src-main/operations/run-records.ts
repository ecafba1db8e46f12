import type { RunFilter, RunQuery } from '../contract/api';
import type { Json } from '../contract/primitives';
import type { LogLine, Outcome, RunStatus } from '../contract/run';
import type { StoredRun, StoredRunDetail } from './stored-run';
import type { NewAuditEntry } from './task-records';

/** A run somebody asks for by hand. */
export interface RunRequest {
  readonly taskId: string;
  /** Replaces the task's own input; undefined = the task's as it is when the run starts. */
  readonly input: Json | undefined;
  readonly requestedBy: string;
  /** A manual run of the task that is younger than this is the same request: a double click is one run. 0 = never. */
  readonly mergeWithinMs: number;
  /** Milliseconds from now before which it does not start. */
  readonly delayMs: number;
  /** Starts only when no other run of the task is open. */
  readonly serial: boolean;
  readonly audit: NewAuditEntry;
}

export interface RequestedRun {
  readonly runId: string;
  readonly created: boolean;
}

/** What became of one run of a bulk action. */
export interface RunResult {
  readonly id: string;
  readonly taskName: string;
  /** `missing` = there is no such run, `ended` / `open` = it is, and so could not be touched. */
  readonly result: 'done' | 'missing' | 'ended' | 'open';
}

export interface LogWindow {
  readonly lines: readonly LogLine[];
  readonly attempt: number;
  readonly total: number;
  readonly first: number;
  readonly last: number;
}

/** The ledger as the operations need it; implemented by `database/`. */
export interface RunRecords {
  /** Newest first. @throws Problem `invalid_input` for a cursor that is none of ours */
  page(query: RunQuery): Promise<{
    readonly rows: readonly StoredRun[];
    readonly nextCursor: string | null;
    readonly asOf: string;
  }>;
  counts(
    filter: RunFilter,
  ): Promise<{ readonly counts: Partial<Record<RunStatus, number>>; readonly total: number }>;
  get(id: string): Promise<StoredRunDetail | null>;
  /** Runs in the order of the ids; those that do not exist are left out. */
  some(ids: readonly string[]): Promise<readonly StoredRun[]>;
  /** Null where the task does not exist or was deleted. */
  request(requests: readonly RunRequest[]): Promise<readonly (RequestedRun | null)[]>;
  log(
    id: string,
    window: {
      readonly attempt: number | null;
      readonly after: number | null;
      readonly before: number | null;
      readonly limit: number;
    },
  ): Promise<LogWindow>;
  /** The whole log of an attempt as text, at most `maxChars` of its end. */
  logText(
    id: string,
    attempt: number | null,
    maxChars: number,
  ): Promise<{ readonly attempt: number; readonly text: string }>;
  /** Queued runs end at once, running ones are asked to stop; `force`: at once, whatever it takes. */
  cancel(
    ids: readonly string[],
    by: string,
    force: boolean,
    audit: NewAuditEntry,
  ): Promise<readonly RunResult[]>;
  /**
   * Takes the right to confirm a step of a waiting run, for a minute. Null = it is the caller's; else who has it, ''
   * when the run has ended.
   */
  claimConfirmation(id: string, step: string, by: string): Promise<string | null>;
  /** Gives it back: nothing was confirmed. */
  releaseConfirmation(id: string, step: string): Promise<void>;
  /** Null = every run that needs attention. */
  markSeen(ids: readonly string[] | null): Promise<number>;
  delete(ids: readonly string[], audit: NewAuditEntry): Promise<readonly RunResult[]>;
  /** Missed, skipped and caught-up runs recorded since an instant, oldest planned first. */
  missedSince(since: Date, limit: number): Promise<readonly StoredRun[]>;
  /** When the executors of this database last began to look again: the youngest executor's start. */
  lastStart(): Promise<string | null>;
  /** The last ended runs of a task that started, newest first. */
  durations(
    taskId: string,
    limit: number,
  ): Promise<
    readonly {
      readonly runId: string;
      readonly at: string;
      readonly outcome: Outcome;
      readonly durationMs: number | null;
    }[]
  >;
  /**
   * Removes ended runs older than so many days with their logs, in batches of `batch` rows; the newest run of each task
   * stays, so that its last outcome is never forgotten. Answers how many went.
   */
  prune(days: number, batch: number): Promise<number>;
}
