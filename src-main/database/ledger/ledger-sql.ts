/**
 * The executor's hot statements. What they share: the database's clock, set-based, `status = 1` written out so that the
 * partial index can be used. Instants of the claim travel as seconds since the epoch, exact to the microsecond as a
 * double: PostgreSQL and JavaScript both read one several times faster than a timestamp's text.
 */

/**
 * A join that can only be a look-up by the key. With `=` the planner may as well walk the whole key and compare, and does
 * where it is asked while the table is young; the plan is kept while the table grows (a settle of one run cost 1.2 ms at
 * 5,000 runs instead of 0.1).
 */
const byKey = (key: string, value: string): string => `${key} BETWEEN ${value} AND ${value}`;

/** Who and what a task names, in the order `namesFrom` reads them. */
const names = `u.id, u.team_id, u.nickname, u.status, a.id, a.name, a.status, a.publish_status,
  w.id, w.name, w.status, w.publish_status, g.connector, g.config, g.input_definition`;

/** @param of what has the ids */
const named = (of: string): string => `
LEFT JOIN users u ON ${byKey('u.id', `${of}.user_id`)}
LEFT JOIN apps a ON ${byKey('a.id', `${of}.app_id`)}
LEFT JOIN workflows w ON ${byKey('w.id', `${of}.workflow_id`)}
LEFT JOIN workflow_targets g ON ${byKey('g.workflow_id', `${of}.workflow_id`)}`;

/**
 * The columns of a picked task, in the order `DueRow` reads them. Those of its rule are one value: as a rule it is known
 * by its text already, and nobody reads what is in it. @param runId what its run will be called
 */
const picked = (runId: string): string => `
SELECT ${runId}, d.id, d.name, d.user_id, d.app_id, d.workflow_id, d.input, d.node_confirm_users,
  ROW(d.task_type, d.start_time, d.end_time, d.repeat_type, d.repeat_interval, d.repeat_days, d.repeat_day_of_month,
    d.repeat_month, d.repeat_day_of_year, d.max_executions, p.time_zone, p.basis, p.month_end),
  d.max_executions, d.execution_count, date_part('epoch', d.next_run_time), date_part('epoch', now()),
  p.missed, p.overlap, p.retry_attempts, p.retry_delay_ms, p.retry_on, p.timeout_ms, o.open_runs, o.waiting_turn`;

const besides = `
LEFT JOIN task_policies p ON ${byKey('p.task_id', 'd.id')}
CROSS JOIN LATERAL (
  SELECT count(*) AS open_runs, count(*) FILTER (WHERE r.serial AND r.state = 'queued') AS waiting_turn
  FROM task_runs r WHERE r.task_id = d.id AND r.finished_at IS NULL) o`;

const taskColumns = `t.id, t.name, t.user_id, t.app_id, t.workflow_id, t.input, t.node_confirm_users, t.task_type,
    t.start_time, t.end_time, t.repeat_type, t.repeat_interval, t.repeat_days, t.repeat_day_of_month, t.repeat_month,
    t.repeat_day_of_year, t.max_executions, t.execution_count, t.next_run_time`;

const dueTasks = (but = ''): string => `(SELECT ${taskColumns} FROM scheduled_tasks t
  WHERE t.status = 1 AND t.next_run_time <= LEAST(now(), $1::timestamptz) AND t.next_run_time >= to_timestamp($3::float8)${but}
  ORDER BY t.next_run_time LIMIT $2 FOR UPDATE SKIP LOCKED) d`;
const newRunId = `nextval('task_runs_id_seq')`;

/** $1 = due at this instant or before, null = now; $2 = how many at most; $3 = planned at this instant or later. */
export const pickSql = `${picked(newRunId)} FROM ${dueTasks()} ${besides}`;

/** The same, and $4 = tasks that are passed over: a statement of its own, since as a rule there are none. */
export const pickButSql = `${picked(newRunId)} FROM ${dueTasks(' AND t.id <> ALL($4::bigint[])')} ${besides}`;

