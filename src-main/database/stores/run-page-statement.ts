import type { RunFilter, RunQuery } from '../../contract/api';
import { Problem } from '../../contract/errors';
import { onlyOpen, runConditions } from './run-filter-sql';
import { attentionRuns, plannedTriggers, runColumns, runJoins } from './run-fragments';
import { instantText } from './sql-text';
import type { Binds } from './sql-text';

/** Where a page ends: the last row's place in the order of its list. */
export interface RunCursor {
  readonly id: string;
  /** Planned instant, for the list of one task. */
  readonly plannedAt: string | null;
}

/** @throws Problem `invalid_input` for a text that is no cursor */
export function readCursor(text: string): RunCursor {
  const match = /^([1-9]\d{0,18})(?:@(\d{4}-\d{2}-\d{2}T[\d:.]+Z))?$/.exec(text);
  if (match === null || match[1] === undefined)
    throw new Problem('invalid_input', 'This place in the list of runs is unknown.', {
      remedy: 'Start again from the newest run.',
    });
  return { id: match[1], plannedAt: match[2] ?? null };
}

export const writeCursor = ({ id, plannedAt }: RunCursor): string =>
  plannedAt === null ? id : `${id}@${plannedAt}`;

/**
 * One page of runs, newest first: by id over all tasks (the primary key backwards), by planned instant within a task (its
 * two indexes, merged). Small sets, open runs and those that need attention, are found first and sorted then.
 */
export function runPageStatement(query: RunQuery, binds: Binds): string {
  const ids = query.taskId === null ? idsOfAll(query, binds) : idsOfTask(query, query.taskId, binds);
  const order = query.taskId === null ? 'r.id DESC' : 'r.planned_at DESC, r.id DESC';
  return `WITH page AS MATERIALIZED (${ids})
  SELECT ${instantText('now()')} AS "asOf", run.* FROM (VALUES (1)) one LEFT JOIN (
    SELECT row_number() OVER (ORDER BY ${order}) AS position, ${runColumns}
    FROM page JOIN task_runs r ON r.id = page.id ${runJoins}
  ) run ON true ORDER BY run.position`;
}

function idsOfAll(query: RunQuery, binds: Binds): string {
  const conditions = runConditions(query, binds);
  if (query.cursor !== null) conditions.push(`r.id < ${binds.add(readCursor(query.cursor).id)}::bigint`);
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const limit = `ORDER BY r.id DESC LIMIT ${String(query.limit + 1)}`;
  return smallSet(query) === null
    ? `SELECT r.id FROM task_runs r ${where} ${limit}`
    : `SELECT r.id FROM (${smallSet(query) ?? ''}) small JOIN task_runs r ON r.id = small.id ${where} ${limit}`;
}

function idsOfTask(query: RunQuery, taskId: string, binds: Binds): string {
  const conditions = [`r.task_id = ${binds.add(taskId)}::bigint`, ...runConditions(query, binds)];
  if (query.cursor !== null) {
    const { id, plannedAt } = readCursor(query.cursor);
    if (plannedAt !== null)
      conditions.push(
        `r.planned_at <= ${binds.add(plannedAt)}::timestamptz`,
        `(r.planned_at, r.id) < (${binds.add(plannedAt)}::timestamptz, ${binds.add(id)}::bigint)`,
      );
  }
  const kind = (trigger: string): string =>
    `(SELECT r.id, r.planned_at FROM task_runs r WHERE r.trigger ${trigger} AND ${conditions.join(' AND ')}
      ORDER BY r.planned_at DESC, r.id DESC LIMIT ${String(query.limit + 1)})`;
  return `SELECT id FROM (${kind(`IN ${plannedTriggers}`)} UNION ALL ${kind(`= 'manual'`)}) both_kinds
    ORDER BY planned_at DESC, id DESC LIMIT ${String(query.limit + 1)}`;
}

function smallSet(filter: RunFilter): string | null {
  if (filter.unseen) return attentionRuns;
  return onlyOpen(filter) ? 'SELECT id FROM task_runs WHERE finished_at IS NULL' : null;
}

/** How many runs a filter meets, by status, among the newest `cap` that meet it. */
export function runCountsStatement(filter: RunFilter, binds: Binds, cap: number): string {
  const conditions = runConditions(filter, binds);
  if (filter.taskId !== null) conditions.push(`r.task_id = ${binds.add(filter.taskId)}::bigint`);
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const small = smallSet(filter);
  const from = small === null ? 'task_runs r' : `(${small}) small JOIN task_runs r ON r.id = small.id`;
  return `SELECT status, count(*)::int AS n FROM (
    SELECT coalesce(r.outcome, r.state) AS status FROM ${from} ${where} LIMIT ${String(cap)}) runs
  GROUP BY status`;
}
