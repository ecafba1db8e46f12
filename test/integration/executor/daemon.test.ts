import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Problem } from '../../../src-main/contract/errors';
import { verbatim } from '../../../src-main/contract/text';
import { systemClock, type Clock } from '../../../src-main/executor/clock';
import type { Ending, RunContext, StopReason } from '../../../src-main/executor/connector';
import type { CycleResult, CycleWork } from '../../../src-main/executor/ledger';
import { processIdentity } from '../../../src-main/machine/process-identity';
import { NoticeListener } from '../../../src-main/database/notice-listener';
import {
  ExecutorRig,
  FollowedConnector,
  HandConnector,
  insertTask,
  seedWorkflow,
  succeeded,
  type RigOptions,
} from '../../support/executor-rig';
import { testDatabase } from '../../support/test-database';

const db = await testDatabase();
const rigs: ExecutorRig[] = [];
const listeners: NoticeListener[] = [];

const start = async (connector: HandConnector, options: RigOptions = {}): Promise<ExecutorRig> => {
  const rig = new ExecutorRig(db, connector, options);
  rigs.push(rig);
  const listener = new NoticeListener({ url: db.url, applicationName: 'tests' });
  listeners.push(listener);
  listener.onNotice((notice) => rig.executor.notice(notice));
  await listener.start();
  await rig.executor.start();
  return rig;
};

beforeEach(async () => {
  await db.sql(
    'TRUNCATE scheduled_tasks, task_policies, task_runs, task_run_logs, executors, shared_state, workflow_targets, users, apps, workflows',
  );
  await seedWorkflow(db);
});
afterEach(async () => {
  await Promise.all(rigs.splice(0).map((rig) => rig.close()));
  await Promise.all(listeners.splice(0).map((listener) => listener.stop()));
});

interface Row {
  readonly id: string;
  readonly task_id: string;
  readonly trigger: string;
  readonly state: string;
  readonly outcome: string | null;
  readonly reason_code: string | null;
  readonly reason: string | null;
  readonly attempt: number;
  readonly attempts: readonly { readonly outcome: string }[] | null;
  readonly executor_id: string | null;
  readonly result: unknown;
  readonly error: { readonly message: string } | null;
  readonly external_ref: unknown;
  readonly started_at: Date | null;
}
const runs = () => db.sql<Row & Record<string, unknown>>('SELECT * FROM task_runs ORDER BY planned_at, id');
const due = (columns: Readonly<Record<string, unknown>> = {}) =>
  insertTask(db, {
    task_type: 'one_time',
    next_run_time: new Date(Date.now() - 1_000),
    start_time: new Date(Date.now() - 1_000),
    ...columns,
  });

/** Ends when told to stop, as a connector that honours its signal does. */
const untilStopped = (run: RunContext, end: (reason: StopReason) => Ending): Promise<Ending> =>
  new Promise((resolve) => run.signal.addEventListener('abort', () => resolve(end(run.signal.reason))));
const cancelled: Ending = { kind: 'ended', outcome: 'cancelled', reason: null, result: null, error: null };