/** The same with the names each task needs: where few are due, one question less. */
export const pickNamedSql = `${picked(newRunId)}, ${names} FROM ${dueTasks()} ${besides} ${named('d')}`;

/** Enabled tasks without a next run: written by others without one, or held and edited since. $1 = how many at most. */
export const pickUnplannedSql = `${picked('0')}
FROM (SELECT ${taskColumns} FROM scheduled_tasks t
  WHERE t.status = 1 AND t.next_run_time IS NULL
    AND NOT EXISTS (SELECT 1 FROM task_runs r WHERE r.task_id = t.id AND r.finished_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM task_policies h WHERE h.task_id = t.id AND h.hold_reason IS NOT NULL
      AND h.hold_since >= COALESCE(t.updated_at, h.hold_since))
  LIMIT $1 FOR UPDATE SKIP LOCKED) d ${besides}`;

const claim = (work: string): string => `
WITH m AS (
  UPDATE scheduled_tasks t SET next_run_time = to_timestamp(v.next), execution_count = COALESCE(t.execution_count, 0) + 1,
    last_run_time = CASE WHEN v.flags & 1 <> 0 THEN now() ELSE t.last_run_time END
  FROM ${work} WHERE ${byKey('t.id', 'v.task_id')} RETURNING v.run_id, v.task_id, v.planned, v.flags, t.input)
INSERT INTO task_runs (id, task_id, planned_at, trigger, state, serial, executor_id, attempt, created_at, started_at, input)
SELECT m.run_id, m.task_id, to_timestamp(m.planned), CASE WHEN m.flags & 8 <> 0 THEN 'catch_up' ELSE 'schedule' END,
  CASE WHEN m.flags & 1 <> 0 THEN 'running' ELSE 'queued' END, m.flags & 4 <> 0, CASE WHEN m.flags & 2 <> 0 THEN $1::uuid END,
  m.flags & 1, now(), CASE WHEN m.flags & 1 <> 0 THEN now() END, m.input
FROM m`;

/**
 * Moves tasks on and writes the one run each of them has: $1 executor, $2 run ids (from the pick), $3 task ids,
 * $4 planned instants, $5 next instants, $6 flags (`claimFlag`). A run that starts at once is written as running, and its
 * time on the task, so that a settle that changes nothing else need not write the task again. An occurrence that has its
 * row already violates `task_runs_once`; the caller then takes the careful statements below.
 */
export const claimSql = claim(
  'unnest($2::bigint[], $3::bigint[], $4::float8[], $5::float8[], $6::int[]) AS v(run_id, task_id, planned, next, flags)',
);

/** The same for one task, each parameter a single value. */
export const claimOneSql = claim(
  `(SELECT $2::bigint AS run_id, $3::bigint AS task_id, $4::float8 AS planned, $5::float8 AS next, $6::int AS flags) v`,
);

/** `starts` at once; `ready`: ours at once; `serial`: starts only alone; `catchUp`: later than planned. */
export const claimFlag = { starts: 1, ready: 2, serial: 4, catchUp: 8 } as const;

/**
 * $1 ids, $2 next instants, $3 planned starts to count, $4 whether the task ends now, $5 whether a run of it starts now:
 * then its time is written here, and a settle that changes nothing else need not write the task again.
 */
export const advanceSql = `
UPDATE scheduled_tasks t SET next_run_time = to_timestamp(v.next), execution_count = COALESCE(t.execution_count, 0) + v.executions,
  status = CASE WHEN v.end_now THEN 2 ELSE t.status END, last_run_time = CASE WHEN v.starts THEN now() ELSE t.last_run_time END
FROM unnest($1::bigint[], $2::float8[], $3::int[], $4::boolean[], $5::boolean[]) AS v(task_id, next, executions, end_now, starts)
WHERE ${byKey('t.id', 'v.task_id')}`;

const once = `ON CONFLICT (task_id, planned_at) WHERE trigger IN ('schedule', 'catch_up', 'backfill') DO NOTHING`;

