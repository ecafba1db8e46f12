import { z } from 'zod';
import { dayCount, plotRun } from '../../contract/api';
import type { DayCount, PlotRun } from '../../contract/api';
import type { OverviewFacts, OverviewLimits, OverviewRecords } from '../../operations/overview-records';
import { storedRun } from '../../operations/stored-run';
import { storedTask } from '../../operations/stored-task';
import type { StoredTask } from '../../operations/stored-task';
import { blockedTaskRow, blockedTasksSql, nobodyWhenReadOnly } from '../blocked-tasks';
import type { Database } from '../connection';
import { attentionRuns, medianMs, plannedTriggers, runColumns, runJoins } from './run-fragments';
import { SqlSession } from './sql-session';
import { elapsedMs, instantText, toMilliseconds } from './sql-text';
import { taskColumns, taskInvalid, taskJoins } from './task-fragments';

/** The success rate looks at the last 30 runs that succeeded or failed, of this many of the newest at most. */
const rateWindow = 2000;

const todayRow = z.object({
  succeeded: z.number(),
  failed: z.number(),
  missed: z.number(),
  medianMs: z.number().nullable(),
  successRate30: z.number().nullable(),
  attentionCount: z.number(),
  taskCount: z.number(),
  calmSince: z.string().nullable(),
  asOf: z.string(),
});

const invalidTask = storedTask.extend({
  holdSince: z.string().nullable(),
  invalidCount: z.number(),
});

/** Plot items of before and now; instants come with toMilliseconds. */
const plotRow = plotRun.extend({
  from: z.string().transform(toMilliseconds),
  to: z.string().transform(toMilliseconds).nullable(),
  lanes: z.number(),
});

/** A run that was never started is drawn at its planned instant. */
const begin = 'coalesce(r.started_at, r.planned_at)';

/** What the overview shows, in PostgreSQL. */
export class OverviewStore implements OverviewRecords {
  private readonly sql: SqlSession;

  constructor(database: Database) {
    this.sql = new SqlSession(database);
  }

  async facts(dayStart: Date, limits: OverviewLimits): Promise<OverviewFacts> {
    const [[head], attention, running, invalid, blocked] = await Promise.all([
      this.sql.rows(todayRow, headStatement, [dayStart]),
      this.sql.rows(
        storedRun,
        `SELECT ${runColumns} FROM (${attentionRuns}) needing JOIN task_runs r ON r.id = needing.id ${runJoins}
         ORDER BY r.id DESC LIMIT $1::int`,
        [limits.attention],
      ),
      this.running(limits.running),
      this.sql.rows(
        invalidTask,
        `SELECT ${taskColumns}, ${instantText('p.hold_since')} AS "holdSince", count(*) OVER ()::int AS "invalidCount"
         FROM scheduled_tasks t ${taskJoins} WHERE ${taskInvalid} ORDER BY t.name, t.id LIMIT $1::int`,
        [limits.invalid],
      ),
      this.sql.rows(blockedTaskRow, blockedTasksSql, [limits.invalid]).catch(nobodyWhenReadOnly),
    ]);
    if (head === undefined) throw new TypeError('The overview came back without its counts.');
    const { attentionCount, taskCount, calmSince, asOf, ...today } = head;
    return {
      attention,
      attentionCount,
      calmSince,
      invalid,
      invalidCount: invalid[0]?.invalidCount ?? 0,
      blocked,
      running,
      today,
      taskCount,
      asOf: toMilliseconds(asOf),
    };
  }

  running(limit: number): Promise<OverviewFacts['running']> {
    return this.sql.rows(
      storedRun.extend({ medianMs: z.number().nullable() }),
      `SELECT ${runColumns}, ${medianMs('r.task_id')} AS "medianMs" FROM task_runs r ${runJoins}
       WHERE r.finished_at IS NULL AND r.state IN ('running', 'waiting') ORDER BY r.started_at, r.id LIMIT $1::int`,
      [limit],
    );
  }

  dueThrough(through: Date, limit: number): Promise<readonly StoredTask[]> {
    return this.sql.rows(
      storedTask,
      `SELECT ${taskColumns} FROM scheduled_tasks t ${taskJoins}
       WHERE t.status = 1 AND t.next_run_time <= $1::timestamptz AND p.hold_reason IS NULL
       ORDER BY t.next_run_time, t.id LIMIT $2::int`,
      [through, limit],
    );
  }

  async countDueThrough(through: Date): Promise<number> {
    const rows = await this.sql.rows(
      z.object({ n: z.number() }),
      'SELECT count(*)::int AS n FROM scheduled_tasks WHERE status = 1 AND next_run_time <= $1::timestamptz',
      [through],
    );
    return rows[0]?.n ?? 0;
  }