describe('a daemon', () => {
  it('picks a task written by others up at once, long before its next poll', async () => {
    const connector = new HandConnector();
    const rig = await start(connector, { settings: { pollIntervalMs: 3_600_000 } });
    await rig.when((event) => event.kind === 'status' && rig.executor.snapshot().lastPoll !== null);
    const id = await due();
    await rig.ended(1);
    expect(connector.starts.map((run) => run.taskId)).toEqual([id]);
  });

  it('starts a task at its instant by an exact timer, whatever the poll interval', async () => {
    const connector = new HandConnector();
    const rig = await start(connector, { settings: { pollIntervalMs: 3_600_000 } });
    await due({ next_run_time: new Date(Date.now() + 1_200) });
    await rig.ended(1);
    const [row] = await runs();
    expect(row).toMatchObject({ trigger: 'schedule', outcome: 'succeeded' });
    const [late] = await db.sql<{ ms: number }>(
      'SELECT extract(epoch FROM started_at - planned_at) * 1000 AS ms FROM task_runs',
    );
    expect(Number(late?.ms)).toBeGreaterThanOrEqual(0);
  });

  it('keeps to its slots and starts the rest as they fall free', async () => {
    let going = 0;
    let most = 0;
    const release: (() => void)[] = [];
    const connector = new HandConnector(async () => {
      going += 1;
      most = Math.max(most, going);
      await new Promise<void>((resolve) => release.push(resolve));
      going -= 1;
      return succeeded;
    });
    const rig = await start(connector, { settings: { slots: 2 } });
    for (let index = 0; index < 5; index += 1) await due();
    for (let index = 0; index < 5; index += 1) {
      await connector.started(Math.min(5, index + 2));
      release.shift()?.();
      await rig.ended(index + 1);
    }
    expect(most).toBe(2);
    expect((await runs()).map((row) => row.outcome)).toEqual(Array.from({ length: 5 }, () => 'succeeded'));
  });

  it('gives the slot of a run that waits for a person to others, and takes one back when it goes on', async () => {
    const answers = new Map<string, () => void>();
    const connector = new HandConnector(async (run) => {
      if (run.taskName !== 'asks') return succeeded;
      run.waiting({ since: new Date().toISOString(), step: 'May it?', people: ['Mei'] });
      await new Promise<void>((resolve) => answers.set(run.runId, resolve));
      run.waiting(null);
      return succeeded;
    });
    const rig = await start(connector, { settings: { slots: 1 } });
    await due({ name: 'asks' });
    await connector.started(1);
    const others = [await due(), await due()];
    await rig.ended(2);
    expect(connector.starts.slice(1).map((run) => run.taskId)).toEqual(others);
    const [asking] = rig.executor.snapshot().running;
    expect(asking).toMatchObject({ taskName: 'asks', waiting: true });
    answers.get(asking?.runId ?? '')?.();
    await rig.ended(3);
    expect((await runs()).map((row) => row.outcome)).toEqual(['succeeded', 'succeeded', 'succeeded']);
    expect(rig.executor.snapshot().running).toEqual([]);
  });

  it('writes what a run said once the database is there again', async () => {
    let goOn: () => void = () => undefined;
    const written = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const connector = new HandConnector(async (run) => {
      run.progress({ percent: 40, text: 'half way' });
      await written;
      return succeeded;
    });
    const rig = await start(connector);
    const report = rig.ledger.report.bind(rig.ledger);
    let refusals = 0;
    rig.ledger.report = async (reports) => {
      refusals += 1;
      if (refusals === 1) throw new Problem('database_unreachable', verbatim('The connection was lost.'));
      await report(reports);
      goOn();
    };
    await due();
    await rig.ended(1);
    const [row] = await runs();
    expect(row).toMatchObject({ progress: { percent: 40 } });
  });

  it('tells the others how many runs it takes at once, also after that was changed', async () => {
    const rig = await start(new HandConnector(), { settings: { slots: 2 } });
    const told = (): Promise<unknown> => db.sql('SELECT slots FROM executors WHERE id = $1', [rig.id]);
    expect(await told()).toEqual([{ slots: 2 }]);
    rig.change({ slots: 7 });
    // Its next heartbeat, without waiting for it.
    rig.executor.resume();
    await expect.poll(told, { timeout: 20_000 }).toEqual([{ slots: 7 }]);
  });

  it('keeps what a run says: result, log lines in order, progress', async () => {
    const connector = new HandConnector((run) => {
      run.log('stdout', 'first');
      run.log('stderr', 'second with a NUL \u0000 in it');
      run.progress({ percent: 40, text: 'half way' });
      return Promise.resolve({ ...succeeded, result: { text: 'a NUL \u0000 and half a pair \ud800' } });
    });
    const rig = await start(connector);
    await due();
    await rig.ended(1);
    await rig.executor.stop();
    const [row] = await runs();
    expect(row).toMatchObject({
      outcome: 'succeeded',
      result: { text: 'a NUL \uFFFD and half a pair \uFFFD' },
      progress: { percent: 40, text: 'half way' },
    });
    expect(await db.sql('SELECT seq, stream, line FROM task_run_logs ORDER BY seq')).toEqual([
      { seq: 1, stream: 'stdout', line: 'first' },
      { seq: 2, stream: 'stderr', line: 'second with a NUL \uFFFD in it' },
    ]);
  });

  it('tries a failed run again as its policy says, and ends with the last outcome', async () => {
    const connector = new HandConnector((run) =>
      Promise.resolve(
        run.attempt < 3
          ? {
              ...succeeded,
              outcome: 'failed',
              reason: { code: 'http_status', params: { status: 502 } },
              error: { message: 'HTTP 502', step: null, detail: null },
            }
          : succeeded,
      ),
    );
    const rig = await start(connector);
    const id = await due({ next_run_time: new Date(Date.now() + 400) });
    await db.sql('INSERT INTO task_policies (task_id, retry_attempts, retry_delay_ms) VALUES ($1, 2, 10)', [
      id,
    ]);
    await rig.ended(1);
    await rig.executor.stop();
    const rows = await runs();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ outcome: 'succeeded', attempt: 3 });
    expect(rows[0]?.attempts?.map((attempt) => attempt.outcome)).toEqual(['failed', 'failed', 'succeeded']);
    expect(await db.sql('SELECT status, execution_count, last_run_status FROM scheduled_tasks')).toEqual([
      { status: 2, execution_count: 1, last_run_status: 1 },
    ]);
  });

  it('still says that a run waits for a person when the database was away as it was said', async () => {
    const connector = new HandConnector((run) => {
      run.waiting({ step: 'Approve', people: ['Ada'], since: new Date().toISOString() });
      return untilStopped(run, () => cancelled);
    });
    const rig = new ExecutorRig(db, connector);
    rigs.push(rig);
    const real = rig.ledger.report.bind(rig.ledger);
    const written = new Promise<void>((resolve) => {
      let away = true;
      rig.ledger.report = async (reports) => {
        if (!away) return real(reports).then(resolve);
        away = false;
        throw new Problem('database_unreachable', verbatim('The connection was lost.'));
      };
    });
    await due();
    await rig.executor.start();
    await written;
    expect(await db.sql(`SELECT state, waiting_for->>'step' AS step FROM task_runs`)).toEqual([
      { state: 'waiting', step: 'Approve' },
    ]);
  });

  it('ends a run at its time limit and says so', async () => {
    const connector = new HandConnector((run) => untilStopped(run, () => cancelled));
    const rig = await start(connector);
    const id = await due({ next_run_time: new Date(Date.now() + 400) });
    await db.sql('INSERT INTO task_policies (task_id, timeout_ms) VALUES ($1, 1000)', [id]);
    await rig.ended(1);
    await rig.executor.stop();
    expect(await runs()).toMatchObject([{ outcome: 'timed_out', reason_code: 'timeout' }]);
  });

  it('cancels a running run when somebody asks, and names who asked', async () => {
    const connector = new HandConnector((run) => untilStopped(run, () => cancelled));
    const rig = await start(connector);
    const started = connector.next();
    await due();
    const { runId } = await started;
    await db.sql(
      `UPDATE task_runs SET cancel_requested_at = now(), cancel_requested_by = 'Ada' WHERE id = $1`,
      [runId],
    );
    await db.sql(`SELECT pg_notify('nexus_scheduler', 'runs')`);
    await rig.ended(1);
    await rig.executor.stop();
    expect(await runs()).toMatchObject([{ outcome: 'cancelled', reason_code: 'cancelled_by_operator' }]);
    expect((await runs())[0]?.reason).toContain('Ada');
  });

  it('records the true outcome of a run that ended before the cancel reached it', async () => {
    const connector = new HandConnector((run) => untilStopped(run, () => succeeded));
    const rig = await start(connector);
    const started = connector.next();
    await due();
    const { runId } = await started;
    await db.sql(
      `UPDATE task_runs SET cancel_requested_at = now(), cancel_requested_by = 'Ada' WHERE id = $1`,
      [runId],
    );
    await db.sql(`SELECT pg_notify('nexus_scheduler', 'runs')`);
    await rig.ended(1);
    await rig.executor.stop();
    expect(await runs()).toMatchObject([{ outcome: 'succeeded', reason_code: 'late_outcome' }]);
  });

  const askToForce = (runId: string): Promise<unknown> =>
    db.sql(
      `WITH asked AS (UPDATE task_runs SET cancel_requested_at = now(), cancel_requested_by = 'Ada',
         force_requested_at = now(), force_requested_by = 'Mei' WHERE id = $1)
       SELECT pg_notify('nexus_scheduler', 'runs')`,
      [runId],
    );

  it('no longer waits for a run that is to be ended by force, and records what became of it later', async () => {
    let letGo: (end: Ending) => void = () => undefined;
    const connector = new HandConnector(() => new Promise((resolve) => (letGo = resolve)));
    const rig = await start(connector);
    const started = connector.next();
    await due();
    const run = await started;
    await askToForce(run.runId);
    await rig.ended(1);
    expect([run.signal.reason, run.force.aborted]).toEqual(['cancelled', true]);
    expect(await runs()).toMatchObject([{ outcome: 'cancelled', reason_code: 'force_stopped' }]);
    expect((await runs())[0]?.reason).toContain('by Mei: it was no longer waited for');
    letGo(succeeded);
    await expect.poll(async () => (await runs())[0]?.reason_code).toBe('late_outcome');
    expect(await runs()).toMatchObject([{ outcome: 'cancelled' }]);
    expect((await runs())[0]?.reason).toContain('(succeeded)');
    await rig.executor.stop();
  });

  it('says that nothing is left of a run that let go when it was ended by force', async () => {
    const forced = (run: RunContext): Promise<Ending> =>
      new Promise((resolve) => run.force.addEventListener('abort', () => resolve(cancelled)));
    const connector = new HandConnector(forced);
    const rig = await start(connector);
    const started = connector.next();
    await due();
    await askToForce((await started).runId);
    await rig.ended(1);
    await rig.executor.stop();
    expect((await runs())[0]?.reason).toBe('Stopped by force by Mei: it was ended at once.');
  });

  it('runs what a person asks for at once, also while scheduling is paused, and nothing else', async () => {
    const since = new Date().toISOString();
    await db.sql(`INSERT INTO shared_state (key, value) VALUES ('pause', $1)`, [
      JSON.stringify({ since, until: null, by: 'Ada', reason: null }),
    ]);
    const connector = new HandConnector();
    const rig = await start(connector);
    const planned = await due();
    const asked = await insertTask(db, { status: 3, repeat_type: 'day' });
    await db.sql(
      `INSERT INTO task_runs (task_id, planned_at, trigger, state, input) VALUES ($1, clock_timestamp(), 'manual', 'queued', '{"own": 1}')`,
      [asked],
    );
    await db.sql(`SELECT pg_notify('nexus_scheduler', 'runs')`);
    await rig.ended(1);
    expect(connector.starts.map((run) => [run.taskId, run.trigger, run.input])).toEqual([
      [asked, 'manual', { own: 1 }],
    ]);
    expect(rig.executor.snapshot().paused).toMatchObject({ by: 'Ada', until: null });

    await db.sql(`DELETE FROM shared_state`);
    await db.sql(`SELECT pg_notify('nexus_scheduler', 'state')`);
    await rig.ended(2);
    expect(connector.starts.map((run) => run.taskId)).toEqual([asked, planned]);
  });

  it('lets catch-up runs of one task go one after another', async () => {
    const order: string[] = [];
    const connector = new HandConnector(async (run) => {
      order.push(`start ${run.plannedAt.toISOString().slice(11, 13)}`);
      await Promise.resolve();
      order.push(`end ${run.plannedAt.toISOString().slice(11, 13)}`);
      return succeeded;
    });
    // None of its hours is near: the next one comes in half an hour.
    const hour = 3_600_000;
    const first = Date.now() - 2.5 * hour;
    const id = await insertTask(db, {
      repeat_type: 'hour',
      status: 2,
      start_time: new Date(first),
      next_run_time: new Date(first),
    });
    await db.sql(`INSERT INTO task_policies (task_id, missed) VALUES ($1, 'all')`, [id]);
    const rig = await start(connector);
    await db.sql('UPDATE scheduled_tasks SET status = 1');
    await rig.ended(3);
    const hours = [0, 1, 2].map((step) => new Date(first + step * hour).toISOString().slice(11, 13));
    expect(order).toEqual(hours.flatMap((at) => [`start ${at}`, `end ${at}`]));
  });
});