/**
 * Runs to be started: $1 executor, $2 task ids, $3 planned instants, $4 triggers, $5 serial, $6 ready, $7 starts at once
 * (the one-way door in the same statement: one row version and its index entries less than by the queue).
 */
export const insertQueuedSql = `
INSERT INTO task_runs (task_id, planned_at, trigger, state, serial, executor_id, attempt, created_at, started_at, input)
SELECT v.task_id, to_timestamp(v.planned_at), v.trigger, CASE WHEN v.starts THEN 'running' ELSE 'queued' END, v.serial,
  CASE WHEN v.ready THEN $1::uuid END, v.starts::int, now(), CASE WHEN v.starts THEN now() END, t.input
FROM unnest($2::bigint[], $3::float8[], $4::text[], $5::boolean[], $6::boolean[], $7::boolean[])
  AS v(task_id, planned_at, trigger, serial, ready, starts)
JOIN scheduled_tasks t ON ${byKey('t.id', 'v.task_id')}
${once} RETURNING id, task_id, date_part('epoch', planned_at) AS planned_at`;

/** Occurrences that do not run: $1 task ids, $2 planned, $3 outcomes, $4 codes, $5 words, $6 params, $7 covers, $8 until. */
export const insertEndedSql = `
INSERT INTO task_runs (task_id, planned_at, trigger, state, outcome, reason_code, reason, reason_params, covers,
  covers_until, finished_at)
SELECT v.task_id, to_timestamp(v.planned_at), 'schedule', 'ended', v.outcome, v.code, v.words, v.params::jsonb, v.covers,
  v.covers_until, clock_timestamp()
FROM unnest($1::bigint[], $2::float8[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[],
  $8::timestamptz[]) AS v(task_id, planned_at, outcome, code, words, params, covers, covers_until)
${once} RETURNING id, task_id, outcome, reason_code, reason`;

/** $1 task ids, $2 reasons. */
export const holdSql = `
INSERT INTO task_policies (task_id, hold_reason, hold_since)
SELECT v.task_id, v.reason, clock_timestamp() FROM unnest($1::bigint[], $2::text[]) AS v(task_id, reason)
ON CONFLICT (task_id) DO UPDATE SET hold_reason = EXCLUDED.hold_reason, hold_since = EXCLUDED.hold_since`;

/** $1 task ids whose rows can be understood again. */
export const releaseHoldSql = `
UPDATE task_policies SET hold_reason = NULL, hold_since = NULL WHERE task_id = ANY($1::bigint[]) AND hold_reason IS NOT NULL`;

/** $1 task ids whose open runs make room for a newer one. */
export const cancelOpenSql = `
WITH asked AS (
  UPDATE task_runs SET cancel_requested_at = now(), cancel_requested_by = 'overlap'
  WHERE task_id = ANY($1::bigint[]) AND finished_at IS NULL AND state <> 'queued' AND cancel_requested_at IS NULL
  RETURNING 1)
SELECT pg_notify('nexus_scheduler', 'runs') FROM asked LIMIT 1`;

/** Who and what tasks name: $1 user ids, $2 app ids, $3 workflow ids; answers in order. */
export const directorySql = `
SELECT ${names}
FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) WITH ORDINALITY AS k(user_id, app_id, workflow_id, place) ${named('k')}
ORDER BY k.place`;

/** The one-way door: $1 run ids, $2 executor. */
export const openSql = `
UPDATE task_runs SET state = 'running', attempt = attempt + 1, started_at = COALESCE(started_at, clock_timestamp())
WHERE id = ANY($1::bigint[]) AND state = 'queued' AND executor_id = $2::uuid AND cancel_requested_at IS NULL
RETURNING id, clock_timestamp() AS at`;

const runEnds = `state = 'ended', outcome = v.outcome, reason_code = v.code, reason = v.words,
    reason_params = v.params::jsonb, result = v.result::jsonb, error = v.error::jsonb,
    attempts = COALESCE(v.attempts::jsonb, x.attempts), waiting_for = NULL, finished_at = clock_timestamp()`;
