import { z } from 'zod';
import { runCountCap } from '../../contract/api';
import type { RunFilter, RunQuery } from '../../contract/api';
import { Problem } from '../../contract/errors';
import { logLine, outcome, runStatus } from '../../contract/run';
import type { RunStatus } from '../../contract/run';
import type {
  LogWindow,
  RequestedRun,
  RunRecords,
  RunRequest,
  RunResult,
} from '../../operations/run-records';
import { storedRun, storedRunDetail } from '../../operations/stored-run';
import type { StoredRun, StoredRunDetail } from '../../operations/stored-run';
import type { NewAuditEntry } from '../../operations/task-records';
import type { Database } from '../connection';
import { databaseTexts } from '../database-texts';
import { claimConfirmation, releaseConfirmation } from './confirmation-claims';
import { runDetailStatement, someRunsStatement } from './run-detail-statement';
import { attentionRuns, newestRuns, runColumns, runJoins } from './run-fragments';
import { runCountsStatement, runPageStatement, writeCursor } from './run-page-statement';
import { cancelRuns, deleteRuns, pruneBatch } from './run-removals';
import { requestRuns } from './run-requests';
import { SqlSession } from './sql-session';
import { Binds, elapsedMs, instantText, toMilliseconds } from './sql-text';

/** So many advisory locks are taken at a time: the server has room for some thousands. */
const requestBatch = 500;

const pageHead = z.looseObject({ asOf: z.string(), id: z.string().nullable() });
const storedLine = logLine.extend({ at: z.string().transform(toMilliseconds) });
const logHead = z.object({
  attempt: z.number(),
  total: z.number(),
  first: z.number(),
  last: z.number(),
});

/** The ledger in PostgreSQL, as screens and commands use it. What the executor does to it is in `ledger-store`. */
export class RunStore implements RunRecords {
  private readonly sql: SqlSession;

  constructor(database: Database) {
    this.sql = new SqlSession(database);
  }

  async page(query: RunQuery): ReturnType<RunRecords['page']> {
    const binds = new Binds();
    const rows = await this.sql.rows(pageHead, runPageStatement(query, binds), binds.values);
    const asOf = toMilliseconds(rows[0]?.asOf ?? '');
    const runs = rows.filter((row) => row.id !== null).map((row) => storedRun.parse(row));
    const page = runs.slice(0, query.limit);
    const last = page.at(-1);
    const more = runs.length > query.limit && last !== undefined;
    const nextCursor = more
      ? writeCursor({ id: last.id, plannedAt: query.taskId === null ? null : last.plannedAt })
      : null;
    return { rows: page, nextCursor, asOf };
  }

  async counts(filter: RunFilter): ReturnType<RunRecords['counts']> {
    const binds = new Binds();
    const rows = await this.sql.rows(
      z.object({ status: runStatus, n: z.number() }),
      runCountsStatement(filter, binds, runCountCap),
      binds.values,
    );
    const counts: Partial<Record<RunStatus, number>> = {};
    for (const { status, n } of rows) counts[status] = n;
    return { counts, total: rows.reduce((sum, { n }) => sum + n, 0) };
  }

  async get(id: string): Promise<StoredRunDetail | null> {
    return (await this.sql.rows(storedRunDetail, runDetailStatement, [id]))[0] ?? null;
  }

  some(ids: readonly string[]): Promise<readonly StoredRun[]> {
    return this.sql.rows(storedRun, someRunsStatement, [ids]);
  }

  async request(requests: readonly RunRequest[]): Promise<readonly (RequestedRun | null)[]> {
    const answers: (RequestedRun | null)[] = [];
    for (let from = 0; from < requests.length; from += requestBatch) {
      const batch = requests.slice(from, from + requestBatch);
      answers.push(...(await this.sql.transaction((sql) => requestRuns(sql, batch))));
    }
    return answers;
  }

  async log(
    id: string,
    window: {
      readonly attempt: number | null;
      readonly after: number | null;
      readonly before: number | null;
      readonly limit: number;
    },
  ): Promise<LogWindow> {
    const { after, before, limit } = window;
    const head = await this.logHead(id, window.attempt);
    const condition =
      after !== null ? 'seq > $3::int' : before !== null ? 'seq < $3::int' : '$3::int IS NULL';
    const lines = await this.sql.rows(
      storedLine,
      `SELECT * FROM (
         SELECT attempt, seq, ${instantText('at')} AS at, stream, line FROM task_run_logs
         WHERE run_id = $1::bigint AND attempt = $2::int AND ${condition}
         ORDER BY seq ${after !== null ? 'ASC' : 'DESC'} LIMIT $4::int) lines ORDER BY seq`,
      [id, head.attempt, after ?? before, limit],
    );
    return { ...head, lines };
  }