describe('runs in the queue of a task that was taken away', () => {
  const queue = (task: string) =>
    db.sql(
      `INSERT INTO task_runs (task_id, planned_at, trigger, state) VALUES ($1, now(), 'catch_up', 'queued')`,
      [task],
    );

  it('a deleted task: they end and say why', async () => {
    const id = await insertTask(db, { repeat_type: 'day', status: 4 });
    await queue(id);
    const connector = new HandConnector();
    const rig = await start(connector);
    const good = await due();
    await rig.ended(1);
    expect(connector.starts.map((run) => run.taskId)).toEqual([good]);
    await rig.executor.stop();
    expect((await runs()).find((run) => run.task_id === id)).toMatchObject({
      outcome: 'cancelled',
      reason_code: 'task_deleted',
    });
  });

  it('a paused task: they wait until it is resumed', async () => {
    const id = await insertTask(db, { repeat_type: 'day', status: 3 });
    await queue(id);
    const connector = new HandConnector();
    const rig = await start(connector);
    const good = await due();
    await rig.ended(1);
    expect(connector.starts.map((run) => run.taskId)).toEqual([good]);
    await db.sql(
      `UPDATE scheduled_tasks SET status = 1, next_run_time = now() + interval '1 day' WHERE id = $1`,
      [id],
    );
    await db.sql(`SELECT pg_notify('nexus_scheduler', 'runs')`);
    await rig.ended(2);
    expect(connector.starts.map((run) => run.taskId)).toEqual([good, id]);
  });
});