/** The CASE keeps the planner from walking all open runs. */
const runIsOurs = `${byKey('x.id', 'v.run_id')} AND CASE WHEN x.executor_id = $1::uuid THEN x.finished_at IS NULL END`;

/** What the end of a run `r` writes on its task `t`, and whether that changes anything. */
const taskEnds = `last_run_time = COALESCE(r.started_at, now()),
    last_run_status = CASE WHEN r.outcome = 'succeeded' THEN 1 WHEN r.outcome = 'skipped' THEN t.last_run_status ELSE 2 END,
    status = CASE WHEN t.status = 1 AND t.next_run_time IS NULL
        AND (SELECT p.hold_reason FROM task_policies p WHERE p.task_id = t.id) IS NULL THEN 2 ELSE t.status END`;
const taskChanges = (
  r: string,
): string => `(t.last_run_time IS DISTINCT FROM ${r}.started_at OR t.next_run_time IS NULL
    OR t.last_run_status IS DISTINCT FROM CASE WHEN ${r}.outcome = 'succeeded' THEN 1 ELSE 2 END)`;

/** The runs of `settleSql`, ended: `r`. */
const endedRuns = `WITH v AS MATERIALIZED (
  SELECT * FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
    $10::text[]) AS v(run_id, task_id, outcome, code, words, params, result, error, attempts)),
r AS (UPDATE task_runs x SET ${runEnds} FROM v WHERE ${runIsOurs} RETURNING x.id, x.task_id, x.outcome, x.started_at)`;
const theirIds = `COALESCE(string_agg(id::text, ','), '')`;

/**
 * Ends of runs: $1 executor, $2 run ids, $3 task ids, $4 outcomes, $5 codes, $6 words, $7 params, $8 results, $9 errors,
 * $10 attempts. A run that is not ours any more keeps the outcome somebody else wrote. `last_run_time` is the start.
 * Answers null when every one took effect, their ids and commas otherwise.
 */
export const settleSql = `
${endedRuns},
t AS (
  UPDATE scheduled_tasks t SET ${taskEnds}
  FROM r WHERE ${byKey('t.id', 'r.task_id')} AND ${taskChanges('r')})
SELECT CASE WHEN count(*) < cardinality($2::bigint[]) THEN ${theirIds} END FROM r`;

/** Writes the tasks of the ended runs `n` whose row nobody holds now; they are locked first, so that this waits for nobody. */
const freeTasksEnd = `f AS MATERIALIZED (
  SELECT n.* FROM n JOIN scheduled_tasks t ON ${byKey('t.id', 'n.task_id')} FOR NO KEY UPDATE OF t SKIP LOCKED),
w AS (UPDATE scheduled_tasks t SET ${taskEnds} FROM f r WHERE ${byKey('t.id', 'r.task_id')})`;
/** Of `n`, those whose task is held. */
const heldIds = `(SELECT ${theirIds} FROM n WHERE id NOT IN (SELECT id FROM f))`;

/**
 * The same for ends whose tasks somebody else's transaction holds, parameters as in `settleSql`: the runs end at once, the
 * tasks that are held are left for `owedSql`. Answers the ids of the runs that ended, and of those whose task is left.
 */
export const settlePassingSql = `
${endedRuns},
n AS MATERIALIZED (SELECT r.* FROM r JOIN scheduled_tasks t ON ${byKey('t.id', 'r.task_id')} WHERE ${taskChanges('r')}),
${freeTasksEnd}
SELECT (SELECT ${theirIds} FROM r), ${heldIds}`;

/**
 * What the ends of runs have to write on their tasks still: $1 run ids. A task that has started again since has it from its
 * newer run. Answers the ids of those that are still held, with commas.
 */
