import { DatabaseError } from 'pg';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { describeReason } from '../../contract/reason-words';
import type { JsonObject } from '../../contract/primitives';
import type { Outcome, Reason } from '../../contract/run';
import type {
  Ahead,
  CancelRequest,
  ClaimedRun,
  CycleResult,
  CycleWork,
  Decision,
  DueTask,
  ExecutorRecord,
  Ledger,
  LedgerLogLine,
  OtherExecutor,
  RunReport,
  Settlement,
  SharedPause,
} from '../../executor/ledger';
import type { Database } from '../connection';
import { isDatabaseAway } from '../database-problem';
import { arrayLiteral } from './array-literal';
import { ClaimWriter } from './claim-writer';
import { Directory } from './directory';
import { aheadRow, executorRow, idRow, openedRow, runRow, toClaimedRun, type RunRow } from './ledger-rows';
import {
  aheadSql,
  dropDeletedSql,
  endTaskSql,
  handBackSql,
  loadRunsSql,
  openSql,
  otherExecutorsSql,
  retrySql,
  settleOneSql,
  settleSql,
  takeSql,
} from './ledger-sql';
import { one, pipelined, rowsOf, textsOf, type Answer, type Statement } from './pipelined';
import { storableJson, storableText } from './storable-json';

const begin: Statement = { name: 'begin', text: 'BEGIN' };
const commit: Statement = { name: 'commit', text: 'COMMIT' };
const rollback: Statement = { text: 'ROLLBACK' };
const deleted: Reason = { code: 'task_deleted', params: {} };
const dropDeleted: Statement = {
  text: dropDeletedSql,
  values: [deleted.code, describeReason(deleted, 'en')],
};
/** So often is a cycle tried whose rows others hold. */
const mostTries = 5;
const nowRow = z.object({ now: z.date() });
const cancelRow = idRow.extend({ by: z.string(), forcedBy: z.string().nullable() });
const beatRow = nowRow.extend({ buried: z.boolean() });

const pauseValue = z.object({
  since: z.iso.datetime(),
  until: z.iso.datetime().nullable(),
  by: z.string(),
  reason: z.string().nullable(),
});

/** The executor's ledger on PostgreSQL: the hot statements, on the quiet pool's own pipelined connections. */
export class LedgerStore implements Ledger {
  readonly #claims: ClaimWriter;

  constructor(
    private readonly database: Pick<Database, 'withClient' | 'problem'>,
    private readonly executorId: string,
  ) {
    this.#claims = new ClaimWriter(executorId);
  }

