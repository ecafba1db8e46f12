import { z } from 'zod';
import type { RequestedRun, RunRequest } from '../../operations/run-records';
import { writeAudit } from './audit-writes';
import type { Sql } from './sql-session';
import { storableJson } from '../ledger/storable-json';

const idRow = z.object({ id: z.string() });
const youngRow = z.object({ id: z.string(), requestId: z.string() });

/** What is asked for, and its task: `c` and `t`. */
const requested = `jsonb_to_recordset($1::jsonb) AS c(id bigint, task_id bigint, has_input boolean, input jsonb,
    requested_by text, serial boolean, delay_ms float8, merge_ms float8)
  JOIN scheduled_tasks t ON t.id = c.task_id AND coalesce(t.status, 2) <> 4`;
/** A run of the same task with the same input: with another one it is another wish, however soon it comes. */
const alike = `young.task_id = c.task_id AND young.trigger = 'manual'
  AND coalesce(young.input, t.input) IS NOT DISTINCT FROM CASE WHEN c.has_input THEN c.input ELSE t.input END`;

/**
 * Queues runs asked for by hand. Free of races: requests for one task stand in line at an advisory lock, and the look for
 * a young run of the same task is a statement of its own after it, so that it sees what the one before committed.
 */
export async function requestRuns(
  sql: Sql,
  requests: readonly RunRequest[],
): Promise<readonly (RequestedRun | null)[]> {
  if (requests.length === 0) return [];
  await sql.run(
    `SELECT pg_advisory_xact_lock(hashtextextended('nexus_scheduler.request', task_id))
     FROM (SELECT DISTINCT unnest($1::bigint[]) AS task_id ORDER BY 1) tasks`,
    [requests.map((request) => request.taskId)],
  );
  const ids = await sql.rows(
    idRow,
    `SELECT nextval(pg_get_serial_sequence('task_runs', 'id'))::text AS id FROM generate_series(1, $1::int)`,
    [requests.length],
  );
  const rows = requests.map((request, i) => ({ id: ids[i]?.id ?? '', request }));
  const asked = storableJson(
    rows.map(({ id, request }) => ({
      id,
      task_id: request.taskId,
      has_input: request.input !== undefined,
      input: request.input ?? null,
      requested_by: request.requestedBy,
      serial: request.serial,
      delay_ms: request.delayMs,
      merge_ms: request.mergeWithinMs,
    })),
  );
  const written = new Set(
    (
      await sql.rows(
        idRow,
        `INSERT INTO task_runs (id, task_id, planned_at, trigger, state, input, requested_by, serial, not_before)
         SELECT c.id, c.task_id, clock_timestamp(), 'manual', 'queued',
           CASE WHEN c.has_input THEN c.input END, c.requested_by, c.serial,
           CASE WHEN c.delay_ms > 0 THEN clock_timestamp() + c.delay_ms * interval '1 millisecond' END
         FROM ${requested}
         WHERE c.merge_ms <= 0 OR NOT EXISTS (
           SELECT 1 FROM task_runs young WHERE ${alike}
             AND young.planned_at > clock_timestamp() - c.merge_ms * interval '1 millisecond')
         ORDER BY c.id
         RETURNING id::text AS id`,
        [asked],
      )
    ).map((row) => row.id),
  );
  const young = written.size === rows.length ? new Map<string, string>() : await youngRuns(sql, asked);
  await writeAudit(
    sql,
    rows.flatMap(({ id, request }) =>
      written.has(id) ? [{ ...request.audit, taskId: request.taskId, runId: id }] : [],
    ),
  );
  await sql.run(`SELECT pg_notify('nexus_scheduler', 'runs')`);
  return rows.map(({ id }) => {
    if (written.has(id)) return { runId: id, created: true };
    const runId = young.get(id);
    return runId === undefined ? null : { runId, created: false };
  });
}

/** The newest run that each request would have been, by the request's id. */
async function youngRuns(sql: Sql, asked: string | null): Promise<ReadonlyMap<string, string>> {
  const rows = await sql.rows(
    youngRow,
    `SELECT c.id::text AS "requestId", r.id::text AS id FROM ${requested}
     CROSS JOIN LATERAL (SELECT id FROM task_runs young WHERE ${alike} ORDER BY planned_at DESC LIMIT 1) r`,
    [asked],
  );
  return new Map(rows.map((row) => [row.requestId, row.id]));
}
