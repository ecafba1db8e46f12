import { DatabaseError } from 'pg';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { describeReason } from '../../contract/reason-words';
import type { JsonObject } from '../../contract/primitives';
import type { BlockedTask } from '../../contract/row-holder';
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
  SharedPause,
} from '../../executor/ledger';
import { blockedTaskRow, blockedTasksSql } from '../blocked-tasks';
import type { Database } from '../connection';
import { isDatabaseAway } from '../database-problem';
import { ClaimWriter } from './claim-writer';
import { ExecutorRegister } from './executor-register';
import { LedgerConnection } from './ledger-connection';
import { aheadRow, idRow, openedRow } from './ledger-rows';
import { aheadSql, dropDeletedSql, handBackSql, openSql, owedSql, takeSql } from './ledger-sql';
import { loadRuns } from './load-runs';
import { one, pipelined, rowsOf, textsOf, type Statement } from './pipelined';
import { reasonText } from './reason-text';
import { reportStatement } from './report-statement';
import { idsIn, Settling, type SettlingManner } from './settling';
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
const cancelRow = idRow.extend({ by: z.string(), forcedBy: z.string().nullable() });

const pauseValue = z.object({
  since: z.iso.datetime(),
  until: z.iso.datetime().nullable(),
  by: z.string(),
  reason: z.string().nullable(),
});

/** The executor's ledger on PostgreSQL: the hot statements, on the quiet pool's own pipelined connections. */
export class LedgerStore implements Ledger {
  readonly #connection: LedgerConnection;
  readonly #register: ExecutorRegister;
  readonly #claims: ClaimWriter;

  constructor(
    database: Pick<Database, 'withClient' | 'problem'>,
    private readonly executorId: string,
  ) {
    this.#connection = new LedgerConnection(database);
    this.#register = new ExecutorRegister(this.#connection, executorId);
    this.#claims = new ClaimWriter(executorId);
  }

  register(executor: ExecutorRecord, leaseMs: number): Promise<void> {
    return this.#register.register(executor, leaseMs);
  }

  heartbeat(leaseMs: number): Promise<{ readonly now: Date; readonly buried: boolean }> {
    return this.#register.heartbeat(leaseMs);
  }

  unregister(): Promise<void> {
    return this.#register.unregister();
  }

  otherExecutors(): Promise<readonly OtherExecutor[]> {
    return this.#register.others();
  }