export const owedSql = `
WITH n AS MATERIALIZED (
  SELECT r.id, r.task_id, r.outcome, r.started_at FROM task_runs r JOIN scheduled_tasks t ON ${byKey('t.id', 'r.task_id')}
  WHERE r.id = ANY($1::bigint[]) AND r.state = 'ended' AND COALESCE(t.last_run_time <= COALESCE(r.started_at, now()), true)),
${freeTasksEnd}
SELECT ${heldIds}`;

/**
 * The end of one run, its task left as it is: $1 executor, $2 run id, $3 outcome, $4 code, $5 words, $6 params, $7 result,
 * $8 error, $9 attempts. Answers nothing when the run is not ours any more, otherwise whether `endTaskSql` has work to do:
 * as a rule it has not, and to be ready for it is half of what a settle costs.
 */
export const settleOneSql = `
UPDATE task_runs x SET ${runEnds}
FROM (SELECT $2::bigint AS run_id, $3::text AS outcome, $4::text AS code, $5::text AS words, $6::text AS params,
  $7::text AS result, $8::text AS error, $9::text AS attempts) v
WHERE ${runIsOurs}
RETURNING (SELECT true FROM scheduled_tasks t WHERE ${byKey('t.id', 'x.task_id')} AND ${taskChanges('x')})`;

/**
 * What the end of a run writes on its task: $1 the run's id. It comes behind the pick, so it must not wait: another
 * executor may have picked this task, and wait for one that we have picked.
 */
export const endTaskSql = `
UPDATE scheduled_tasks t SET ${taskEnds}
FROM (SELECT e.task_id, e.outcome, e.started_at FROM task_runs e JOIN scheduled_tasks l ON ${byKey('l.id', 'e.task_id')}
  WHERE ${byKey('e.id', '$1::bigint')} FOR NO KEY UPDATE OF l NOWAIT) r
WHERE ${byKey('t.id', 'r.task_id')}`;

/** Attempts that are tried again: $1 executor, $2 run ids, $3 delays in ms, $4 attempts, $5 errors, $6 words. */
export const retrySql = `
UPDATE task_runs x SET state = 'queued', executor_id = NULL, adopted_at = NULL, external_ref = NULL, waiting_for = NULL, progress = NULL,
  not_before = clock_timestamp() + v.delay_ms * interval '1 millisecond', attempts = v.attempts::jsonb,
  error = v.error::jsonb, reason = v.words
FROM unnest($2::bigint[], $3::float8[], $4::text[], $5::text[], $6::text[]) AS v(run_id, delay_ms, attempts, error, words)
WHERE ${byKey('x.id', 'v.run_id')} AND CASE WHEN x.executor_id = $1::uuid THEN x.finished_at IS NULL END RETURNING x.id`;

/** Queued runs nobody owns: $1 executor, $2 whether only manual ones, $3 how many at most. A serial run waits for every other of its task. */
export const takeSql = `
WITH q AS MATERIALIZED (
  SELECT r.id FROM task_runs r
  WHERE r.finished_at IS NULL AND r.state = 'queued' AND r.executor_id IS NULL
    AND (r.not_before IS NULL OR r.not_before <= now()) AND (NOT $2::boolean OR r.trigger = 'manual')
    AND (r.trigger = 'manual' OR NOT EXISTS (SELECT 1 FROM scheduled_tasks p WHERE p.id = r.task_id AND p.status IN (3, 4)))
    AND (NOT r.serial OR NOT EXISTS (
      SELECT 1 FROM task_runs o WHERE o.task_id = r.task_id AND o.finished_at IS NULL AND o.id <> r.id
        AND (o.state <> 'queued' OR o.executor_id IS NOT NULL OR (o.serial AND (o.planned_at, o.id) < (r.planned_at, r.id)))))
  ORDER BY r.id LIMIT $3 FOR UPDATE SKIP LOCKED)
UPDATE task_runs r SET executor_id = $1::uuid FROM q WHERE r.id = q.id RETURNING r.id`;

