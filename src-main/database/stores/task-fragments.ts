import { instantText, wallText } from './sql-text';

/** Deleted tasks are out of every list; a NULL status counts as disabled, since nothing runs it. */
export const taskStatus = `coalesce(t.status, 2)`;

/** Finished rather than disabled: nothing of the schedule is left. The end time is read as UTC here, so within a day. */
export const taskEnded = `coalesce(${taskStatus} = 2 AND (
  t.next_run_time IS NULL
  OR (t.max_executions > 0 AND t.execution_count >= t.max_executions)
  OR ((t.task_type = 'one_time' OR coalesce(t.repeat_type, 'none') = 'none') AND t.execution_count > 0)
  OR t.end_time < now() AT TIME ZONE 'UTC'), false)`;

/** Enabled, yet nothing of it can run: on hold, or somebody it names is gone. */
export const taskInvalid = `(${taskStatus} = 1 AND (p.hold_reason IS NOT NULL
  OR w.status IS DISTINCT FROM 1 OR a.status IS DISTINCT FROM 1 OR u.status IS DISTINCT FROM 1))`;

const stamp = (value: string): string =>
  `coalesce(to_char(${value} AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS'), '0')`;

/** The columns of `StoredTask`; `t` is the task, `p` its policies, `w`, `a`, `u`, `g` its workflow, app, user, target. */
export const taskColumns = `
  t.id::text AS id, t.name, t.description, t.task_type AS "taskType", ${taskStatus} AS status,
  t.user_id::text AS "userId", t.app_id::text AS "appId", t.workflow_id::text AS "workflowId",
  t.input, t.node_confirm_users AS "nodeConfirmUsers",
  ${wallText('t.start_time')} AS "startTime", ${wallText('t.end_time')} AS "endTime",
  ${instantText('t.next_run_time')} AS "nextRunTime",
  t.repeat_type AS "repeatType", t.repeat_interval AS "repeatInterval", t.repeat_days AS "repeatDays",
  t.repeat_day_of_month AS "repeatDayOfMonth", t.repeat_month AS "repeatMonth",
  t.repeat_day_of_year AS "repeatDayOfYear", t.task_data AS "taskData",
  ${instantText('t.last_run_time')} AS "lastRunTime", t.last_run_status AS "lastRunStatus",
  t.execution_count AS "executionCount", t.max_executions AS "maxExecutions",
  ${instantText('t.created_at')} AS "createdAt", ${instantText('t.updated_at')} AS "updatedAt",
  p.time_zone AS "timeZone", coalesce(p.basis, 'fixed') AS basis, coalesce(p.month_end, 'last_day') AS "monthEnd",
  p.missed, p.overlap, p.retry_attempts AS "retryAttempts", p.retry_delay_ms::float8 AS "retryDelayMs",
  p.retry_on AS "retryOn", p.timeout_ms::float8 AS "timeoutMs", ${instantText('p.paused_until')} AS "pausedUntil",
  p.pause_reason AS "pauseReason", p.paused_by AS "pausedBy", p.hold_reason AS "holdReason",
  coalesce(p.notify, 'app') AS notify, coalesce(p.pinned, false) AS pinned, coalesce(p.tags, '[]') AS tags, p.source,
  w.name AS "workflowName", w.status AS "workflowStatus", a.name AS "appName", a.status AS "appStatus",
  u.nickname AS "userName", u.status AS "userStatus", g.connector,
  ${taskEnded} AS ended, ${stamp('t.updated_at')} || '-' || ${stamp('p.updated_at')} AS revision`;

export const taskJoins = `
  LEFT JOIN task_policies p ON p.task_id = t.id
  LEFT JOIN workflows w ON w.id = t.workflow_id
  LEFT JOIN apps a ON a.id = t.app_id
  LEFT JOIN users u ON u.id = t.user_id
  LEFT JOIN workflow_targets g ON g.workflow_id = t.workflow_id`;