  async cycle(work: CycleWork): Promise<CycleResult> {
    return this.#connection.run(async (client) => {
      let careful = false;
      let manner: SettlingManner = work.claim > 0 && work.settlements.length === 1 ? 'single' : 'waiting';
      for (let tries = 1; ; tries += 1) {
        try {
          return await this.#claims.during(() => this.#cycle(client, work, careful, manner));
        } catch (error) {
          // Somebody moved `next_run_time` back to an occurrence that has its row already.
          const twice: boolean = isPlannedTwice(error) && !careful;
          // The last manner waits for no task: it is a run that somebody holds.
          const inVain = manner === 'passing' && isHeld(error);
          if (!twice && (inVain || !isCrossed(error) || tries >= mostTries)) throw error;
          careful ||= twice;
          // The statements for one have not waited for anybody yet.
          if (manner === 'single') manner = 'waiting';
          else if (isHeld(error)) manner = 'passing';
          await one(client, rollback);
        }
      }
    });
  }

  async #cycle(
    client: ClientBase,
    work: CycleWork,
    careful: boolean,
    manner: SettlingManner,
  ): Promise<CycleResult> {
    const pick = work.claim > 0 ? this.#claims.pick(work.claim, work.dueBefore, work.passOver) : null;
    const takes = work.take > 0;
    const settling = new Settling(this.executorId, work.settlements, manner);
    const lastWords = settling.lastWords();
    if (lastWords.length > 0) await pipelined(client, [begin, ...lastWords]);
    const [, ended, retried, opened, taken, picked] = await pipelined(client, [
      lastWords.length > 0 ? null : begin,
      settling.ends(),
      settling.retries(),
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
    const claim =
      pick !== null
        ? await this.#claims.write(client, pick, picked, work, careful, {
            first: settling.rest(ended),
            last: takes ? null : commit,
          })
        : null;
    const runs = await loadRuns(client, takenIds);
    if (takes) await one(client, commit);
    return {
      settled: settling.settled(ended, retried),
      owed: settling.owed(ended),
      opened: new Map(rowsOf(opened, openedRow).map((row) => [row.id, row.at])),
      claimed: [...runs, ...(claim?.claimed ?? [])],
      taken: takenIds.length,
      due: claim?.due ?? 0,
      dueLeft: claim?.dueLeft ?? false,
      recorded: claim?.recorded ?? [],
      serialWritten: claim?.serialWritten ?? false,
    };
  }

  async payOwed(runIds: readonly string[]): Promise<readonly string[]> {
    const answer = await this.#connection.query({ name: 'owed', text: owedSql, values: [runIds] });
    return idsIn(textsOf(answer)[0]?.[0]);
  }

  async replan(decide: (task: DueTask, now: Date) => Decision): Promise<number> {
    return this.#connection.run(async (client) => {
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
    await this.#connection.query({
      text: `WITH due AS (SELECT id FROM scheduled_tasks WHERE status = 1 AND next_run_time <= now()
          ORDER BY next_run_time LIMIT 1 FOR UPDATE SKIP LOCKED),
        moved AS (UPDATE scheduled_tasks t SET next_run_time = NULL FROM due WHERE t.id = due.id RETURNING t.id)
        INSERT INTO task_policies (task_id, hold_reason, hold_since) SELECT id, $1, clock_timestamp() FROM moved
        ON CONFLICT (task_id) DO UPDATE SET hold_reason = EXCLUDED.hold_reason, hold_since = EXCLUDED.hold_since`,
      values: [storableText(problem)],
    });
  }

  async ahead(): Promise<Ahead> {
    const [row] = rowsOf(
      await this.#connection.query({ name: 'ahead', text: aheadSql, rows: 'parsed' }),
      aheadRow,
    );
    if (row === undefined) throw new Error('The look ahead answered nothing.');
    return {
      now: row.now,
      nextDueAt: row.due_at,
      nextDueTask: row.due_id === null ? null : { id: row.due_id, name: row.due_name ?? '' },
      nextQueuedAt: row.queued_at,
      serialWaiting: row.serial,
    };
  }

  async blockedTasks(limit: number): Promise<readonly BlockedTask[]> {
    const answer = await this.#connection.query({ text: blockedTasksSql, values: [limit], rows: 'parsed' });
    return rowsOf(answer, blockedTaskRow);
  }

  async mine(): Promise<readonly ClaimedRun[]> {
    return this.#connection.run(async (client) => {
      const answer = await one(client, {
        text: 'SELECT id FROM task_runs WHERE finished_at IS NULL AND executor_id = $1',
        values: [this.executorId],
        rows: 'parsed',
      });
      return loadRuns(
        client,
        rowsOf(answer, idRow).map((row) => row.id),
      );
    });
  }

  async bury(
    executorId: string,
  ): Promise<{ readonly requeued: number; readonly taken: readonly ClaimedRun[] }> {
    return this.#connection.run(async (client) => {
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
      return { requeued: requeued?.count ?? 0, taken: await loadRuns(client, ids) };
    });
  }

  async adopt(limit: number): Promise<readonly ClaimedRun[]> {
    return this.#connection.run(async (client) => {
      const answer = await one(client, {
        name: 'adopt',
        rows: 'parsed',
        text: `WITH q AS MATERIALIZED (SELECT id FROM task_runs WHERE finished_at IS NULL AND state <> 'queued'
            AND executor_id IS NULL ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED)
          UPDATE task_runs r SET executor_id = $1, adopted_at = clock_timestamp() FROM q WHERE r.id = q.id RETURNING r.id`,
        values: [this.executorId, limit],
      });
      return loadRuns(
        client,
        rowsOf(answer, idRow).map((row) => row.id),
      );
    });
  }

  async handBack(runIds: readonly string[], unstarted: readonly string[]): Promise<void> {
    if (runIds.length + unstarted.length === 0) return;
    await this.#connection.query({ text: handBackSql, values: [runIds, this.executorId, unstarted] });
  }

  async reference(runId: string, ref: JsonObject): Promise<boolean> {
    const answer = await this.#connection.query({
      name: 'reference',
      text: 'UPDATE task_runs SET external_ref = $3::jsonb WHERE id = $1 AND executor_id = $2 AND finished_at IS NULL',
      values: [runId, this.executorId, storableJson(ref)],
    });
    return answer.count === 1;
  }

  async report(reports: readonly RunReport[]): Promise<void> {
    await this.#connection.run(async (client) => {
      const refused: unknown[] = [];
      // Each by itself: one that the database refuses must not take the others with it.
      for (const report of reports) {
        try {
          await one(client, reportStatement(report, this.executorId));
        } catch (error) {
          if (isDatabaseAway(error)) throw error;
          refused.push(error);
        }
      }
      if (refused.length > 0) throw refused[0];
    });
  }

  async appendLog(lines: readonly LedgerLogLine[]): Promise<void> {
    await this.#connection.query({
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
    const answer = await this.#connection.query({
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
    const answer = await this.#connection.query({
      text: `WITH late AS (
          UPDATE task_runs SET reason_code = $3, reason = $4, reason_params = COALESCE(reason_params, '{}') || $5::jsonb
          WHERE id = $1 AND executor_id = $2 AND outcome = 'cancelled'
            AND reason_code IN ('force_stopped', 'cancelled_by_operator') RETURNING 1)
        SELECT pg_notify('nexus_scheduler', 'runs') FROM late`,
      values: [runId, this.executorId, reason.code, reasonText(reason), storableJson(reason.params)],
    });
    return answer.count === 1;
  }

  async sharedPause(): Promise<SharedPause | null> {
    const answer = await this.#connection.query({
      name: 'pause',
      text: `SELECT value FROM shared_state WHERE key = 'pause'`,
      rows: 'parsed',
    });
    const [row] = rowsOf(answer, z.object({ value: pauseValue.nullable().catch(null) }));
    if (row?.value === null || row === undefined) return null;
    const { since, until, by, reason } = row.value;
    return { since: new Date(since), until: until === null ? null : new Date(until), by, reason };
  }
}

/** An occurrence of the claim has its row already. */
const isPlannedTwice = (error: unknown): boolean =>
  error instanceof DatabaseError && error.code === '23505' && error.constraint === 'task_runs_once';

/** Somebody holds a row for longer than is waited for. */
const isHeld = (error: unknown): boolean => error instanceof DatabaseError && error.code === '55P03';

/** Two transactions were in each other's way, and this one gave way: nothing is wrong with what it was to write. */
const isCrossed = (error: unknown): boolean =>
  isHeld(error) || (error instanceof DatabaseError && ['40P01', '40001'].includes(error.code ?? ''));