describe('bad rows', () => {
  const bad: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
    ['an unknown user', { user_id: 99 }, 'user_unknown'],
    ['an unknown app', { app_id: 99 }, 'app_unknown'],
    ['an unknown workflow', { workflow_id: 99 }, 'workflow_unknown'],
    ['an input that is a list', { input: '[1, 2]' }, 'invalid_input'],
    ['an input that is broken JSON text', { input: '"{broken"' }, 'invalid_input'],
    ['an interval of 0', { task_type: 'recurring', repeat_type: 'day', repeat_interval: 0 }, 'invalid_task'],
    [
      'weekdays that cannot be read',
      { task_type: 'recurring', repeat_type: 'week', repeat_days: '"x"' },
      'invalid_task',
    ],
    [
      'an end before its start',
      {
        task_type: 'recurring',
        repeat_type: 'day',
        start_time: '2026-02-01 00:00',
        end_time: '2026-01-01 00:00',
      },
      'invalid_task',
    ],
    ['a planned instant at minus infinity', { next_run_time: '-infinity' }, 'invalid_task'],
  ];

  it.each(bad)('%s: a named reason, and no other task is harmed', async (_what, columns, code) => {
    const worse = await due(columns);
    const good = await due();
    const connector = new HandConnector();
    const rig = new ExecutorRig(db, connector);
    rigs.push(rig);
    await rig.executor.runOnce();
    expect(connector.starts.map((run) => run.taskId)).toEqual([good]);
    const row = (await runs()).find((run) => run.task_id === worse);
    expect(row).toMatchObject({ outcome: 'failed', reason_code: code });
    expect(row?.reason).toBeTruthy();
    const second = new ExecutorRig(db, connector);
    rigs.push(second);
    expect(await second.executor.runOnce()).toMatchObject({ due: 0, started: 0 });
  });

  it.each([
    ['NULL counters', { execution_count: null, max_executions: null }],
    ['a NULL interval', { repeat_interval: null }],
    [
      'a series that ends with the calendar',
      { start_time: '9999-12-31 23:00', task_type: 'recurring', repeat_type: 'day' },
    ],
  ])('%s: runs all the same', async (_what, columns) => {
    const id = await insertTask(db, {
      repeat_type: 'day',
      start_time: '2026-01-01 08:00',
      next_run_time: new Date(Date.now() - 1_000),
      ...columns,
    });
    const connector = new HandConnector();
    const rig = new ExecutorRig(db, connector);
    rigs.push(rig);
    await rig.executor.runOnce();
    expect(connector.starts.map((run) => run.taskId)).toEqual([id]);
    expect(await db.sql('SELECT execution_count FROM scheduled_tasks')).toEqual([{ execution_count: 1 }]);
  });

  it('a held task that is mended by plain SQL goes on by itself', async () => {
    const connector = new HandConnector();
    const rig = await start(connector, { settings: { pollIntervalMs: 3_600_000 } });
    const id = await insertTask(db, {
      repeat_type: 'day',
      repeat_interval: 0,
      start_time: '2026-01-01 08:00',
      next_run_time: new Date(Date.now() - 1_000),
    });
    await rig.when((event) => event.kind === 'held');
    expect(await db.sql('SELECT hold_reason IS NOT NULL AS held FROM task_policies')).toEqual([
      { held: true },
    ]);
    const status = rig.when(
      (event) => event.kind === 'status' && rig.executor.snapshot().nextDue?.taskId === id,
    );
    await db.sql('UPDATE scheduled_tasks SET repeat_interval = 1 WHERE id = $1', [id]);
    await status;
    expect(await db.sql('SELECT hold_reason FROM task_policies')).toEqual([{ hold_reason: null }]);
  });
});

