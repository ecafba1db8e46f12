import type { TaskPage, TaskQuery, TaskSelection } from '../contract/api';
import type { Problem } from '../contract/errors';
import type { Json } from '../contract/primitives';
import type { RowHolder } from '../contract/row-holder';
import type { Outcome, Reason, Trigger } from '../contract/run';
import type { LockedTask, PolicyColumns, StoredTask, StoredTaskRow, TaskColumns } from './stored-task';

/** A line of the audit to be written with a change; `changes` null = the action says it all. */
export interface NewAuditEntry {
  readonly actor: string;
  readonly origin: string;
  readonly action: string;
  readonly changes: Readonly<Record<string, { readonly from: Json; readonly to: Json }>> | null;
}

/** A ledger row that ends at once: occurrences that a change keeps from running. */
export interface EndedRun {
  /** ISO instant; microseconds kept. */
  readonly plannedAt: string;
  readonly trigger: Trigger;
  readonly outcome: Outcome;
  readonly reason: Reason;
  readonly covers: number;
  readonly coversUntil: string | null;
  readonly requestedBy: string | null;
}

/** What a decision makes of a locked task. */
export interface TaskChange {
  readonly columns: Partial<TaskColumns>;
  /** Null = the policies stay untouched. */
  readonly policies: Partial<PolicyColumns> | null;
  readonly runs: readonly EndedRun[];
  /** A skip that is taken back. */
  readonly removeRunId: string | null;
  readonly audit: NewAuditEntry;
}

/** What became of one task of a change. */
export interface ChangeResult {
  readonly id: string;
  readonly name: string;
  readonly error: Problem | null;
  /** False where the decision left it as it was, or refused. */
  readonly changed: boolean;
  /** Ledger rows written for it. */
  readonly runIds: readonly string[];
}

export interface NewTask {
  readonly columns: TaskColumns;
  readonly policies: Partial<PolicyColumns>;
  readonly audit: NewAuditEntry;
}

/** Rows that a task names; null = there is none. Statuses are NexusAI's (1 = normal). */
export interface References {
  readonly users: ReadonlyMap<string, number>;
  readonly apps: ReadonlyMap<string, number>;
  readonly workflows: ReadonlyMap<string, { readonly appId: string; readonly status: number }>;
}

/**
 * The tasks as the operations need them; implemented by `database/`. Every decision gets the database's clock and is
 * made while the task's row is locked, so that no claim and no other edit can come in between.
 */
export interface TaskRecords {
  page(
    query: TaskQuery,
  ): Promise<{ readonly rows: readonly StoredTaskRow[] } & Pick<TaskPage, 'total' | 'counts' | 'asOf'>>;
  /** Deleted tasks included. */
  get(id: string): Promise<StoredTaskRow | null>;
  /** Whose transaction has held the task's row for some seconds; null when nobody's does. */
  holder(id: string): Promise<RowHolder | null>;
  /** Tasks of a selection in the order of their ids, at most `limit`; ids that do not exist are left out. */
  select(selection: TaskSelection, limit: number): Promise<readonly StoredTask[]>;
  create(build: (now: Date) => readonly NewTask[]): Promise<readonly string[]>;
  /**
   * Locks the tasks, lets `decide` judge each one and writes all changes at once. `decide` returns null to leave a task
   * as it is and throws a `Problem` to refuse that task alone.
   */
  change(
    ids: readonly string[],
    decide: (task: LockedTask, now: Date) => TaskChange | null,
  ): Promise<readonly ChangeResult[]>;
  /** Paused tasks whose pause has run out by the database's clock, without those that somebody's transaction holds. */
  elapsedPauses(limit: number): Promise<readonly string[]>;
  references(
    userIds: readonly string[],
    appIds: readonly string[],
    workflowIds: readonly string[],
  ): Promise<References>;
  /** Enabled tasks other than `exceptId` whose next run lies in the same minute. */
  sharingMinute(at: Date, exceptId: string | null): Promise<number>;
  /** Tasks whose `policies.source` has this kind, with the source's own id. */
  bySource(kind: string): Promise<readonly { readonly sourceId: string; readonly task: StoredTask }[]>;
}
