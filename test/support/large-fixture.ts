/** How much to make. Ids begin at 1, so the database must be a fresh one. */
export interface LargeFixture {
  readonly tasks: number;
  /** Spread evenly over the tasks, the newest a few minutes ago, in the order they were recorded. */
  readonly runs: number;
}

/**
 * One statement that fills a migrated, empty database: users, apps, workflows with targets, tasks of every repeat type and
 * state, and their ledger, in seconds for a million runs. Everything follows from the numbers, nothing is random: of the
 * ended runs 93 % succeeded, the newest two per mille of the bad ones are unseen, and one task in a hundred has an
 * open run. Names are English and Chinese in turn. Run `ANALYZE` afterwards, as autovacuum would.
 */
export function largeFixtureSql({ tasks, runs }: LargeFixture): string {
  const each = Math.max(1, Math.floor(runs / Math.max(1, tasks)));
  return `
WITH new_users AS (
  INSERT INTO users (id, team_id, nickname, email) SELECT n, n % 3, 'operator-' || n, 'op' || n || '@example.org'
  FROM generate_series(1, 5) n),
new_apps AS (
  INSERT INTO apps (id, name, publish_status) SELECT n, 'App ' || n, 1 FROM generate_series(1, 10) n),
new_workflows AS (
  INSERT INTO workflows (id, app_id, name, publish_status)
  SELECT n, 1 + n % 10, CASE WHEN n % 2 = 0 THEN 'Workflow ' || n ELSE '工作流 ' || n END, 1 FROM generate_series(1, 50) n),
new_targets AS (
  INSERT INTO workflow_targets (workflow_id, connector, config)
  SELECT n, CASE WHEN n % 2 = 0 THEN 'http' ELSE 'command' END, '{}' FROM generate_series(1, 50) n),
new_tasks AS (
  INSERT INTO scheduled_tasks (id, name, description, task_type, status, user_id, app_id, workflow_id, input, start_time,
    next_run_time, repeat_type, repeat_interval, repeat_days, last_run_time, last_run_status, execution_count,
    max_executions, created_at, updated_at)
  SELECT n,
    CASE n % 4 WHEN 0 THEN 'Nightly report ' WHEN 1 THEN '每日销售汇总 ' WHEN 2 THEN 'Sync customers ' ELSE '清理过期文件 ' END || n,
    CASE WHEN n % 3 = 0 THEN 'Made for measuring, number ' || n END,
    'recurring',
    CASE WHEN n % 40 = 0 THEN 3 WHEN n % 50 = 1 THEN 2 ELSE 1 END,
    1 + n % 5, 1 + (1 + n % 50) % 10, 1 + n % 50, jsonb_build_object('topic', 'topic ' || n),
    date_trunc('minute', LOCALTIMESTAMP) - interval '400 days' + n % 1440 * interval '1 minute',
    CASE WHEN n % 50 = 1 AND n % 40 <> 0 THEN NULL ELSE
      date_trunc('minute', now()) + interval '1 minute' + n % 1440 * interval '1 minute' END,
    (ARRAY['minute', 'hour', 'day', 'day', 'week', 'month', 'year'])[1 + n % 7],
    CASE WHEN n % 7 = 0 THEN 15 ELSE 1 + n % 2 END,
    CASE WHEN n % 7 = 4 THEN '[1, 3, 5]'::jsonb END,
    now() - interval '3 minutes', CASE WHEN n % 10 = 0 THEN 2 ELSE 1 END, ${String(each)},
    CASE WHEN n % 20 = 0 THEN ${String(each + 100)} ELSE 0 END,
    now() - interval '400 days', now() - n * interval '1 second'
  FROM generate_series(1, ${String(tasks)}) n),
new_policies AS (
  INSERT INTO task_policies (task_id, time_zone, pinned, tags, pause_reason, paused_by)
  SELECT n, (ARRAY['Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'UTC'])[1 + n % 4], n % 500 = 0,
    CASE WHEN n % 10 = 0 THEN '["nightly"]'::jsonb ELSE '[]' END,
    CASE WHEN n % 40 = 0 THEN 'maintenance' END, CASE WHEN n % 40 = 0 THEN 'operator-1' END
  FROM generate_series(1, ${String(tasks)}) n WHERE n % 2 = 0),
new_runs AS (
  INSERT INTO task_runs (task_id, planned_at, trigger, state, outcome, reason_code, reason, reason_params, attempt, error,
    seen_at, created_at, started_at, finished_at)
  SELECT task_id, at, CASE WHEN k % 25 = 0 THEN 'manual' ELSE 'schedule' END, 'ended', outcome,
    CASE outcome WHEN 'failed' THEN 'http_status' WHEN 'missed' THEN 'late' WHEN 'timed_out' THEN 'timeout'
      WHEN 'skipped' THEN 'overlap' END,
    CASE outcome WHEN 'failed' THEN 'The server answered with status 503.'
      WHEN 'missed' THEN 'Missed: the computer was asleep or no executor was running.'
      WHEN 'timed_out' THEN 'Timed out after 1m.'
      WHEN 'skipped' THEN 'Skipped: the previous run was still going, and the task allows one at a time.' END,
    CASE WHEN outcome <> 'succeeded' THEN '{}'::jsonb END,
    CASE WHEN outcome IN ('missed', 'skipped') THEN 0 ELSE 1 END,
    CASE WHEN outcome = 'failed' THEN jsonb_build_object('message', 'HTTP 503 from service ' || task_id % 97, 'step', NULL, 'detail', NULL) END,
    CASE WHEN k > ${String(Math.max(2, Math.ceil(each * 0.03)))} THEN at + interval '1 hour' END,
    at, CASE WHEN outcome NOT IN ('missed', 'skipped') THEN at + interval '40 ms' END,
    at + interval '40 ms' + (500 + (task_id * 31 + k * 17) % 90000) * interval '1 ms'
  FROM (
    SELECT task_id, k,
      now() - interval '5 minutes' - k * interval '4 hours' - (task_id % 14000) * interval '1 second' AS at,
      CASE (task_id * 7 + k * 13) % 100 WHEN 1 THEN 'failed' WHEN 2 THEN 'failed' WHEN 3 THEN 'timed_out'
        WHEN 4 THEN 'missed' WHEN 5 THEN 'skipped' WHEN 6 THEN 'cancelled' WHEN 7 THEN 'abandoned'
        ELSE 'succeeded' END AS outcome
    FROM generate_series(${String(each)}, 1, -1) k, generate_series(1, ${String(tasks)}) task_id
  ) planned),
open_runs AS (
  INSERT INTO task_runs (task_id, planned_at, trigger, state, attempt, created_at, started_at)
  SELECT n, now() - interval '1 minute', 'schedule', CASE n % 3 WHEN 0 THEN 'running' WHEN 1 THEN 'queued' ELSE 'waiting' END,
    CASE WHEN n % 3 = 1 THEN 0 ELSE 1 END, now() - interval '1 minute',
    CASE WHEN n % 3 <> 1 THEN now() - interval '50 seconds' END
  FROM generate_series(1, ${String(tasks)}, 100) n)
SELECT setval(pg_get_serial_sequence('users', 'id'), 5), setval(pg_get_serial_sequence('apps', 'id'), 10),
  setval(pg_get_serial_sequence('workflows', 'id'), 50),
  setval(pg_get_serial_sequence('scheduled_tasks', 'id'), ${String(Math.max(1, tasks))})`;
}
