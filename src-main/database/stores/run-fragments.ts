import { elapsedMs, instantText } from './sql-text';

/** Triggers of planned runs, exactly as the index `task_runs_once` names them: another order would not use it. */
export const plannedTriggers = `('schedule', 'catch_up', 'backfill')`;

/**
 * Runs that need attention: unseen ones that failed, timed out, were missed or abandoned, and ones that wait for a
 * person. The one definition behind every count, list and chip; served by `task_runs_attention` and `task_runs_open`.
 */
export const attentionRuns = `
  SELECT id, task_id FROM task_runs
  WHERE seen_at IS NULL AND outcome IN ('failed', 'timed_out', 'missed', 'abandoned')
  UNION ALL
  SELECT id, task_id FROM task_runs WHERE finished_at IS NULL AND state = 'waiting' AND seen_at IS NULL`;

/** A task's newest runs by planned instant: two ordered index scans, merged. `taskId` is an SQL expression. */
export const newestRuns = (taskId: string, limit: number, columns: string): string => `
  SELECT * FROM (
    (SELECT ${columns} FROM task_runs WHERE task_id = ${taskId} AND trigger IN ${plannedTriggers}
     ORDER BY planned_at DESC LIMIT ${String(limit)})
    UNION ALL
    (SELECT ${columns} FROM task_runs WHERE task_id = ${taskId} AND trigger = 'manual'
     ORDER BY planned_at DESC LIMIT ${String(limit)})
  ) both_kinds ORDER BY planned_at DESC, id DESC LIMIT ${String(limit)}`;

/** The median looks at so many runs of a task at most, however long it has been failing. */
const medianWindow = 60;

/** Milliseconds, median of a task's last 30 successes among its last 60 runs; NULL without one. */
export const medianMs = (taskId: string): string => `(
  SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) FROM (
    SELECT ${elapsedMs('started_at', 'finished_at')} AS ms
    FROM (${newestRuns(taskId, medianWindow, 'id, planned_at, outcome, started_at, finished_at')}) newest
    WHERE outcome = 'succeeded' AND started_at IS NOT NULL
    ORDER BY planned_at DESC, id DESC LIMIT 30
  ) successes)`;

/** A run's columns under the names of `StoredRun`; `r` is the run, `t` its task, `p` its policies, `e` its executor. */
export const runColumns = `
  r.id::text AS id, r.task_id::text AS "taskId", coalesce(t.name, '#' || r.task_id) AS "taskName",
  ${instantText('r.planned_at')} AS "plannedAt", r.trigger, r.state, r.outcome,
  r.reason_code AS "reasonCode", r.reason_params AS "reasonParams", r.reason AS "reasonText",
  r.covers, ${instantText('r.covers_until')} AS "coversUntil", r.attempt, p.retry_attempts AS "retryAttempts",
  ${instantText('r.not_before')} AS "notBefore", r.executor_id::text AS "executorId", e.host AS "executorHost",
  r.error, r.progress, r.waiting_for AS "waitingFor", r.requested_by AS "requestedBy",
  ${instantText('r.cancel_requested_at')} AS "cancelRequestedAt", ${instantText('r.seen_at')} AS "seenAt",
  ${instantText('r.created_at')} AS "createdAt", ${instantText('r.started_at')} AS "startedAt",
  ${instantText('r.finished_at')} AS "finishedAt"`;

export const runJoins = `
  LEFT JOIN scheduled_tasks t ON t.id = r.task_id
  LEFT JOIN task_policies p ON p.task_id = r.task_id
  LEFT JOIN executors e ON e.id = r.executor_id`;
