import { z } from 'zod';
import { blockedTask, rowHolder } from '../contract/row-holder';
import { instantText, toMilliseconds } from './stores/sql-text';

/** A claim of ours holds a row for milliseconds; whoever does for so many seconds left a transaction open. */
const heldSeconds = 2;
/** Claimed within the minute is soon enough not to be spoken of. */
const dueSeconds = 60;

const holderColumns = `l.pid, COALESCE(a.usename, '') AS "user", COALESCE(a.application_name, '') AS program,
  ${instantText('a.xact_start')} AS since`;

/**
 * Who holds the rows of `tasks`: whoever changed or locked one wrote his transaction's number into it, and holds that
 * number's lock until the end. What another account does and since when may not be shown; that it is there always is.
 */
const holders = `JOIN pg_locks l ON l.locktype = 'transactionid' AND l.granted AND l.transactionid = tasks.holder
  LEFT JOIN pg_stat_activity a ON a.pid = l.pid
  WHERE a.xact_start IS NULL OR a.xact_start <= now() - interval '${heldSeconds} seconds'`;

const at = z.string().transform(toMilliseconds);
const holderRow = rowHolder.extend({ since: at.nullable() });

/** Enabled tasks that have been due for a minute and are held, the first due first; $1 = how many at most. */
export const blockedTasksSql = `
WITH tasks AS MATERIALIZED (
  SELECT id, name, next_run_time, xmax AS holder FROM scheduled_tasks
  WHERE status = 1 AND next_run_time <= now() - interval '${dueSeconds} seconds' AND xmax <> '0'::xid
  ORDER BY next_run_time LIMIT 1000)
SELECT tasks.id::text AS "taskId", tasks.name AS "taskName", ${instantText('tasks.next_run_time')} AS "dueAt", ${holderColumns}
FROM tasks ${holders} ORDER BY tasks.next_run_time, tasks.id LIMIT $1::int`;

/** A row of `blockedTasksSql`. */
export const blockedTaskRow = holderRow
  .extend({ taskId: z.string(), taskName: z.string(), dueAt: at })
  .transform(({ taskId, taskName, dueAt, ...holder }) =>
    blockedTask.parse({ taskId, taskName, dueAt, holder }),
  );

/** Who holds the row of task $1; no row when nobody does. */
export const rowHolderSql = `
WITH tasks AS MATERIALIZED (SELECT xmax AS holder FROM scheduled_tasks WHERE id = $1::bigint AND xmax <> '0'::xid)
SELECT ${holderColumns} FROM tasks ${holders} LIMIT 1`;

export const rowHolderRow = holderRow;
