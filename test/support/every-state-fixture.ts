/**
 * A small, believable team: tasks in every state and runs in every state, some of them with Chinese names. Times are
 * relative to the database's now, each plan's words included; nothing falls due for hours, so the picture stands still. The unfinished runs belong
 * to an executor whose lease is long, so that nobody recovers them.
 */
export const everyStateSql = `
INSERT INTO users (id, team_id, nickname, email) VALUES (1, 1, 'Mira', 'mira@example.org'), (2, 1, '小林', 'lin@example.org');
INSERT INTO apps (id, name, publish_status) VALUES (1, 'Shop', 1), (2, '财务', 1);
INSERT INTO workflows (id, app_id, name, publish_status) VALUES
  (1, 1, 'shop-prices', 1), (2, 1, 'knowledge-index', 1), (3, 2, '供应商对账流程', 1), (4, 2, 'ledger-export', 1), (5, 1, 'newsletter', 1);
INSERT INTO workflow_targets (workflow_id, connector, config)
  SELECT id, 'command', '{"command": "report"}' FROM workflows WHERE id <> 5;
INSERT INTO executors (id, host, pid, boot_id, version, mode, slots, lease_until)
  VALUES ('00000000-0000-4000-8000-000000000001', 'ops-desk-02', 4242, 'other-boot', '0.1.0', 'desktop', 5, now() + interval '1 day');

INSERT INTO scheduled_tasks (id, name, description, task_type, status, user_id, app_id, workflow_id, start_time, end_time,
  next_run_time, repeat_type, repeat_interval, repeat_days, repeat_day_of_month, execution_count, max_executions, last_run_time, last_run_status, created_at) VALUES
  (1, 'Price crawler', 'Collects competitor prices', 'recurring', 1, 1, 1, 1, date_trunc('minute', now() AT TIME ZONE 'UTC') + interval '9 hours' - interval '300 days', NULL, date_trunc('minute', now()) + interval '9 hours', 'hour', 10, NULL, NULL, 1204, 0, now() - interval '31 minutes', 2, now() - interval '300 days'),
  (2, 'Vector refresh', 'Rebuilds the knowledge index', 'recurring', 1, 1, 1, 2, date_trunc('minute', now() AT TIME ZONE 'UTC') + interval '3 hours' - interval '290 days', NULL, date_trunc('minute', now()) + interval '3 hours', 'hour', 2, NULL, NULL, 412, 0, now() - interval '6 minutes', 3, now() - interval '290 days'),
  (3, 'Nightly report', 'Sales summary to the team', 'recurring', 1, 1, 1, 1, date_trunc('minute', now() AT TIME ZONE 'UTC') + interval '5 hours' - interval '200 days', NULL, date_trunc('minute', now()) + interval '5 hours', 'day', 1, NULL, NULL, 96, 0, now() - interval '19 hours', 1, now() - interval '200 days'),
  (4, 'Invoice digest', 'Unpaid invoices by customer', 'recurring', 1, 2, 2, 4, date_trunc('minute', now() AT TIME ZONE 'UTC') + interval '18 hours' - interval '280 days', NULL, date_trunc('minute', now()) + interval '18 hours' + (ARRAY[0, 0, 0, 0, 0, 2, 1])[extract(isodow FROM now() AT TIME ZONE 'UTC' + interval '18 hours')::int] * interval '1 day', 'week', 1, '[1,2,3,4,5]', NULL, 218, 0, now() - interval '6 hours', 1, now() - interval '280 days'),
  (5, 'Month-end close', 'Prepares the ledger export', 'recurring', 1, 2, 2, 4, '2026-01-31 23:30', NULL, (date_trunc('month', now() AT TIME ZONE 'UTC' + interval '1 day') + interval '1 month' - interval '30 minutes') AT TIME ZONE 'UTC', 'month', 1, NULL, 31, 10, 24, now() - interval '24 days', 1, now() - interval '310 days'),
  (6, 'Contract review', 'Waits for legal', 'recurring', 1, 2, 2, 3, '2026-01-05 09:00', NULL, least(timestamptz '2026-01-05 01:00+00' + ceil(extract(epoch FROM now() + interval '1 day' - timestamptz '2026-01-05 01:00+00') / 1209600) * interval '14 days', timestamptz '2026-01-07 01:00+00' + ceil(extract(epoch FROM now() + interval '1 day' - timestamptz '2026-01-07 01:00+00') / 1209600) * interval '14 days'), 'week', 2, '[1,3]', NULL, 18, 0, now() - interval '5 hours', 3, now() - interval '120 days'),
  (7, 'Weekly newsletter', 'Mails the subscribers', 'recurring', 3, 1, 1, 5, '2026-01-02 10:00', NULL, NULL, 'week', 1, '[5]', NULL, 41, 0, now() - interval '10 days', 1, now() - interval '300 days'),
  (8, '供应商对账', '每周核对供应商账单', 'recurring', 1, 2, 2, 3, '2026-01-05 09:00', NULL, timestamptz '2026-01-05 01:00+00' + ceil(extract(epoch FROM now() + interval '1 day' - timestamptz '2026-01-05 01:00+00') / 1209600) * interval '14 days', 'week', 2, '[1]', NULL, 12, 0, now() - interval '8 days', 1, now() - interval '150 days'),
  (9, 'Launch countdown', 'Counts the days', 'recurring', 2, 1, 1, 5, '2026-10-03 07:00', NULL, NULL, 'day', 1, NULL, NULL, 30, 30, now() - interval '22 days', 1, now() - interval '60 days'),
  (10, 'Old import', 'Switched off upstream', 'recurring', 2, 1, 1, 1, '2026-01-05 04:00', NULL, NULL, 'day', 1, NULL, NULL, 77, 0, NULL, NULL, now() - interval '250 days'),
  (11, 'Orphaned sync', 'Its workflow is gone', 'recurring', 1, 1, 1, 99, '2026-01-05 04:00', NULL, now() + interval '20 hours', 'day', 1, NULL, NULL, 5, 0, NULL, NULL, now() - interval '20 days'),
  (12, 'Backup check', NULL, 'recurring', 1, 1, 1, 2, date_trunc('minute', now() AT TIME ZONE 'UTC') + interval '11 hours' - interval '320 days', NULL, date_trunc('minute', now()) + interval '11 hours', 'day', 1, NULL, NULL, 320, 0, now() - interval '13 hours', 1, now() - interval '320 days');
INSERT INTO task_policies (task_id, time_zone, pinned, paused_until, pause_reason, paused_by)
  SELECT n, CASE WHEN n IN (6, 8) THEN 'Asia/Shanghai' ELSE 'UTC' END, n = 1,
    CASE WHEN n = 7 THEN now() + interval '7 days' END, CASE WHEN n = 7 THEN 'campaign' END, CASE WHEN n = 7 THEN 'ops-desk-02' END
  FROM generate_series(1, 12) n;

INSERT INTO task_runs (task_id, planned_at, trigger, state, outcome, reason_code, reason, reason_params, attempt, error, seen_at, executor_id, created_at, started_at, finished_at)
SELECT t, at, 'schedule', 'ended', o,
  CASE o WHEN 'failed' THEN 'http_status' WHEN 'missed' THEN 'late' WHEN 'timed_out' THEN 'timeout' WHEN 'skipped' THEN 'overlap' WHEN 'abandoned' THEN 'executor_lost' WHEN 'cancelled' THEN 'cancelled_by_operator' END,
  CASE WHEN o <> 'succeeded' THEN 'See the code.' END,
  CASE o WHEN 'failed' THEN '{"status": 502}'::jsonb WHEN 'timed_out' THEN '{"ms": 60000}' WHEN 'cancelled' THEN '{"by": "Mira"}' WHEN 'succeeded' THEN NULL ELSE '{}' END,
  CASE WHEN o IN ('missed', 'skipped') THEN 0 ELSE 1 END,
  CASE o WHEN 'failed' THEN '{"message": "HTTP 502 from shop-api: upstream timed out after 30 s", "step": "Fetch prices", "detail": null}'::jsonb END,
  at + interval '1 hour', '00000000-0000-4000-8000-000000000001',
  at, CASE WHEN o NOT IN ('missed', 'skipped') THEN at + interval '41 ms' END, at + (20 + (t * 37 + k * 13) % 90) * interval '1 second'
FROM (
  SELECT t, k, now() - k * (CASE t WHEN 1 THEN interval '3 hours' WHEN 2 THEN interval '4 hours' ELSE interval '1 day' END) - t * interval '7 minutes' - interval '40 minutes' AS at,
    CASE WHEN (t * 5 + k * 3) % 17 = 4 THEN 'failed' WHEN (t * 5 + k * 3) % 23 = 6 THEN 'missed' WHEN (t + k) % 29 = 11 THEN 'skipped'
      WHEN (t * 3 + k) % 31 = 12 THEN 'timed_out' WHEN (t + k * 2) % 37 = 13 THEN 'cancelled' WHEN (t * 2 + k) % 41 = 17 THEN 'abandoned' ELSE 'succeeded' END AS o
  FROM generate_series(1, 12) t, generate_series(40, 1, -1) k WHERE t NOT IN (10, 11)) planned;

INSERT INTO task_runs (task_id, planned_at, trigger, state, outcome, reason_code, reason, reason_params, attempt, error, executor_id, created_at, started_at, finished_at) VALUES
  (1, now() - interval '31 minutes', 'schedule', 'ended', 'failed', 'http_status', 'HTTP 502', '{"status": 502}', 3, '{"message": "HTTP 502 from shop-api: upstream timed out after 30 s", "step": "Fetch prices", "detail": null}', '00000000-0000-4000-8000-000000000001', now() - interval '31 minutes', now() - interval '31 minutes', now() - interval '30 minutes'),
  (4, now() - interval '35 minutes', 'schedule', 'ended', 'missed', 'late', 'Missed.', '{}', 0, NULL, NULL, now() - interval '34 minutes', NULL, now() - interval '34 minutes');
INSERT INTO task_runs (task_id, planned_at, trigger, state, attempt, executor_id, created_at, started_at, waiting_for) VALUES
  (2, now() - interval '6 minutes', 'schedule', 'running', 1, '00000000-0000-4000-8000-000000000001', now() - interval '6 minutes', now() - interval '6 minutes', NULL),
  (6, now() - interval '5 hours', 'schedule', 'waiting', 1, '00000000-0000-4000-8000-000000000001', now() - interval '5 hours', now() - interval '5 hours',
    jsonb_build_object('step', 'Legal approval', 'people', jsonb_build_array('Mira'), 'since', to_char((now() - interval '5 hours') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')));
INSERT INTO task_run_logs (run_id, attempt, seq, at, stream, line)
  SELECT id, 3, n, started_at + n * interval '3 seconds', CASE WHEN n IN (6, 7) THEN 'error' ELSE 'info' END,
    (ARRAY['start workflow shop-prices (published)', 'step Start: ok, 0.02 s', 'step Load catalogue: 1,204 products', 'step Fetch prices: 1,204 requests, 8 at a time', '::progress 34 Fetching prices', 'error 502 Bad Gateway https://shop-api.example/prices?page=9', 'error upstream timed out after 30 s (UPSTREAM_TIMEOUT)', 'attempt 3 of 3 failed; no further attempt', 'outcome failed, recorded'])[n]
  FROM task_runs, generate_series(1, 9) n WHERE task_id = 1 AND attempt = 3;
INSERT INTO audit_entries (at, actor, origin, action, task_id, changes) VALUES
  (now() - interval '2 days', 'Mira', 'window', 'task.updated', 1, '{"repeatInterval": {"from": 15, "to": 10}}'),
  (now() - interval '10 days', 'ops-desk-02', 'window', 'task.paused', 7, '{"pauseReason": {"from": null, "to": "campaign"}}');
SELECT setval(pg_get_serial_sequence('users', 'id'), 2), setval(pg_get_serial_sequence('apps', 'id'), 2),
  setval(pg_get_serial_sequence('workflows', 'id'), 5), setval(pg_get_serial_sequence('scheduled_tasks', 'id'), 12);
`;