describe('a database that takes no changes for a while, whatever they are', () => {
  const refuse = async (sqlState: string): Promise<void> => {
    await db.sql(
      `CREATE FUNCTION refuse_all() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE 'not now' USING ERRCODE = '${sqlState}'; END$$`,
    );
    for (const table of ['task_runs', 'scheduled_tasks'])
      await db.sql(
        `CREATE TRIGGER refuse BEFORE UPDATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_all()`,
      );
  };

  it.each([
    ['read-only, as a standby', '25006'],
    ['rights taken away', '42501'],
    ['a full disk', '53100'],
    ['a statement that was cancelled', '57014'],
    ['transactions in each other’s way, again and again', '40P01'],
  ])('%s: no result is lost, nothing starts twice, no task is put on hold', async (_what, sqlState) => {
    let finish = (): void => undefined;
    const first = new Promise<Ending>((resolve) => {
      finish = () => resolve(succeeded);
    });
    const connector = new HandConnector(() =>
      connector.starts.length === 1 ? first : Promise.resolve(succeeded),
    );
    const rig = await start(connector);
    const isLost = (): boolean => rig.executor.snapshot().database.state === 'lost';
    await due();
    await connector.started(1);
    await refuse(sqlState);
    try {
      const lost = new Promise<void>((resolve) => {
        rig.executor.onEvent(() => (isLost() ? resolve() : undefined));
      });
      await due();
      finish();
      await lost;
    } finally {
      await db.sql('DROP FUNCTION refuse_all CASCADE');
    }
    await rig.ended(2);
    await rig.executor.stop();
    expect(connector.starts).toHaveLength(2);
    expect((await runs()).map(({ outcome, result, attempt }) => [outcome, result, attempt])).toEqual([
      ['succeeded', { ok: true }, 1],
      ['succeeded', { ok: true }, 1],
    ]);
    expect(await db.sql('SELECT FROM task_policies WHERE hold_reason IS NOT NULL')).toEqual([]);
  });
});

