import { instantText } from './sql-text';
import { medianMs, plannedTriggers, runColumns, runJoins } from './run-fragments';

/** The run of the same task next to `r` in planned order; `side` is `<` for the one before, `>` for the one after. */
function neighbour(side: '<' | '>'): string {
  const order = side === '<' ? 'DESC' : 'ASC';
  const kind = (trigger: string): string => `
    (SELECT n.id, n.planned_at FROM task_runs n
     WHERE n.task_id = r.task_id AND n.trigger ${trigger}
       AND n.planned_at ${side}= r.planned_at AND (n.planned_at, n.id) ${side} (r.planned_at, r.id)
     ORDER BY n.planned_at ${order}, n.id ${order} LIMIT 1)`;
  return `(SELECT id::text FROM (${kind(`IN ${plannedTriggers}`)} UNION ALL ${kind(`= 'manual'`)}) next_to
    ORDER BY planned_at ${order}, id ${order} LIMIT 1)`;
}

/** One run with everything the ledger keeps of it; `$1` is its id. */
export const runDetailStatement = `
  SELECT ${runColumns}, r.external_ref AS "externalRef", r.input, r.result, r.steps, r.attempts,
    ${instantText('r.force_requested_at')} AS "forceRequestedAt",
    ${medianMs('r.task_id')} AS "medianMs",
    (SELECT count(*)::int FROM task_run_logs l WHERE l.run_id = r.id AND l.attempt = greatest(r.attempt, 1)) AS "logLines",
    ${neighbour('<')} AS "previousRunId", ${neighbour('>')} AS "nextRunId"
  FROM task_runs r ${runJoins} WHERE r.id = $1::bigint`;

/** Runs by their ids (`$1`), in the order of the ids. */
export const someRunsStatement = `
  SELECT ${runColumns} FROM task_runs r ${runJoins}
  WHERE r.id = ANY($1::bigint[]) ORDER BY r.id`;
