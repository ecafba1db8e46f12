import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { LedgerStore } from '../../../src-main/database/ledger/ledger-store';
import type { CycleResult, CycleWork, Settlement } from '../../../src-main/executor/ledger';
import { insertTask, seedWorkflow } from '../../support/executor-rig';
import { testDatabase } from '../../support/test-database';

const db = await testDatabase();
const quiet = db.open({ quiet: true });
const [us, somebody] = [randomUUID(), randomUUID()];
const ledger = new LedgerStore(quiet, us);

beforeEach(async () => {
  await db.sql('TRUNCATE scheduled_tasks, task_policies, task_runs, task_run_logs');
  await seedWorkflow(db);
});

const inAnHour = (): Date => new Date(Date.now() + 3_600_000);
const aWhileAgo = (): Date => new Date(Date.now() - 60_000);

/** A run that is going, as the claim leaves it: its start is on the task already. */
const going = async (taskId: string, owner: string): Promise<string> => {
  const [row] = await db.sql<{ id: string }>(
    `WITH run AS (INSERT INTO task_runs (task_id, planned_at, trigger, state, executor_id, attempt, started_at)
        SELECT $1, now() - interval '1 minute', 'schedule', 'running', $2, 1, now() RETURNING id),
      task AS (UPDATE scheduled_tasks SET last_run_time = now() WHERE id = $1)
      SELECT id FROM run`,
    [taskId, owner],
  );
  return row?.id ?? '';
};

const ending = (runId: string, taskId: string, more: Partial<Settlement> = {}): Settlement => ({
  runId,
  taskId,
  taskName: 'Task',
  outcome: 'succeeded',
  reason: null,
  result: { rows: 3 },
  error: null,
  attempts: null,
  retryAfterMs: null,
  report: null,
  ...more,
});

/** Every due task runs now and again in an hour. */
const work = (settlements: readonly Settlement[], claim: number): CycleWork => ({
  settlements,
  open: [],
  claim,
  startNow: claim,
  take: 0,
  manualOnly: false,
  dueBefore: null,
  passOver: [],
  onDueLeft: () => undefined,
  decide: (task) => ({
    taskId: task.id,
    runs: [
      {
        plannedAt: task.plannedAt,
        trigger: 'schedule',
        outcome: null,
        reason: null,
        covers: 1,
        coversUntil: null,
        serial: false,
        ready: true,
      },
    ],
    nextRunAt: inAnHour(),
    executions: 1,
    endNow: false,
    hold: null,
    cancelOpen: false,
  }),
});

const settled = (result: CycleResult, runId: string): boolean =>
  result.settled === 'all' || result.settled.has(runId);

const stateOf = async (runId: string): Promise<unknown> => {
  const [row] = await db.sql(
    `SELECT t.status, t.last_run_status, t.execution_count, t.last_run_time = r.started_at AS starts_agree,
        t.next_run_time IS NULL AS no_next, r.state, r.outcome, r.reason_code, r.result, r.error->>'message' AS message,
        r.finished_at IS NOT NULL AS finished, r.executor_id IS NULL AS free, r.not_before IS NOT NULL AS later,
        jsonb_array_length(COALESCE(r.attempts, '[]')) AS attempts
      FROM task_runs r JOIN scheduled_tasks t ON t.id = r.task_id WHERE r.id = $1`,
    [runId],
  );
  return row;
};

interface Case {
  readonly task?: Readonly<Record<string, unknown>>;
  readonly end?: Partial<Settlement>;
  readonly owner?: string;
  readonly held?: boolean;
  readonly expected: Readonly<Record<string, unknown>>;
}

const failed = {
  outcome: 'failed',
  reason: { code: 'exit_code', params: { code: 3 } },
  result: null,
  error: { message: 'It broke.', step: null, detail: null },
} as const;
const skipped = {
  outcome: 'skipped',
  reason: { code: 'exit_code', params: { code: 3 } },
  result: null,
} as const;
const attempt = {
  attempt: 1,
  startedAt: '2026-03-08T07:30:00.000Z',
  finishedAt: '2026-03-08T07:31:00.000Z',
  outcome: 'failed',
  reason: null,
  message: 'It broke.',
} as const;
const ended = { state: 'ended', finished: true, settled: true, starts_agree: true };
const last = { next_run_time: null, execution_count: 1 };