/** $1 runs to give back, $2 executor, $3 runs to give back as if they had never been written as started. */
export const handBackSql = `
WITH back AS (UPDATE task_runs SET executor_id = NULL WHERE id = ANY($1::bigint[]) AND executor_id = $2
    AND finished_at IS NULL RETURNING 1),
undone AS (UPDATE task_runs SET executor_id = NULL, state = 'queued', attempt = attempt - 1,
    started_at = CASE WHEN attempt > 1 THEN started_at END
  WHERE id = ANY($3::bigint[]) AND executor_id = $2 AND state = 'running' RETURNING 1)
SELECT pg_notify('nexus_scheduler', 'runs') FROM (SELECT 1 FROM back UNION ALL SELECT 1 FROM undone) AS changed LIMIT 1`;

/** Runs that wait in the queue of a task that was deleted will never start: they end here. $1 code, $2 words. */
export const dropDeletedSql = `
UPDATE task_runs r SET state = 'ended', outcome = 'cancelled', reason_code = $1, reason = $2, reason_params = '{}',
  finished_at = clock_timestamp()
WHERE r.finished_at IS NULL AND r.state = 'queued' AND r.executor_id IS NULL
  AND EXISTS (SELECT 1 FROM scheduled_tasks t WHERE t.id = r.task_id AND t.status = 4)`;

/** Runs with all that their start needs: $1 run ids. */
export const loadRunsSql = `
SELECT r.id AS run_id, r.task_id, COALESCE(t.name, 'task ' || r.task_id) AS name, r.planned_at, r.trigger, r.state,
  r.attempt, r.attempts, r.serial, r.started_at, COALESCE(r.input, t.input) AS input, t.node_confirm_users,
  r.external_ref, r.adopted_at IS NOT NULL AS adopted, r.cancel_requested_by, p.retry_attempts, p.retry_delay_ms, p.retry_on, p.timeout_ms,
  COALESCE(t.user_id, 0) AS user_id, COALESCE(t.app_id, 0) AS app_id, COALESCE(t.workflow_id, 0) AS workflow_id,
  (SELECT COALESCE(max(l.seq), 0) FROM task_run_logs l WHERE l.run_id = r.id AND l.attempt = r.attempt) AS log_lines
FROM task_runs r
LEFT JOIN scheduled_tasks t ON t.id = r.task_id
LEFT JOIN task_policies p ON p.task_id = r.task_id
WHERE r.id = ANY($1::bigint[]) ORDER BY r.id`;

export const aheadSql = `
SELECT now() AS now, d.id AS due_id, d.name AS due_name, d.next_run_time AS due_at, q.at AS queued_at,
  COALESCE(q.serial, false) AS serial
FROM (SELECT min(COALESCE(r.not_before, now())) FILTER (WHERE NOT r.serial) AS at, bool_or(r.serial) AS serial
  FROM task_runs r WHERE r.finished_at IS NULL AND r.state = 'queued' AND r.executor_id IS NULL) q
LEFT JOIN LATERAL (SELECT id, name, next_run_time FROM scheduled_tasks
  WHERE status = 1 AND next_run_time IS NOT NULL ORDER BY next_run_time LIMIT 1) d ON true`;

/** Executors that have not said goodbye, and owners of open runs that are unknown or said it: $1 ourselves. */
export const otherExecutorsSql = `
WITH owners AS (SELECT DISTINCT executor_id AS id FROM task_runs WHERE finished_at IS NULL AND executor_id IS NOT NULL)
SELECT COALESCE(e.id, o.id) AS id, COALESCE(e.host, '') AS host, COALESCE(e.pid, 0) AS pid,
  COALESCE(e.boot_id, '') AS boot_id, COALESCE(e.process_started, '') AS process_started,
  COALESCE(e.lease_until < clock_timestamp(), true) AS lease_expired,
  (e.id IS NULL OR e.stopped_at IS NOT NULL) AS stopped
FROM executors e FULL JOIN owners o ON o.id = e.id
WHERE COALESCE(e.id, o.id) <> $1::uuid AND (e.stopped_at IS NULL OR o.id IS NOT NULL)`;
