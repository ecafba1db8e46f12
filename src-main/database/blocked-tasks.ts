import { z } from 'zod';
import { Problem } from '../contract/errors';
import { rowHolder, type BlockedTask } from '../contract/row-holder';
import { instantText, toMilliseconds } from './stores/sql-text';

/** A claim of ours holds a row for milliseconds; whoever does for so many seconds left a transaction open. */
const heldSeconds = 2;
/** Claimed within the minute is soon enough not to be spoken of. */
const dueSeconds = 60;

/** Those of `tasks` whose row cannot be had now. The others are locked for a moment: none of them was about to be claimed. */
const held = `free AS MATERIALIZED (
  SELECT t.id FROM tasks JOIN scheduled_tasks t ON t.id = tasks.id FOR UPDATE OF t SKIP LOCKED),
held AS MATERIALIZED (SELECT * FROM tasks WHERE id NOT IN (SELECT id FROM free))`;

/**
 * Who holds a row of `held`: whoever changed or locked one wrote his transaction's number into it, and holds that number's
 * lock until the end; where several did, it is a number of their group, and the oldest that uses the table is named. What
 * another account does and since when may not be shown; that it is there always is.
 */
const holder = `JOIN LATERAL (
    SELECT l.pid, a.usename, a.application_name, a.xact_start FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
    WHERE l.granted AND l.pid IS DISTINCT FROM pg_backend_pid() AND (
      (l.locktype = 'transactionid' AND l.transactionid = held.number)
      OR (l.locktype = 'relation' AND l.relation = 'scheduled_tasks'::regclass
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND l.mode IN ('RowShareLock', 'RowExclusiveLock')))
    ORDER BY l.locktype DESC, a.xact_start LIMIT 1) h
  ON h.xact_start IS NULL OR h.xact_start <= now() - interval '${heldSeconds} seconds'`;
const holderColumns = `h.pid, COALESCE(h.usename, '') AS "user", COALESCE(h.application_name, '') AS program,
  ${instantText('h.xact_start')} AS since`;

const at = z.string().transform(toMilliseconds);
/** A row of `rowHolderSql`. */
export const rowHolderRow = rowHolder.extend({ since: at.nullable() });

/** Enabled tasks that have been due for a minute and are held, the first due first; $1 = how many at most. */
export const blockedTasksSql = `
WITH tasks AS MATERIALIZED (
  SELECT id, name, next_run_time, xmax AS number FROM scheduled_tasks
  WHERE status = 1 AND next_run_time <= now() - interval '${dueSeconds} seconds' AND xmax <> '0'::xid
  ORDER BY next_run_time LIMIT 1000),
${held}
SELECT held.id::text AS "taskId", held.name AS "taskName", ${instantText('held.next_run_time')} AS "dueAt", ${holderColumns}
FROM held ${holder} ORDER BY held.next_run_time, held.id LIMIT $1::int`;

/** A row of `blockedTasksSql`. */
export const blockedTaskRow = rowHolderRow
  .extend({ taskId: z.string(), taskName: z.string(), dueAt: at })
  .transform(({ taskId, taskName, dueAt, ...holder }): BlockedTask => ({ taskId, taskName, dueAt, holder }));

/** Who holds the row of task $1; no row when nobody does. */
export const rowHolderSql = `
WITH tasks AS MATERIALIZED (SELECT id, xmax AS number FROM scheduled_tasks WHERE id = $1::bigint AND xmax <> '0'::xid),
${held}
SELECT ${holderColumns} FROM held ${holder} LIMIT 1`;

/** A database that takes no changes lets nobody lock a row: then nobody knows. */
export const nobodyWhenReadOnly = (error: unknown): readonly never[] => {
  if (error instanceof Problem && error.info.details['code'] === '25006') return [];
  throw error;
};