  async register(executor: ExecutorRecord, leaseMs: number): Promise<void> {
    await this.#query({
      text: `INSERT INTO executors (id, host, pid, boot_id, process_started, version, mode, slots, lease_until)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, clock_timestamp() + $9 * interval '1 millisecond')
        ON CONFLICT (id) DO UPDATE SET slots = EXCLUDED.slots, lease_until = EXCLUDED.lease_until,
          heartbeat_at = clock_timestamp(), stopped_at = NULL`,
      values: [
        executor.id,
        executor.host,
        executor.pid,
        executor.bootId,
        executor.processStarted,
        executor.version,
        executor.mode,
        executor.slots,
        leaseMs,
      ],
    });
    await this.#query({
      text: `DELETE FROM executors e WHERE e.stopped_at < now() - interval '7 days' AND NOT EXISTS (
        SELECT 1 FROM task_runs r WHERE r.finished_at IS NULL AND r.executor_id = e.id)`,
    });
  }

  async heartbeat(leaseMs: number): Promise<{ readonly now: Date; readonly buried: boolean }> {
    const rows = rowsOf(
      await this.#query({
        name: 'heartbeat',
        text: `UPDATE executors e SET heartbeat_at = clock_timestamp(), stopped_at = NULL,
            lease_until = clock_timestamp() + $2 * interval '1 millisecond'
          FROM (SELECT id, stopped_at FROM executors WHERE id = $1 FOR UPDATE) old WHERE e.id = old.id
          RETURNING clock_timestamp() AS now, old.stopped_at IS NOT NULL AS buried`,
        values: [this.executorId, leaseMs],
        rows: 'parsed',
      }),
      beatRow,
    );
    const [beat] = rows;
    if (beat !== undefined) return beat;
    const [only] = rowsOf(
      await this.#query({ text: 'SELECT clock_timestamp() AS now', rows: 'parsed' }),
      nowRow,
    );
    return { now: only?.now ?? new Date(), buried: true };
  }

  async unregister(): Promise<void> {
    await this.#query({
      text: `WITH back AS (
          UPDATE task_runs SET executor_id = NULL WHERE executor_id = $1 AND finished_at IS NULL AND state = 'queued' RETURNING 1),
        told AS (SELECT pg_notify('nexus_scheduler', 'runs') FROM back LIMIT 1)
        UPDATE executors SET stopped_at = clock_timestamp(), lease_until = clock_timestamp()
        WHERE id = $1 AND (SELECT count(*) FROM told) >= 0`,
      values: [this.executorId],
    });
  }

  async cycle(work: CycleWork): Promise<CycleResult> {
    return this.#run(async (client) => {
      let careful = false;
      for (let tries = 1; ; tries += 1) {
        try {
          return await this.#claims.during(() => this.#cycle(client, work, careful, tries === 1));
        } catch (error) {
          // Somebody moved `next_run_time` back to an occurrence that has its row already.
          const twice: boolean = isPlannedTwice(error) && !careful;
          if (!twice && !(isCrossed(error) && tries < mostTries)) throw error;
          careful ||= twice;
          await one(client, rollback);
        }
      }
    });
  }

  /** @param alone one end by the statements for one, which give up where they would wait for a task */
  async #cycle(client: ClientBase, work: CycleWork, careful: boolean, alone: boolean): Promise<CycleResult> {
    const ends = work.settlements.filter((settlement) => settlement.retryAfterMs === null);
    const retries = work.settlements.filter((settlement) => settlement.retryAfterMs !== null);
    const pick = work.claim > 0 ? this.#claims.pick(work.claim, work.dueBefore) : null;
    const takes = work.take > 0;
    // What it leaves to do goes with the claim.
    const only = alone && pick !== null && ends.length === 1 ? ends[0] : undefined;
    const [, settled, retried, opened, taken, picked] = await pipelined(client, [
      begin,
      only !== undefined ? this.#settleOne(only) : ends.length === 0 ? null : this.#settle(ends),
      retries.length === 0 ? null : this.#retry(retries),
      work.open.length === 0
        ? null
        : { name: 'open', text: openSql, values: [work.open, this.executorId], rows: 'parsed' },
      takes
        ? {
            name: 'take',
            text: takeSql,
            values: [this.executorId, work.manualOnly, work.take],
            rows: 'parsed',
          }
        : null,
      pick?.statement ?? null,
      pick !== null || takes ? null : commit,
    ]);
    const takenIds = rowsOf(taken, idRow).map((row) => row.id);
    const settledIds = only === undefined ? idsOf(ends, settled) : idsOfOne(only, settled);
    const claim =
      pick !== null
        ? await this.#claims.write(client, pick, picked, work, careful, {
            first: only !== undefined && changesTask(settled) ? endTask(only) : null,
            last: takes ? null : commit,
          })
        : null;
    const runs = await this.#load(client, takenIds);
    if (takes) await one(client, commit);
    if (claim !== null && claim.overcounted.size > 0) await this.#uncount(client, claim.overcounted);
    return {
      settled: settledOf(settledIds, ends.length, rowsOf(retried, idRow), retries.length),
      opened: new Map(rowsOf(opened, openedRow).map((row) => [row.id, row.at])),
      claimed: [...runs, ...(claim?.claimed ?? [])],
      taken: takenIds.length,
      due: claim?.due ?? 0,
      dueLeft: claim?.dueLeft ?? false,
      recorded: claim?.recorded ?? [],
      serialWritten: claim?.serialWritten ?? false,
    };
  }

  async replan(decide: (task: DueTask, now: Date) => Decision): Promise<number> {
    return this.#run(async (client) => {
      const pick = this.#claims.pickUnplanned(256);
      const [, picked] = await pipelined(client, [begin, pick.statement]);
      const decisions: Decision[] = [];
      const { due } = await this.#claims.write(
        client,
        pick,
        picked,
        {
          startNow: 0,
          onDueLeft: () => undefined,
          decide: (task, now) => {
            const decision = decide(task, now);
            decisions.push(decision);
            return decision;
          },
        },
        true,
        { first: null, last: null },
      );
      await pipelined(client, [this.#claims.release(decisions), dropDeleted, commit]);
      return due;
    });
  }

  async holdFirstDue(problem: string): Promise<void> {
    await this.#query({
      text: `WITH due AS (SELECT id FROM scheduled_tasks WHERE status = 1 AND next_run_time <= now()
          ORDER BY next_run_time LIMIT 1 FOR UPDATE SKIP LOCKED),
        moved AS (UPDATE scheduled_tasks t SET next_run_time = NULL FROM due WHERE t.id = due.id RETURNING t.id)
        INSERT INTO task_policies (task_id, hold_reason, hold_since) SELECT id, $1, clock_timestamp() FROM moved
        ON CONFLICT (task_id) DO UPDATE SET hold_reason = EXCLUDED.hold_reason, hold_since = EXCLUDED.hold_since`,
      values: [storableText(problem)],
    });
  }

  async ahead(): Promise<Ahead> {
    const [row] = rowsOf(await this.#query({ name: 'ahead', text: aheadSql, rows: 'parsed' }), aheadRow);
    if (row === undefined) throw new Error('The look ahead answered nothing.');
    return {
      now: row.now,
      nextDueAt: row.due_at,
      nextDueTask: row.due_id === null ? null : { id: row.due_id, name: row.due_name ?? '' },
      nextQueuedAt: row.queued_at,
      serialWaiting: row.serial,
    };
  }

  async mine(): Promise<readonly ClaimedRun[]> {
    return this.#run(async (client) => {
      const answer = await one(client, {
        text: 'SELECT id FROM task_runs WHERE finished_at IS NULL AND executor_id = $1',
        values: [this.executorId],
        rows: 'parsed',
      });
      return this.#load(
        client,
        rowsOf(answer, idRow).map((row) => row.id),
      );
    });
  }

  async otherExecutors(): Promise<readonly OtherExecutor[]> {
    const answer = await this.#query({
      name: 'others',
      text: otherExecutorsSql,
      values: [this.executorId],
      rows: 'parsed',
    });
    return rowsOf(answer, executorRow).map((row) => ({
      id: row.id,
      host: row.host,
      pid: row.pid,
      bootId: row.boot_id,
      processStarted: row.process_started,
      leaseExpired: row.lease_expired,
      stopped: row.stopped,
    }));
  }

  async bury(
    executorId: string,
  ): Promise<{ readonly requeued: number; readonly taken: readonly ClaimedRun[] }> {
    return this.#run(async (client) => {
      const [, , requeued, taken] = await pipelined(client, [
        begin,
        {
          text: 'UPDATE executors SET stopped_at = COALESCE(stopped_at, clock_timestamp()) WHERE id = $1',
          values: [executorId],
        },
        {
          text: `UPDATE task_runs SET executor_id = NULL WHERE executor_id = $1 AND finished_at IS NULL AND state = 'queued' RETURNING id`,
          values: [executorId],
        },
        {
          text: `UPDATE task_runs SET executor_id = $2, adopted_at = clock_timestamp()
            WHERE executor_id = $1 AND finished_at IS NULL AND state <> 'queued' RETURNING id`,
          values: [executorId, this.executorId],
          rows: 'parsed',
        },
        commit,
      ]);
      const ids = rowsOf(taken, idRow).map((row) => row.id);
      return { requeued: requeued?.count ?? 0, taken: await this.#load(client, ids) };
    });
  }

  async adopt(limit: number): Promise<readonly ClaimedRun[]> {
    return this.#run(async (client) => {
      const answer = await one(client, {
        name: 'adopt',
        rows: 'parsed',
        text: `WITH q AS MATERIALIZED (SELECT id FROM task_runs WHERE finished_at IS NULL AND state <> 'queued'
            AND executor_id IS NULL ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED)
          UPDATE task_runs r SET executor_id = $1, adopted_at = clock_timestamp() FROM q WHERE r.id = q.id RETURNING r.id`,
        values: [this.executorId, limit],
      });
      return this.#load(
        client,
        rowsOf(answer, idRow).map((row) => row.id),
      );
    });
  }

  async handBack(runIds: readonly string[], unstarted: readonly string[]): Promise<void> {
    if (runIds.length + unstarted.length === 0) return;
    await this.#query({ text: handBackSql, values: [runIds, this.executorId, unstarted] });
  }

  async reference(runId: string, ref: JsonObject): Promise<boolean> {
    const answer = await this.#query({
      name: 'reference',
      text: 'UPDATE task_runs SET external_ref = $3::jsonb WHERE id = $1 AND executor_id = $2 AND finished_at IS NULL',
      values: [runId, this.executorId, storableJson(ref)],
    });
    return answer.count === 1;
  }

  async report(reports: readonly RunReport[]): Promise<void> {
    await this.#run(async (client) => {
      const refused: unknown[] = [];
      // Each by itself: one that the database refuses must not take the others with it.
      for (const report of reports) {
        try {
          await one(client, this.#report(report));
        } catch (error) {
          if (isDatabaseAway(error)) throw error;
          refused.push(error);
        }
      }
      if (refused.length > 0) throw refused[0];
    });
  }

  async appendLog(lines: readonly LedgerLogLine[]): Promise<void> {
    await this.#query({
      name: 'append_log',
      text: `INSERT INTO task_run_logs (run_id, attempt, seq, at, stream, line)
        SELECT * FROM unnest($1::bigint[], $2::smallint[], $3::int[], $4::timestamptz[], $5::text[], $6::text[])
        ON CONFLICT DO NOTHING`,
      values: [
        lines.map((line) => line.runId),
        lines.map((line) => line.attempt),
        lines.map((line) => line.seq),
        lines.map((line) => line.at),
        lines.map((line) => line.stream),
        lines.map((line) => storableText(line.line)),
      ],
    });
  }

  async cancelRequests(runIds: readonly string[]): Promise<ReadonlyMap<string, CancelRequest>> {
    const answer = await this.#query({
      name: 'cancel_requests',
      text: `SELECT id, COALESCE(cancel_requested_by, '') AS by, force_requested_by AS "forcedBy" FROM task_runs
        WHERE id = ANY($1::bigint[]) AND cancel_requested_at IS NOT NULL AND finished_at IS NULL`,
      values: [runIds],
      rows: 'parsed',
    });
    return new Map(rowsOf(answer, cancelRow).map(({ id, ...request }) => [id, request]));
  }

  async lateOutcome(runId: string, outcome: Outcome): Promise<boolean> {
    const reason = { code: 'late_outcome', params: { outcome } } as const;
    const answer = await this.#query({
      text: `WITH late AS (
          UPDATE task_runs SET reason_code = $3, reason = $4, reason_params = COALESCE(reason_params, '{}') || $5::jsonb
          WHERE id = $1 AND executor_id = $2 AND outcome = 'cancelled'
            AND reason_code IN ('force_stopped', 'cancelled_by_operator') RETURNING 1)
        SELECT pg_notify('nexus_scheduler', 'runs') FROM late`,
      values: [runId, this.executorId, reason.code, wordsOf(reason), storableJson(reason.params)],
    });
    return answer.count === 1;
  }

  async sharedPause(): Promise<SharedPause | null> {
    const answer = await this.#query({
      name: 'pause',
      text: `SELECT value FROM shared_state WHERE key = 'pause'`,
      rows: 'parsed',
    });
    const [row] = rowsOf(answer, z.object({ value: pauseValue.nullable().catch(null) }));
    if (row?.value === null || row === undefined) return null;
    const { since, until, by, reason } = row.value;
    return { since: new Date(since), until: until === null ? null : new Date(until), by, reason };
  }

  #settle(ends: readonly Settlement[]): Statement {
    return {
      name: 'settle',
      text: settleSql,
      values: [
        this.executorId,
        arrayLiteral(ends, (end) => end.runId),
        arrayLiteral(ends, (end) => end.taskId),
        arrayLiteral(ends, (end) => end.outcome),
        sparse(ends, (end) => end.reason?.code ?? null),
        sparse(ends, (end) => wordsOf(end.reason)),
        sparse(ends, (end) => storableJson(end.reason?.params ?? null)),
        sparse(ends, (end) => storableJson(end.result)),
        sparse(ends, (end) => storableJson(end.error)),
        sparse(ends, (end) => storableJson(end.attempts)),
      ],
    };
  }

  #report({ runId, progress, steps, waitingFor }: RunReport): Statement {
    return {
      name: 'report',
      text: `UPDATE task_runs SET progress = COALESCE($3::jsonb, progress), steps = COALESCE($4::jsonb, steps),
          waiting_for = CASE WHEN $5 THEN $6::jsonb ELSE waiting_for END,
          state = CASE WHEN NOT $5 THEN state WHEN $6 IS NULL THEN 'running' ELSE 'waiting' END
        WHERE id = $1 AND executor_id = $2 AND finished_at IS NULL`,
      values: [
        runId,
        this.executorId,
        storableJson(progress ?? null),
        storableJson(steps ?? null),
        waitingFor !== undefined,
        storableJson(waitingFor ?? null),
      ],
    };
  }

  #settleOne(end: Settlement): Statement {
    return {
      name: 'settle_one',
      text: settleOneSql,
      values: [
        this.executorId,
        end.runId,
        end.outcome,
        end.reason?.code ?? null,
        wordsOf(end.reason),
        storableJson(end.reason?.params ?? null),
        storableJson(end.result),
        storableJson(end.error),
        storableJson(end.attempts),
      ],
    };
  }

  #retry(retries: readonly Settlement[]): Statement {
    return {
      name: 'retry',
      text: retrySql,
      values: [
        this.executorId,
        retries.map((end) => end.runId),
        retries.map((end) => end.retryAfterMs),
        retries.map((end) => storableJson(end.attempts)),
        retries.map((end) => storableJson(end.error)),
        retries.map((end) => wordsOf(end.reason)),
      ],
      rows: 'parsed',
    };
  }

  async #load(client: ClientBase, ids: readonly string[]): Promise<ClaimedRun[]> {
    if (ids.length === 0) return [];
    const rows = rowsOf(
      await one(client, { name: 'load_runs', text: loadRunsSql, values: [ids], rows: 'parsed' }),
      runRow,
    );
    const directory = new Directory();
    for (const row of rows) directory.add(keyOf(row));
    const statement = directory.statement();
    if (statement !== null) directory.read(await one(client, statement));
    return rows.map((row) => toClaimedRun(row, directory.names(keyOf(row))));
  }

  async #uncount(client: ClientBase, overcounted: ReadonlyMap<string, number>): Promise<void> {
    await one(client, {
      text: `UPDATE scheduled_tasks t SET execution_count = GREATEST(0, t.execution_count - v.n)
        FROM unnest($1::bigint[], $2::int[]) AS v(id, n) WHERE t.id = v.id`,
      values: [[...overcounted.keys()], [...overcounted.values()]],
    });
  }

  #query(statement: Statement): Promise<Answer> {
    return this.#run((client) => one(client, statement));
  }

  async #run<T>(work: (client: ClientBase) => Promise<T>): Promise<T> {
    try {
      return await this.database.withClient(work);
    } catch (error) {
      throw this.database.problem(error);
    }
  }
}