  async timeline(
    from: Date,
    to: Date,
    lanes: number,
    limit: number,
  ): Promise<{ readonly items: readonly PlotRun[]; readonly crowded: number }> {
    const rows = await this.sql.rows(
      plotRow,
      `WITH touched AS MATERIALIZED (
         SELECT r.id, r.task_id, coalesce(r.outcome, r.state) AS status, ${begin} AS began,
           CASE WHEN r.started_at IS NOT NULL THEN r.finished_at END AS ended
         FROM task_runs r
         WHERE r.created_at >= $1::timestamptz - interval '1 day' AND r.created_at <= $2::timestamptz
           AND ${begin} <= $2::timestamptz AND r.finished_at >= $1::timestamptz
           AND (r.started_at IS NOT NULL OR r.planned_at >= $1::timestamptz)
         UNION ALL
         SELECT r.id, r.task_id, r.state, ${begin}, NULL FROM task_runs r
         WHERE r.finished_at IS NULL AND ${begin} <= $2::timestamptz),
       lanes AS (SELECT task_id, max(began) AS newest, count(*)::int AS n FROM touched GROUP BY task_id),
       shown AS (SELECT task_id FROM lanes ORDER BY newest DESC, task_id LIMIT $3::int)
       SELECT touched.task_id::text AS "taskId", coalesce(t.name, '#' || touched.task_id) AS "taskName",
         touched.id::text AS "runId", touched.status, ${instantText('began')} AS "from", ${instantText('ended')} AS "to",
         (SELECT count(*)::int FROM lanes) AS lanes
       FROM touched JOIN shown USING (task_id) LEFT JOIN scheduled_tasks t ON t.id = touched.task_id
       ORDER BY began DESC, touched.id DESC LIMIT $4::int`,
      [from, to, lanes, limit],
    );
    const all = rows[0]?.lanes ?? 0;
    return {
      items: rows
        .map(({ taskId, taskName, runId, status, from: began, to: ended }) => ({
          taskId,
          taskName,
          runId,
          status,
          from: began,
          to: ended,
        }))
        .reverse(),
      crowded: Math.max(0, all - lanes) + (rows.length === limit ? 1 : 0),
    };
  }

  async days(
    taskId: string | null,
    days: readonly { readonly day: string; readonly begins: Date }[],
  ): Promise<readonly DayCount[]> {
    const columns = 'r.started_at, r.planned_at, r.finished_at, r.outcome';
    const own = `SELECT ${columns} FROM task_runs r WHERE r.task_id = $3::bigint AND r.planned_at >= $2::timestamptz - interval '1 day'`;
    const runs =
      taskId === null
        ? `SELECT ${columns} FROM task_runs r WHERE r.created_at >= $2::timestamptz AND $3::bigint IS NULL`
        : `${own} AND r.trigger IN ${plannedTriggers} UNION ALL ${own} AND r.trigger = 'manual'`;
    // The days come as instants from the zone's own table: no zone arithmetic per row (1 M rows: 0.4 instead of 3 s).
    const rows = await this.sql.rows(
      dayCount.omit({ day: true }).extend({ place: z.number() }),
      `SELECT width_bucket(${begin}, $1::timestamptz[]) AS place,
         (count(*) FILTER (WHERE outcome = 'succeeded'))::int AS succeeded,
         (count(*) FILTER (WHERE outcome IN ('failed', 'timed_out', 'abandoned')))::int AS failed,
         (count(*) FILTER (WHERE outcome = 'missed'))::int AS missed,
         (count(*) FILTER (WHERE outcome IN ('cancelled', 'skipped')))::int AS other
       FROM (${runs}) r
       WHERE finished_at IS NOT NULL AND ${begin} >= $2::timestamptz
       GROUP BY 1 ORDER BY 1`,
      [days.map(({ begins }) => begins), days[0]?.begins ?? new Date(), taskId],
    );
    return rows.flatMap(({ place, ...counts }) => {
      const day = days[place - 1]?.day;
      return day === undefined ? [] : [{ day, ...counts }];
    });
  }

  dueAmong(taskIds: readonly string[], through: Date): Promise<readonly StoredTask[]> {
    return this.sql.rows(
      storedTask,
      `SELECT ${taskColumns} FROM scheduled_tasks t ${taskJoins}
       WHERE t.id = ANY($1::bigint[]) AND t.status = 1 AND t.next_run_time <= $2::timestamptz AND p.hold_reason IS NULL
       ORDER BY t.next_run_time, t.id`,
      [taskIds, through],
    );
  }
}

/** Counts of the runs that began today and ended (as the run list counts them by its period), of what needs attention, and since when nothing did; `$1` is where today begins. */
const headStatement = `
  WITH today AS MATERIALIZED (
    SELECT outcome, ${elapsedMs('started_at', 'finished_at')} AS ms FROM task_runs
    WHERE created_at >= $1::timestamptz AND finished_at IS NOT NULL),
  latest AS (
    SELECT outcome = 'succeeded' AS good FROM (
      SELECT id, outcome FROM task_runs ORDER BY id DESC LIMIT ${String(rateWindow)}) newest
    WHERE outcome IN ('succeeded', 'failed', 'timed_out', 'abandoned') ORDER BY id DESC LIMIT 30)
  SELECT
    (count(*) FILTER (WHERE outcome = 'succeeded'))::int AS succeeded,
    (count(*) FILTER (WHERE outcome IN ('failed', 'timed_out', 'abandoned')))::int AS failed,
    (count(*) FILTER (WHERE outcome = 'missed'))::int AS missed,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) FILTER (WHERE outcome = 'succeeded') AS "medianMs",
    (SELECT avg(good::int)::float8 FROM latest) AS "successRate30",
    (SELECT count(*)::int FROM (${attentionRuns}) needing) AS "attentionCount",
    (SELECT count(*)::int FROM scheduled_tasks WHERE coalesce(status, 2) <> 4) AS "taskCount",
    (SELECT ${instantText('max(seen_at)')} FROM (
      SELECT seen_at FROM task_runs ORDER BY id DESC LIMIT ${String(rateWindow)}) newest) AS "calmSince",
    ${instantText('now()')} AS "asOf"
  FROM today`;
