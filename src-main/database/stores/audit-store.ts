import { z } from 'zod';
import { auditEntry } from '../../contract/task';
import type { AuditEntry } from '../../contract/task';
import type { AuditChanges, AuditRecords } from '../../operations/audit-records';
import type { Database } from '../connection';
import { writeAudit } from './audit-writes';
import type { AuditRow } from './audit-writes';
import { SqlSession } from './sql-session';
import { instantText, toMilliseconds } from './sql-text';

const storedEntry = z
  .looseObject({ at: z.string() })
  .transform((row) => ({ ...row, at: toMilliseconds(row.at) }))
  .pipe(auditEntry);

/** The audit in PostgreSQL. Entries of changes to tasks and runs are written with those changes, in their transaction. */
export class AuditStore implements AuditRecords {
  private readonly sql: SqlSession;

  constructor(database: Database) {
    this.sql = new SqlSession(database);
  }

  ofTask(taskId: string, limit: number): Promise<readonly AuditEntry[]> {
    return this.sql.rows(
      storedEntry,
      `SELECT id::text AS id, ${instantText('at')} AS at, actor, origin, action, task_id::text AS "taskId",
         run_id::text AS "runId", changes
       FROM audit_entries WHERE task_id = $1::bigint ORDER BY id DESC LIMIT $2::int`,
      [taskId, limit],
    );
  }

  async statusBeforeDelete(taskIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.sql.rows(
      z.object({ taskId: z.string(), status: z.number().int().min(1).max(3) }),
      `SELECT DISTINCT ON (task_id) task_id::text AS "taskId", (changes->'status'->>'from')::int AS status
       FROM audit_entries
       WHERE task_id = ANY($1::bigint[]) AND action = 'tasks.delete' AND changes->'status'->>'from' ~ '^[123]$'
       ORDER BY task_id, id DESC`,
      [taskIds],
    );
    return new Map(rows.map((row) => [row.taskId, row.status]));
  }

  async lastPauseChanges(
    taskIds: readonly string[],
    action: string,
    actor: string,
  ): Promise<ReadonlyMap<string, AuditChanges>> {
    const rows = await this.sql.rows(
      z.object({ taskId: z.string(), changes: auditEntry.shape.changes }),
      `SELECT "taskId", changes FROM (
         SELECT DISTINCT ON (task_id) task_id::text AS "taskId", changes, action, actor
         FROM audit_entries WHERE task_id = ANY($1::bigint[]) AND action IN ('tasks.pause', 'tasks.resume')
         ORDER BY task_id, id DESC) last
       WHERE action = $2 AND actor = $3`,
      [taskIds, action, actor],
    );
    return new Map(rows.map((row) => [row.taskId, row.changes ?? {}]));
  }

  append(entry: AuditRow): Promise<void> {
    return this.sql.transaction((sql) => writeAudit(sql, [entry]));
  }
}
