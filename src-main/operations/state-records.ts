import type { SharedPauseState } from './shared-pause';
import type { NewAuditEntry } from './task-records';

/** State that every executor of a database shares; implemented by `database/`. */
export interface StateRecords {
  /** Sets the pause that holds for every executor, beginning now by the database's clock; audited. */
  pause(
    pause: { readonly until: string | null; readonly by: string; readonly reason: string | null },
    audit: NewAuditEntry,
  ): Promise<SharedPauseState>;
  /** False when nothing was paused. */
  resume(audit: NewAuditEntry): Promise<boolean>;
}