const keyOf = (row: RunRow): Parameters<Directory['add']>[0] => ({
  userId: row.user_id,
  appId: row.app_id,
  workflowId: row.workflow_id,
});

/** An occurrence of the claim has its row already. */
const isPlannedTwice = (error: unknown): boolean =>
  error instanceof DatabaseError && error.code === '23505' && error.constraint === 'task_runs_once';

/** Two transactions were in each other's way, and this one gave way: nothing is wrong with what it was to write. */
const isCrossed = (error: unknown): boolean =>
  error instanceof DatabaseError && ['40P01', '40001', '55P03'].includes(error.code ?? '');

/** The runs of `settleSql` that were ours to end. */
const idsOf = (ends: readonly Settlement[], answer: Answer | null | undefined): readonly string[] => {
  const ids = textsOf(answer)[0]?.[0] ?? null;
  return ids === null ? ends.map((end) => end.runId) : ids === '' ? [] : ids.split(',');
};

/** The run of `settleOneSql`, if it was ours to end. */
const idsOfOne = (end: Settlement, answer: Answer | null | undefined): readonly string[] =>
  answer?.rows.length === 1 ? [end.runId] : [];

const changesTask = (answer: Answer | null | undefined): boolean => textsOf(answer)[0]?.[0] === 't';

const endTask = (end: Settlement): Statement => ({ name: 'end_task', text: endTaskSql, values: [end.runId] });

/** Which settlements took effect: as a rule all. */
const settledOf = (
  ids: readonly string[],
  ends: number,
  retried: readonly z.infer<typeof idRow>[],
  retries: number,
): CycleResult['settled'] => {
  if (ids.length === ends && retried.length === retries) return 'all';
  return new Set([...ids, ...retried.map(({ id }) => id)]);
};

/** `unnest` fills a shorter array up with nulls, so one of nulls only need not be sent. */
const sparse = (
  ends: readonly Settlement[],
  value: (end: Settlement) => string | null,
): readonly (string | null)[] => (ends.some((end) => value(end) !== null) ? ends.map(value) : []);

const wordsOf = (reason: Reason | null): string | null =>
  reason === null ? null : storableText(describeReason(reason, 'en'));