  async logText(
    id: string,
    attempt: number | null,
    maxChars: number,
  ): Promise<{ readonly attempt: number; readonly text: string }> {
    const head = await this.logHead(id, attempt);
    const rows = await this.sql.rows(
      z.object({ text: z.string() }),
      `SELECT coalesce(right(string_agg(${instantText('at')} || ' ' || stream || ' ' || line, E'\\n' ORDER BY seq), $3::int), '') AS text
       FROM task_run_logs WHERE run_id = $1::bigint AND attempt = $2::int`,
      [id, head.attempt, maxChars],
    );
    return { attempt: head.attempt, text: rows[0]?.text ?? '' };
  }

  cancel(
    ids: readonly string[],
    by: string,
    force: boolean,
    audit: NewAuditEntry,
  ): Promise<readonly RunResult[]> {
    return this.sql.transaction((sql) => cancelRuns(sql, ids, by, force, audit));
  }

  claimConfirmation(id: string, step: string, by: string): Promise<string | null> {
    return claimConfirmation(this.sql, id, step, by);
  }

  releaseConfirmation(id: string, step: string): Promise<void> {
    return releaseConfirmation(this.sql, id, step);
  }

  delete(ids: readonly string[], audit: NewAuditEntry): Promise<readonly RunResult[]> {
    return this.sql.transaction((sql) => deleteRuns(sql, ids, audit));
  }

  markSeen(ids: readonly string[] | null): Promise<number> {
    const which =
      ids === null ? `id IN (SELECT id FROM (${attentionRuns}) needing)` : 'id = ANY($1::bigint[])';
    return this.sql.transaction(async (sql) => {
      const changed = await sql.run(
        `UPDATE task_runs SET seen_at = clock_timestamp() WHERE seen_at IS NULL AND ${which}`,
        ids === null ? [] : [ids],
      );
      if (changed > 0) await sql.run(`SELECT pg_notify('nexus_scheduler', 'runs')`);
      return changed;
    });
  }

  missedSince(since: Date, limit: number): Promise<readonly StoredRun[]> {
    return this.sql.rows(
      storedRun,
      `SELECT ${runColumns} FROM task_runs r ${runJoins}
       WHERE r.created_at >= $1::timestamptz
         AND (r.trigger = 'catch_up' OR r.outcome = 'missed'
           OR (r.outcome = 'skipped' AND r.reason_code IS DISTINCT FROM 'skipped_by_operator'))
       ORDER BY r.planned_at, r.id LIMIT $2::int`,
      [since, limit],
    );
  }

  async lastStart(): Promise<string | null> {
    const rows = await this.sql.rows(
      z.object({ at: z.string().nullable() }),
      `SELECT ${instantText('max(started_at)')} AS at FROM executors`,
    );
    const at = rows[0]?.at ?? null;
    return at === null ? null : toMilliseconds(at);
  }

  durations(taskId: string, limit: number): ReturnType<RunRecords['durations']> {
    return this.sql.rows(
      z.object({
        runId: z.string(),
        at: z.string().transform(toMilliseconds),
        outcome,
        durationMs: z.number().nullable(),
      }),
      `SELECT id::text AS "runId", ${instantText('coalesce(started_at, planned_at)')} AS at, outcome,
         ${elapsedMs('started_at', 'finished_at')} AS "durationMs"
       FROM (${newestRuns('$1::bigint', 400, 'id, planned_at, outcome, started_at, finished_at')}) newest
       WHERE outcome IS NOT NULL AND started_at IS NOT NULL
       ORDER BY planned_at DESC, id DESC LIMIT $2::int`,
      [taskId, limit],
    );
  }

  async prune(days: number, batch: number): Promise<number> {
    let removed = 0;
    let from = '0';
    for (;;) {
      const start = from;
      const ids = await this.sql.transaction((sql) => pruneBatch(sql, days, start, batch));
      removed += ids.length;
      if (ids.length < batch) return removed;
      from = ids.reduce((highest, id) => (BigInt(id) > BigInt(highest) ? id : highest), from);
    }
  }

  /** @throws Problem `not_found` when there is no such run */
  private async logHead(id: string, attempt: number | null): Promise<z.infer<typeof logHead>> {
    const rows = await this.sql.rows(
      logHead,
      `SELECT chosen.attempt, count(l.seq)::int AS total, coalesce(min(l.seq), 0) AS first, coalesce(max(l.seq), 0) AS last
       FROM (SELECT id, coalesce($2::int, greatest(attempt, 1)::int) AS attempt FROM task_runs WHERE id = $1::bigint) chosen
       LEFT JOIN task_run_logs l ON l.run_id = chosen.id AND l.attempt = chosen.attempt
       GROUP BY chosen.attempt`,
      [id, attempt],
    );
    const head = rows[0];
    if (head === undefined)
      throw new Problem('not_found', databaseTexts.noRun(id), {
        remedy: databaseTexts.runMayBePruned,
      });
    return head;
  }
}
