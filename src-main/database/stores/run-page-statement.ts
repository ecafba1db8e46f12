import type { RunFilter, RunQuery } from '../../contract/api';
import { Problem } from '../../contract/errors';
import { databaseTexts } from '../database-texts';
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
    throw new Problem('invalid_input', databaseTexts.unknownPlace, {
      remedy: databaseTexts.fromNewest,
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

/** A day, and the hour that a clock change may add to it. */
const narrowMs = 26 * 3_600_000;

/**
 * A short time is found by its BRIN index first and sorted then: left to itself the planner walks the primary key back
 * from the newest run to there (1 M runs, a day two weeks ago: 45 instead of 430 ms).
 */
function isNarrow({ from, to }: RunFilter): boolean {
  if (from === null) return false;
  return (to === null ? Date.now() : Date.parse(to)) - Date.parse(from) <= narrowMs;
}

/**
 * Newest first. A walk back along the primary key ends soon where matches are many and near; a text may match nothing, and
 * a time that ended long ago begins deep in the ledger. Those are looked for in the whole table by all workers, which an
 * order the key cannot give brings about (1 M runs: a text in vain 300 instead of 520 ms, half a month ago 80 instead of 770).
 */
function newestFirst(filter: RunFilter): string {
  const far = filter.to !== null && Date.now() - Date.parse(filter.to) > narrowMs;
  return filter.search.trim() !== '' || far ? 'ORDER BY r.id + 0 DESC' : 'ORDER BY r.id DESC';
}

function idsOfAll(query: RunQuery, binds: Binds): string {
  const conditions = runConditions(query, binds);
  if (query.cursor !== null) conditions.push(`r.id < ${binds.add(readCursor(query.cursor).id)}::bigint`);
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const limit = `${newestFirst(query)} LIMIT ${String(query.limit + 1)}`;
  const small = smallSet(query);
  if (small !== null)
    return `SELECT r.id FROM (${small}) small JOIN task_runs r ON r.id = small.id ${where} ${limit}`;
  return isNarrow(query)
    ? `WITH r AS MATERIALIZED (SELECT r.id FROM task_runs r ${where}) SELECT r.id FROM r ${limit}`
    : `SELECT r.id FROM task_runs r ${where} ${limit}`;
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
  return `SELECT status, count(*)::int AS n FROM (${countedRuns(filter, binds, cap)}) runs GROUP BY status`;
}

function countedRuns(filter: RunFilter, binds: Binds, cap: number): string {
  const conditions = runConditions(filter, binds);
  const status = 'coalesce(r.outcome, r.state) AS status';
  const limit = `LIMIT ${String(cap)}`;
  if (filter.taskId !== null) {
    // Each of a task's two indexes holds one kind of run: without naming the kind neither can be used.
    const own = [`r.task_id = ${binds.add(filter.taskId)}::bigint`, ...conditions].join(' AND ');
    const kind = (trigger: string): string =>
      `SELECT ${status} FROM task_runs r WHERE r.trigger ${trigger} AND ${own}`;
    return `${kind(`IN ${plannedTriggers}`)} UNION ALL ${kind(`= 'manual'`)} ${limit}`;
  }
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const small = smallSet(filter);
  if (small !== null)
    return `SELECT ${status} FROM (${small}) small JOIN task_runs r ON r.id = small.id ${where} ${limit}`;
  const order = isNarrow(filter) ? '' : newestFirst(filter);
  return `SELECT ${status} FROM task_runs r ${where} ${order} ${limit}`;
}
