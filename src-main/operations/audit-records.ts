import type { AuditEntry } from '../contract/task';
import type { NewAuditEntry } from './task-records';

/** The fields of an entry, each with what it was and became. */
export type AuditChanges = NonNullable<AuditEntry['changes']>;

/** The audit as the operations need it; implemented by `database/`. */
export interface AuditRecords {
  /** A task's entries, newest first; those of its runs included. */
  ofTask(taskId: string, limit: number): Promise<readonly AuditEntry[]>;
  /** The status each task had before it was deleted, for those that have such an entry. */
  statusBeforeDelete(taskIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** What the last pause or resume of each task changed, for those where that is this action of this actor. */
  lastPauseChanges(
    taskIds: readonly string[],
    action: 'tasks.pause' | 'tasks.resume',
    actor: string,
  ): Promise<ReadonlyMap<string, AuditChanges>>;
  append(
    entry: NewAuditEntry & { readonly taskId: string | null; readonly runId: string | null },
  ): Promise<void>;
}