const cases: readonly (readonly [string, Case])[] = [
  ['the first success', { expected: { ...ended, last_run_status: 1, status: 1, result: { rows: 3 } } }],
  ['a success after another', { task: { last_run_status: 1 }, expected: { ...ended, last_run_status: 1 } }],
  ['a success after a failure', { task: { last_run_status: 2 }, expected: { ...ended, last_run_status: 1 } }],
  [
    'a failure after a success',
    {
      task: { last_run_status: 1 },
      end: failed,
      expected: {
        ...ended,
        last_run_status: 2,
        outcome: 'failed',
        reason_code: 'exit_code',
        message: 'It broke.',
      },
    },
  ],
  [
    'a failure after another',
    { task: { last_run_status: 2 }, end: failed, expected: { ...ended, last_run_status: 2 } },
  ],
  [
    'a skip after a success',
    { task: { last_run_status: 1 }, end: skipped, expected: { ...ended, last_run_status: 1 } },
  ],
  [
    'a skip after a failure',
    { task: { last_run_status: 2 }, end: skipped, expected: { ...ended, last_run_status: 2 } },
  ],
  [
    'a skip before anything',
    { end: skipped, expected: { ...ended, last_run_status: null, outcome: 'skipped' } },
  ],
  [
    'the end of a one-time task',
    {
      task: { ...last, task_type: 'one_time', repeat_type: 'none' },
      expected: { ...ended, status: 2, last_run_status: 1 },
    },
  ],
  [
    'the failed end of a task whose limit is reached',
    {
      task: { ...last, max_executions: 1, last_run_status: 2 },
      end: failed,
      expected: { ...ended, status: 2, execution_count: 1 },
    },
  ],
  [
    'the skipped last run of a task',
    { task: last, end: skipped, expected: { ...ended, status: 2, last_run_status: null } },
  ],
  [
    'a run of a task on hold',
    { task: last, held: true, expected: { ...ended, status: 1, last_run_status: 1 } },
  ],
  [
    'a run of a task that was paused',
    { task: { ...last, status: 3 }, expected: { ...ended, status: 3, last_run_status: 1 } },
  ],
  [
    'a run of a task that was deleted',
    { task: { status: 4 }, end: failed, expected: { ...ended, status: 4, last_run_status: 2 } },
  ],
  [
    'a run that is not ours any more',
    {
      owner: somebody,
      task: last,
      expected: { settled: false, state: 'running', outcome: null, status: 1, last_run_status: null },
    },
  ],
  [
    'an attempt that is tried again',
    {
      task: { last_run_status: 1 },
      end: { ...failed, retryAfterMs: 60_000, attempts: [attempt] },
      expected: {
        settled: true,
        state: 'queued',
        free: true,
        later: true,
        finished: false,
        attempts: 1,
        last_run_status: 1,
      },
    },
  ],
  [
    'the last attempt of a run',
    {
      end: { ...failed, attempts: [attempt, attempt] },
      expected: { ...ended, attempts: 2, last_run_status: 2 },
    },
  ],
];

describe('the end of a run', () => {
  it.each(cases)(
    'leaves the same, alone and among others, with and without a claim: %s',
    async (_what, given) => {
      const states: unknown[] = [];
      for (const others of [0, 1])
        for (const claim of [0, 1]) {
          const taskId = await insertTask(db, {
            repeat_type: 'hour',
            next_run_time: inAnHour(),
            ...given.task,
          });
          const runId = await going(taskId, given.owner ?? us);
          if (given.held === true)
            await db.sql(
              `INSERT INTO task_policies (task_id, hold_reason, hold_since) VALUES ($1, 'odd', now())`,
              [taskId],
            );
          const settlements = [ending(runId, taskId, given.end)];
          if (others === 1) {
            const other = await insertTask(db, { repeat_type: 'hour', next_run_time: inAnHour() });
            settlements.push(ending(await going(other, us), other));
          }
          const due = await insertTask(db, { repeat_type: 'hour', next_run_time: aWhileAgo() });
          const result = await ledger.cycle(work(settlements, claim));
          expect(result.claimed.map((run) => run.taskId)).toEqual(claim === 1 ? [due] : []);
          await db.sql('UPDATE scheduled_tasks SET next_run_time = $2 WHERE id = $1', [due, inAnHour()]);
          states.push({ ...Object(await stateOf(runId)), settled: settled(result, runId) });
        }
      for (const state of states) {
        expect(state).toMatchObject(given.expected);
        expect(state).toEqual(states[0]);
      }
    },
  );

  it.each([0, 1])(
    'and the next start of its task in the same cycle add up, with %i other ends',
    async (others) => {
      const taskId = await insertTask(db, {
        repeat_type: 'hour',
        next_run_time: aWhileAgo(),
        execution_count: 4,
      });
      const runId = await going(taskId, us);
      const settlements = [ending(runId, taskId, failed)];
      for (let i = 0; i < others; i += 1) {
        const other = await insertTask(db, { repeat_type: 'hour', next_run_time: inAnHour() });
        settlements.push(ending(await going(other, us), other));
      }
      await db.sql(`UPDATE task_runs SET planned_at = planned_at - interval '1 hour' WHERE id = $1`, [runId]);
      const result = await ledger.cycle(work(settlements, 1));
      const [next] = result.claimed;
      expect(next).toMatchObject({ taskId });
      const [row] = await db.sql(
        `SELECT t.status, t.last_run_status, t.execution_count, t.last_run_time = r.started_at AS starts_agree,
        t.next_run_time > now() AS goes_on FROM scheduled_tasks t JOIN task_runs r ON r.id = $2 WHERE t.id = $1`,
        [taskId, next?.runId],
      );
      expect(row).toEqual({
        status: 1,
        last_run_status: 2,
        execution_count: 5,
        starts_agree: true,
        goes_on: true,
      });
    },
  );

  it('waits for no task while it holds another that it has picked', async () => {
    const ending1 = await insertTask(db, { repeat_type: 'hour', next_run_time: inAnHour() });
    const runId = await going(ending1, us);
    const due = await insertTask(db, { repeat_type: 'hour', next_run_time: aWhileAgo() });
    const somebodyElse = new Client({ connectionString: db.url });
    await somebodyElse.connect();
    onTestFinished(() => somebodyElse.end());
    await somebodyElse.query('BEGIN');
    await somebodyElse.query('SELECT FROM scheduled_tasks WHERE id = $1 FOR UPDATE', [ending1]);
    const cycle = ledger.cycle(work([ending(runId, ending1)], 1));
    const waiting = async (): Promise<boolean> =>
      (
        await db.sql(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        )
      ).length > 0;
    while (!(await waiting()));
    await somebodyElse.query('SELECT FROM scheduled_tasks WHERE id = $1 FOR UPDATE NOWAIT', [due]);
    await somebodyElse.query('COMMIT');
    expect(settled(await cycle, runId)).toBe(true);
    expect(await stateOf(runId)).toMatchObject({ last_run_status: 1, outcome: 'succeeded' });
  });
});