describe('a connection that is lost between a commit and its answer', () => {
  /** The next cycle that fits is committed, and its answer never arrives. */
  const loseAnswer = (
    rig: ExecutorRig,
    fits: (work: CycleWork, result: CycleResult) => boolean,
  ): Promise<void> =>
    new Promise((resolve) => {
      const real = rig.ledger.cycle.bind(rig.ledger);
      rig.ledger.cycle = async (work) => {
        const result = await real(work);
        if (!fits(work, result)) return result;
        rig.ledger.cycle = real;
        resolve();
        throw new Problem('database_unreachable', verbatim('The connection was lost.'));
      };
    });

  it('claimed runs are started all the same, once each', async () => {
    const connector = new HandConnector();
    const rig = await start(connector, { settings: { slots: 2 } });
    const lost = loseAnswer(rig, (_work, result) => result.claimed.length > 0);
    for (let index = 0; index < 5; index += 1) await due();
    await lost;
    await rig.ended(5);
    await rig.executor.stop();
    expect(new Set(connector.starts.map((run) => run.runId)).size).toBe(5);
    expect(connector.starts).toHaveLength(5);
    expect((await runs()).map((row) => [row.outcome, row.attempt])).toEqual(
      Array.from({ length: 5 }, () => ['succeeded', 1]),
    );
  });

  it('a settled run stays settled, once', async () => {
    const connector = new HandConnector();
    const rig = await start(connector);
    const lost = loseAnswer(rig, (work) => work.settlements.length > 0);
    await due();
    await lost;
    await due();
    await rig.ended(1);
    await rig.executor.stop();
    expect(connector.starts).toHaveLength(2);
    expect((await runs()).map((row) => row.outcome)).toEqual(['succeeded', 'succeeded']);
    expect(await db.sql('SELECT DISTINCT execution_count FROM scheduled_tasks')).toEqual([
      { execution_count: 1 },
    ]);
  });
});

