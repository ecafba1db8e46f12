import type { NewAuditEntry } from '../../operations/task-records';
import { storableJson } from '../ledger/storable-json';
import type { Sql } from './sql-session';

/** An entry with what it is about. */
export interface AuditRow extends NewAuditEntry {
  readonly taskId: string | null;
  readonly runId: string | null;
}

/** Writes audit entries in the transaction of the change they tell of. */
export async function writeAudit(sql: Sql, entries: readonly AuditRow[]): Promise<void> {
  if (entries.length === 0) return;
  await sql.run(
    `INSERT INTO audit_entries (actor, origin, action, task_id, run_id, changes)
     SELECT actor, origin, action, "taskId", "runId", NULLIF(changes, 'null')
     FROM jsonb_to_recordset($1::jsonb) AS c(actor text, origin text, action text, "taskId" bigint, "runId" bigint, changes jsonb)`,
    [storableJson(entries)],
  );
}
