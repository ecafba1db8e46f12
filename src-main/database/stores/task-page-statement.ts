import type { TaskChip, TaskFilter, TaskQuery, TaskSort } from '../../contract/api';
import { attentionRuns, newestRuns } from './run-fragments';
import { containing, elapsedMs, instantText } from './sql-text';
import type { Binds } from './sql-text';
import { taskColumns, taskEnded, taskInvalid, taskJoins, taskStatus } from './task-fragments';

/** A task's strip shows so many runs; its median is taken over the successes among four times as many. */
const stripRuns = 10;
const medianRuns = 40;

const chipCondition: Record<TaskChip, string> = {
  all: 'true',
  attention: '(attention > 0 OR invalid)',
  running: 'open_runs > 0',
  enabled: '(status = 1 AND NOT invalid)',
  paused: 'status = 3',
  ended: 'status = 2',
};

/** Sort expressions over `found`; what is unknown comes last either way, ties are settled by the id. */
const sortKeys = (collation: string): Record<TaskSort, readonly string[]> => ({
  attention: ['(attention > 0 OR invalid)', 'next_run', `name COLLATE ${collation}`],
  name: [`name COLLATE ${collation}`],
  state: [`CASE WHEN invalid THEN 0 WHEN status = 2 THEN CASE WHEN ended THEN 5 ELSE 4 END ELSE status END`],
  workflow: [`workflow COLLATE ${collation}`, `name COLLATE ${collation}`],
  next_run: ['next_run'],
  last_run: ['last_run'],
  runs: ['executions'],
  created: ['created'],
  updated: ['updated'],
  id: ['id'],
});

function orderBy(query: TaskQuery, collation: string): string {
  const keys = sortKeys(collation)[query.sort].map((key, i) => {
    // "Needs attention first" is the rising order of its key.
    const down = query.descending !== (query.sort === 'attention' && i === 0);
    return `${key} ${down ? 'DESC' : 'ASC'} NULLS LAST`;
  });
  return [...keys, 'id'].join(', ');
}

/** Every task that meets the filter (its chip aside), with what chips and sort keys need, as the CTE `found`. */
export function foundTasks(filter: TaskFilter, binds: Binds): string {
  const conditions = [`${taskStatus} <> 4`];
  const search = filter.search.trim();
  if (search !== '') {
    const pattern = binds.add(containing(search));
    const exact = binds.add(search.replace(/^#/, ''));
    conditions.push(
      `(t.name ILIKE ${pattern} OR t.description ILIKE ${pattern} OR w.name ILIKE ${pattern} OR t.id::text = ${exact})`,
    );
  }
  if (filter.workflowId !== null) conditions.push(`t.workflow_id = ${binds.add(filter.workflowId)}::bigint`);
  if (filter.repeatType !== null)
    conditions.push(
      `CASE WHEN t.task_type = 'one_time' THEN 'none' ELSE coalesce(t.repeat_type, 'none') END = ${binds.add(filter.repeatType)}::text`,
    );
  if (filter.nextWithinMs !== null)
    conditions.push(
      `${taskStatus} = 1 AND t.next_run_time <= now() + ${binds.add(filter.nextWithinMs)}::float8 * interval '1 millisecond'`,
    );
  if (filter.pinned) conditions.push('p.pinned');
  if (filter.tag !== null) conditions.push(`p.tags @> to_jsonb(${binds.add(filter.tag)}::text)`);
  return `
  open_now AS MATERIALIZED (
    SELECT task_id, count(*)::int AS n FROM task_runs WHERE finished_at IS NULL GROUP BY task_id),
  needing AS MATERIALIZED (SELECT task_id, count(*)::int AS n FROM (${attentionRuns}) runs GROUP BY task_id),
  found AS MATERIALIZED (
    SELECT t.id, t.name, ${taskStatus} AS status, ${taskInvalid} AS invalid, ${taskEnded} AS ended,
      w.name AS workflow, CASE WHEN ${taskStatus} = 1 THEN t.next_run_time END AS next_run,
      t.last_run_time AS last_run, coalesce(t.execution_count, 0) AS executions,
      t.created_at AS created, t.updated_at AS updated,
      coalesce(o.n, 0) AS open_runs, coalesce(n.n, 0) AS attention
    FROM scheduled_tasks t
    LEFT JOIN task_policies p ON p.task_id = t.id
    LEFT JOIN workflows w ON w.id = t.workflow_id
    LEFT JOIN apps a ON a.id = t.app_id
    LEFT JOIN users u ON u.id = t.user_id
    LEFT JOIN open_now o ON o.task_id = t.id
    LEFT JOIN needing n ON n.task_id = t.id
    WHERE ${conditions.join(' AND ')})`;
}

export const inChip = (chip: TaskChip): string => chipCondition[chip];

/** A task's last runs and median as `runs`, taken from one walk of its newest runs. */
const history = (taskId: string): string => `LATERAL (
  SELECT
    coalesce(json_agg(json_build_object('id', id::text, 'status', status, 'at', at, 'durationMs', ms) ORDER BY n)
      FILTER (WHERE n <= ${String(stripRuns)}), '[]') AS recent,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) FILTER (WHERE status = 'succeeded') AS median
  FROM (
    SELECT id, coalesce(outcome, state) AS status, ${instantText('coalesce(started_at, planned_at)')} AS at,
      ${elapsedMs('started_at', 'finished_at')} AS ms, row_number() OVER (ORDER BY planned_at DESC, id DESC) AS n
    FROM (${newestRuns(taskId, medianRuns, 'id, planned_at, state, outcome, started_at, finished_at')}) newest
  ) numbered
) runs`;

const rowColumns = `${taskColumns}, runs.recent AS "recentRuns", runs.median AS "medianMs"`;

/** One page of the list, the number of matches and the chips' counts, in one statement. */
export function taskPageStatement(query: TaskQuery, binds: Binds, collation: string): string {
  const order = orderBy(query, collation);
  const chips = Object.entries(chipCondition).map(
    ([chip, condition]) => `count(*) FILTER (WHERE ${condition})::int AS chip_${chip}`,
  );
  return `WITH ${foundTasks(query, binds)},
  chips AS (SELECT ${chips.join(', ')} FROM found),
  page AS (
    SELECT id, open_runs, attention, row_number() OVER (ORDER BY ${order}) AS position
    FROM found WHERE ${inChip(query.chip)}
    ORDER BY ${order} LIMIT ${binds.add(query.limit)}::int OFFSET ${binds.add(query.offset)}::int)
  SELECT ${instantText('now()')} AS "asOf", row_to_json(chips) AS counts, task.*
  FROM chips LEFT JOIN (
    SELECT page.position, ${rowColumns}, page.open_runs AS "openRuns", page.attention
    FROM page JOIN scheduled_tasks t ON t.id = page.id ${taskJoins} CROSS JOIN ${history('t.id')}
  ) task ON true
  ORDER BY task.position`;
}

/** One task with its last runs; `id` is the bound `$1`. */
export const oneTaskStatement = `
  SELECT ${rowColumns},
    (SELECT count(*)::int FROM task_runs WHERE task_id = t.id AND finished_at IS NULL) AS "openRuns",
    (SELECT count(*)::int FROM (${attentionRuns}) needing WHERE needing.task_id = t.id) AS attention
  FROM scheduled_tasks t ${taskJoins} CROSS JOIN ${history('t.id')}
  WHERE t.id = $1::bigint`;
