import { z } from 'zod';
import { describeReason } from '../../contract/reason-words';
import type { RunResult } from '../../operations/run-records';
import type { NewAuditEntry } from '../../operations/task-records';
import { writeAudit } from './audit-writes';
import { plannedTriggers } from './run-fragments';
import type { Sql } from './sql-session';

const touched = z.object({ id: z.string(), taskId: z.string() });
type Touched = z.infer<typeof touched>;
const looked = z.object({ id: z.string(), taskName: z.string(), ended: z.boolean() });

/**
 * Queued runs end at once; running ones are asked to stop, and their executor does the rest. Queued ones come first: one
 * that is started in between is found running by the second statement.
 */
export async function cancelRuns(
  sql: Sql,
  ids: readonly string[],
  by: string,
  force: boolean,
  audit: NewAuditEntry,
): Promise<readonly RunResult[]> {
  const reason = { code: 'cancelled_by_operator', params: { by } } as const;
  const ended = await sql.rows(
    touched,
    `UPDATE task_runs SET state = 'ended', outcome = 'cancelled', reason_code = $2, reason = $3, reason_params = $4::jsonb,
       cancel_requested_at = clock_timestamp(), cancel_requested_by = $5, finished_at = clock_timestamp()
     WHERE id = ANY($1::bigint[]) AND finished_at IS NULL AND state = 'queued'
     RETURNING id::text AS id, task_id::text AS "taskId"`,
    [ids, reason.code, describeReason(reason, 'en'), JSON.stringify(reason.params), by],
  );
  const asked = await sql.rows(
    touched,
    `UPDATE task_runs SET cancel_requested_at = coalesce(cancel_requested_at, clock_timestamp()),
       cancel_requested_by = coalesce(cancel_requested_by, $2),
       force_requested_at = CASE WHEN $3 THEN coalesce(force_requested_at, clock_timestamp()) ELSE force_requested_at END,
       force_requested_by = CASE WHEN $3 THEN coalesce(force_requested_by, $2) ELSE force_requested_by END
     WHERE id = ANY($1::bigint[]) AND finished_at IS NULL AND state <> 'queued'
     RETURNING id::text AS id, task_id::text AS "taskId"`,
    [ids, by, force],
  );
  await endFinishedTasks(sql, ended);
  return concluded(sql, ids, [...ended, ...asked], audit);
}

/** A task whose last run was just cancelled has nothing left: it ends as it would have after that run. */
async function endFinishedTasks(sql: Sql, runs: readonly Touched[]): Promise<void> {
  if (runs.length === 0) return;
  await sql.run(
    `UPDATE scheduled_tasks t SET status = 2
     WHERE t.id = ANY($1::bigint[]) AND t.status = 1 AND t.next_run_time IS NULL
       AND NOT EXISTS (SELECT 1 FROM task_runs o WHERE o.task_id = t.id AND o.finished_at IS NULL)
       AND NOT EXISTS (SELECT 1 FROM task_policies h WHERE h.task_id = t.id AND h.hold_reason IS NOT NULL)`,
    [runs.map((run) => run.taskId)],
  );
}

/** Removes ended runs with their logs. The row of a skip whose instant is still ahead stays: it is what skips it. */
export async function deleteRuns(
  sql: Sql,
  ids: readonly string[],
  audit: NewAuditEntry,
): Promise<readonly RunResult[]> {
  const before = await look(sql, ids);
  const gone = await sql.rows(
    touched,
    `DELETE FROM task_runs WHERE id = ANY($1::bigint[]) AND finished_at IS NOT NULL AND planned_at <= now()
     RETURNING id::text AS id, task_id::text AS "taskId"`,
    [ids],
  );
  await sql.run('DELETE FROM task_run_logs WHERE run_id = ANY($1::bigint[])', [gone.map((run) => run.id)]);
  return concluded(sql, ids, gone, audit, before);
}

async function concluded(
  sql: Sql,
  ids: readonly string[],
  done: readonly Touched[],
  audit: NewAuditEntry,
  before: ReadonlyMap<string, z.infer<typeof looked>> | null = null,
): Promise<readonly RunResult[]> {
  await writeAudit(
    sql,
    done.map(({ id, taskId }) => ({ ...audit, taskId, runId: id })),
  );
  await sql.run(`SELECT pg_notify('nexus_scheduler', 'runs')`);
  const found = before ?? (await look(sql, ids));
  const touchedIds = new Set(done.map((run) => run.id));
  return ids.map((id) => {
    const run = found.get(id);
    const taskName = run?.taskName ?? '';
    if (touchedIds.has(id)) return { id, taskName, result: 'done' };
    if (run === undefined) return { id, taskName, result: 'missing' };
    return { id, taskName, result: run.ended ? 'ended' : 'open' };
  });
}

async function look(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, z.infer<typeof looked>>> {
  const rows = await sql.rows(
    looked,
    `SELECT r.id::text AS id, coalesce(t.name, '#' || r.task_id) AS "taskName", r.finished_at IS NOT NULL AS ended
     FROM task_runs r LEFT JOIN scheduled_tasks t ON t.id = r.task_id WHERE r.id = ANY($1::bigint[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

const newerRun = (trigger: string): string =>
  `EXISTS (SELECT 1 FROM task_runs n WHERE n.task_id = r.task_id AND n.trigger ${trigger}
     AND n.planned_at >= r.planned_at AND (n.planned_at, n.id) > (r.planned_at, r.id))`;

/** One batch of the retention, from `fromId` on: $1 days, $2 an id below which nothing is left to do, $3 batch. */
export async function pruneBatch(
  sql: Sql,
  days: number,
  fromId: string,
  batch: number,
): Promise<readonly string[]> {
  const gone = await sql.rows(
    touched,
    `DELETE FROM task_runs WHERE id IN (
       SELECT r.id FROM task_runs r
       WHERE r.id > $2::bigint AND r.created_at < now() - $1::int * interval '1 day'
         AND r.finished_at IS NOT NULL AND r.planned_at <= now()
         AND (${newerRun(`IN ${plannedTriggers}`)} OR ${newerRun(`= 'manual'`)})
       ORDER BY r.id LIMIT $3::int FOR UPDATE SKIP LOCKED)
     RETURNING id::text AS id, task_id::text AS "taskId"`,
    [days, fromId, batch],
  );
  const ids = gone.map((run) => run.id);
  if (ids.length > 0) await sql.run('DELETE FROM task_run_logs WHERE run_id = ANY($1::bigint[])', [ids]);
  return ids;
}
