import { z } from 'zod';
import { Problem } from '../../contract/errors';
import { describeReason } from '../../contract/reason-words';
import type { NewTask, TaskChange } from '../../operations/task-records';
import { databaseTexts } from '../database-texts';
import { writeAudit } from './audit-writes';
import {
  insertLists,
  patchAssignments,
  patchRows,
  patchSource,
  policyColumnTypes,
  taskColumnTypes,
} from './column-patch';
import { newIds } from './new-ids';
import { plannedTriggers } from './run-fragments';
import { storableJson } from '../ledger/storable-json';
import type { Sql } from './sql-session';

interface Change {
  readonly id: string;
  readonly change: TaskChange;
}

const runRow = z.object({ id: z.string(), taskId: z.string() });

/** Writes new tasks with their policies and audit; ids come in the order of the tasks. */
export async function insertTasks(sql: Sql, tasks: readonly NewTask[]): Promise<readonly string[]> {
  if (tasks.length === 0) return [];
  // Ids are drawn beforehand: an INSERT ... SELECT does not promise the order of what it returns.
  const ids = await newIds(sql, 'scheduled_tasks', tasks.length);
  const numbered = tasks.map((task, i) => ({ id: ids[i] ?? '', task }));
  const { columns, values } = insertLists(taskColumnTypes);
  await sql.run(
    `INSERT INTO scheduled_tasks (id, ${columns}) SELECT c.id, ${values} FROM ${patchSource('$1')}`,
    [patchRows(numbered.map(({ id, task }) => ({ id, values: task.columns })))],
  );
  await writePolicies(
    sql,
    numbered.map(({ id, task }) => ({ id, values: task.policies })),
  );
  await writeAudit(
    sql,
    numbered.map(({ id, task }) => ({ ...task.audit, taskId: id, runId: null })),
  );
  return numbered.map(({ id }) => id);
}

/**
 * Writes what was decided for locked tasks, a statement a table.
 * @returns the ledger rows written, by task
 */
export async function writeChanges(
  sql: Sql,
  changes: readonly Change[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (changes.length === 0) return new Map();
  const columns = changes.map(({ id, change }) => ({ id, values: change.columns }));
  const edited = columns.filter(({ values }) => Object.keys(values).length > 0);
  if (edited.length > 0)
    await sql.run(
      `UPDATE scheduled_tasks t SET ${patchAssignments(taskColumnTypes, 't')} FROM ${patchSource('$1')} WHERE t.id = c.id`,
      [patchRows(edited)],
    );
  await writePolicies(
    sql,
    changes.flatMap(({ id, change }) => (change.policies === null ? [] : [{ id, values: change.policies }])),
  );
  await removeSkips(sql, changes);
  const runs = await insertEndedRuns(sql, changes);
  await writeAudit(
    sql,
    changes.map(({ id, change }) => ({ ...change.audit, taskId: id, runId: runs.get(id)?.[0] ?? null })),
  );
  return runs;
}

async function writePolicies(
  sql: Sql,
  rows: readonly { readonly id: string; readonly values: Readonly<Record<string, unknown>> }[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql.run('INSERT INTO task_policies (task_id) SELECT unnest($1::bigint[]) ON CONFLICT DO NOTHING', [
    rows.map(({ id }) => id),
  ]);
  await sql.run(
    `UPDATE task_policies p SET ${patchAssignments(policyColumnTypes, 'p')}, updated_at = now(),
       hold_since = CASE WHEN c.patch ? 'hold_reason' AND c.patch->>'hold_reason' IS NULL THEN NULL ELSE p.hold_since END
     FROM ${patchSource('$1')} WHERE p.task_id = c.id`,
    [patchRows(rows)],
  );
}

/** A skip is taken back only while its row is still one: nothing of a run that went on is ever deleted here. */
async function removeSkips(sql: Sql, changes: readonly Change[]): Promise<void> {
  const ids = changes.flatMap(({ change }) => (change.removeRunId === null ? [] : [change.removeRunId]));
  if (ids.length === 0) return;
  const removed = await sql.run(
    `DELETE FROM task_runs WHERE id = ANY($1::bigint[]) AND reason_code = 'skipped_by_operator' AND planned_at > now()`,
    [ids],
  );
  if (removed !== ids.length)
    throw new Problem('refused', databaseTexts.skipStays, {
      remedy: databaseTexts.skipTimeCame,
    });
}

/** A planned instant has one row: where it has one already, that one stands and nothing is added. */
async function insertEndedRuns(
  sql: Sql,
  changes: readonly Change[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const runs = changes.flatMap(({ id, change }) =>
    change.runs.map((run) => ({
      task_id: id,
      planned_at: run.plannedAt,
      trigger: run.trigger,
      outcome: run.outcome,
      reason_code: run.reason.code,
      reason: describeReason(run.reason, 'en'),
      reason_params: run.reason.params,
      covers: run.covers,
      covers_until: run.coversUntil,
      requested_by: run.requestedBy,
    })),
  );
  const written = new Map<string, string[]>();
  if (runs.length === 0) return written;
  const rows = await sql.rows(
    runRow,
    `INSERT INTO task_runs (task_id, planned_at, trigger, state, outcome, reason_code, reason, reason_params,
       covers, covers_until, requested_by, finished_at)
     SELECT task_id, planned_at, trigger, 'ended', outcome, reason_code, reason, reason_params, covers, covers_until,
       requested_by, clock_timestamp()
     FROM jsonb_to_recordset($1::jsonb) AS c(task_id bigint, planned_at timestamptz, trigger text, outcome text,
       reason_code text, reason text, reason_params jsonb, covers int, covers_until timestamptz, requested_by text)
     ORDER BY task_id, planned_at
     ON CONFLICT (task_id, planned_at) WHERE trigger IN ${plannedTriggers} DO NOTHING
     RETURNING id::text AS id, task_id::text AS "taskId"`,
    [storableJson(runs)],
  );
  await sql.run(`SELECT pg_notify('nexus_scheduler', 'runs')`);
  for (const row of rows) written.set(row.taskId, [...(written.get(row.taskId) ?? []), row.id]);
  return written;
}