describe('executors that die or stop', () => {
  const dead = { id: randomUUID(), pid: 999_999_999 };
  const bury = (state: 'queued' | 'running', ref: unknown = null) =>
    db.sql(
      `WITH e AS (INSERT INTO executors (id, host, pid, boot_id, process_started, version, mode, slots, lease_until)
         SELECT $1, 'here', $2, $3, '1', '0', 'test', 5, now() + interval '1 hour')
       INSERT INTO task_runs (task_id, planned_at, trigger, state, executor_id, external_ref, started_at, attempt)
       SELECT id, next_run_time, 'schedule', $4::text, $1, $5::jsonb, CASE WHEN $4::text = 'running' THEN now() END, CASE WHEN $4::text = 'running' THEN 1 ELSE 0 END FROM scheduled_tasks`,
      [dead.id, dead.pid, processIdentity().bootId, state, ref === null ? null : JSON.stringify(ref)],
    );
  it('a queued run of a dead one is started', async () => {
    await due({ status: 2 });
    await bury('queued');
    const connector = new HandConnector();
    const rig = await start(connector);
    await rig.ended(1);
    await rig.executor.stop();
    expect(await runs()).toMatchObject([{ outcome: 'succeeded', attempt: 1 }]);
  });

  it('a started run of a dead one that cannot be asked about is abandoned, not repeated', async () => {
    await due({ status: 2 });
    await bury('running');
    const connector = new HandConnector();
    const rig = await start(connector);
    await rig.ended(1);
    await rig.executor.stop();
    expect(connector.starts).toHaveLength(0);
    expect(await runs()).toMatchObject([{ outcome: 'abandoned', reason_code: 'executor_lost', attempt: 1 }]);
  });

  it('a started run of a dead one that can be asked about is followed to its true outcome', async () => {
    await due({ status: 2 });
    await bury('running', { job: 42 });
    const connector = new FollowedConnector(
      () => Promise.resolve(succeeded),
      () => Promise.resolve({ ...succeeded, result: { found: true } }),
    );
    const rig = await start(connector);
    await rig.ended(1);
    await rig.executor.stop();
    expect(connector.starts).toHaveLength(0);
    expect(connector.resumed).toEqual([{ job: 42 }]);
    expect(await runs()).toMatchObject([{ outcome: 'succeeded', result: { found: true } }]);
  });

  it.each([
    ['an hour fast', 3_600_000],
    ['a day fast', 86_400_000],
  ])(
    'a run that is picked up on a machine whose clock is %s has the time limit it has left',
    async (_what, offMs) => {
      await due({ status: 2 });
      await bury('running', { job: 42 });
      await db.sql('INSERT INTO task_policies (task_id, timeout_ms) SELECT id, 600000 FROM scheduled_tasks');
      const armed: number[] = [];
      const clock: Clock = {
        now: () => systemClock.now() + offMs,
        after: (ms, fire) => {
          armed.push(ms);
          return systemClock.after(ms, fire);
        },
      };
      const connector = new FollowedConnector(
        () => Promise.resolve(succeeded),
        () => Promise.resolve(succeeded),
      );
      const rig = await start(connector, { clock });
      await rig.ended(1);
      await rig.executor.stop();
      expect(armed.filter((ms) => ms > 540_000 && ms <= 600_000)).toHaveLength(1);
      expect(await runs()).toMatchObject([{ outcome: 'succeeded' }]);
    },
  );

  it('one that stops hands followed runs on, ends the others, and takes nothing new', async () => {
    const connector = new FollowedConnector(
      async (run) => {
        await run.reference({ job: Number(run.taskId) });
        return untilStopped(run, () => ({ kind: 'detached' }));
      },
      () => Promise.resolve({ ...succeeded, result: { handed: true } }),
    );
    const first = await start(connector);
    const started = connector.next();
    const id = await due();
    await started;
    const second = await start(connector);
    await first.executor.stop(0);
    await second.ended(1);
    await second.executor.stop();
    expect(connector.resumed).toEqual([{ job: Number(id) }]);
    expect(await runs()).toMatchObject([{ outcome: 'succeeded', result: { handed: true }, attempt: 1 }]);
    expect(await db.sql('SELECT count(*)::int AS open FROM executors WHERE stopped_at IS NULL')).toEqual([
      { open: 0 },
    ]);
  });

  describe('a run that is written as started and has no slot after all', () => {
    /** Short runs first: they let the next one be written as started while the only slot is taken. */
    const standing = async (): Promise<{ readonly rig: ExecutorRig; readonly slow: HandConnector }> => {
      const quick = new HandConnector(() => Promise.resolve(succeeded));
      const slow = new HandConnector((run) => untilStopped(run, () => cancelled));
      let connector = quick;
      const rig = await start(new HandConnector((run) => connector.start(run)), { settings: { slots: 1 } });
      await due();
      await rig.ended(1);
      connector = slow;
      const started = slow.next();
      await due({ name: 'first' });
      await started;
      await due({ name: 'second' });
      await expect.poll(async () => (await runs()).length).toBe(3);
      return { rig, slow };
    };

    it('goes back to the queue soon, as never started, and runs when its turn comes', async () => {
      const { rig, slow } = await standing();
      await expect
        .poll(runs)
        .toMatchObject([{}, { state: 'running' }, { state: 'queued', attempt: 0, started_at: null }]);
      expect(slow.starts).toHaveLength(1);
      await db.sql(
        `UPDATE task_runs SET cancel_requested_at = now(), cancel_requested_by = 'ada' WHERE state = 'running'`,
      );
      await db.sql(`SELECT pg_notify('nexus_scheduler', 'runs')`);
      await slow.started(2);
      await expect.poll(runs).toMatchObject([{}, { outcome: 'cancelled' }, { state: 'running', attempt: 1 }]);
      await rig.executor.stop(0);
    });

    it('is given back by an executor that stops', async () => {
      const { rig, slow } = await standing();
      await rig.executor.stop(0);
      expect(await runs()).toMatchObject([
        {},
        { outcome: 'cancelled' },
        { state: 'queued', attempt: 0, executor_id: null, started_at: null },
      ]);
      expect(slow.starts).toHaveLength(1);
    });
  });

  it('a run that was taken over is not settled by the one that lost it', async () => {
    let finish = (): void => undefined;
    const connector = new HandConnector(() => new Promise((resolve) => (finish = () => resolve(succeeded))));
    const rig = await start(connector);
    const started = connector.next();
    await due();
    const { runId } = await started;
    await db.sql(
      `UPDATE task_runs SET executor_id = $2, state = 'ended', outcome = 'abandoned', finished_at = now() WHERE id = $1`,
      [runId, randomUUID()],
    );
    finish();
    await rig.executor.stop();
    expect(await runs()).toMatchObject([{ outcome: 'abandoned' }]);
    expect(rig.log.lines.join('\n')).toContain('already settled by somebody else');
  });
});
