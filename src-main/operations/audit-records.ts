import type { AuditEntry } from '../contract/task';
import type { NewAuditEntry } from './task-records';

/** The audit as the operations need it; implemented by `database/`. */
export interface AuditRecords {
  /** A task's entries, newest first; those of its runs included. */
  ofTask(taskId: string, limit: number): Promise<readonly AuditEntry[]>;
  /** The status each task had before it was deleted, for those that have such an entry. */
  statusBeforeDelete(taskIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  append(
    entry: NewAuditEntry & { readonly taskId: string | null; readonly runId: string | null },
  ): Promise<void>;
}
