import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ending } from '../../../src-main/executor/connector';
import {
  ExecutorRig,
  HandConnector,
  insertDueTask,
  insertTask,
  seedWorkflow,
  succeeded,
  type RigOptions,
} from '../../support/executor-rig';
import { leftOpen } from '../../support/left-open';
import { minuteClock } from '../../support/minute-clock';
import { testDatabase } from '../../support/test-database';

const db = await testDatabase();
const leave: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  await db.sql('TRUNCATE scheduled_tasks, task_policies, task_runs, executors');
  await seedWorkflow(db);
});
afterEach(async () => {
  for (const one of leave.splice(0).reverse()) await one();
});

/** Resolves with how to end it. */
const hold = async (text: string, values: readonly unknown[] = []): Promise<() => Promise<void>> => {
  const open = await leftOpen(db.url, text, values);
  leave.push(() => open.leave());
  return () => open.commit();
};

const describeTask = 'UPDATE scheduled_tasks SET description = $2 WHERE id = $1';

const start = async (connector: HandConnector, options: RigOptions = {}): Promise<ExecutorRig> => {
  const rig = new ExecutorRig(db, connector, options);
  leave.push(() => rig.close());
  await rig.executor.start();
  return rig;
};

/** Runs that end when the test says so. */
const inHand = (): { readonly connector: HandConnector; readonly finish: () => void } => {
  let finish: (ending: Ending) => void = () => undefined;
  const answer = new Promise<Ending>((resolve) => {
    finish = resolve;
  });
  return { connector: new HandConnector(() => answer), finish: () => finish(succeeded) };
};

const due = (name: string): Promise<string> => insertDueTask(db, name);

const row = async (table: string, where: string): Promise<Record<string, unknown> | undefined> =>
  (await db.sql(`SELECT * FROM ${table} WHERE ${where}`))[0];

describe('a task whose row somebody holds in a transaction left open', () => {
  it('has its run’s end recorded at once, and its own part when the row is free', async () => {
    const { connector, finish } = inHand();
    const rig = await start(connector);
    const held = await due('held');
    const free = await due('free');
    rig.executor.pollNow();
    await connector.started(2);
    const commit = await hold(describeTask, [held, 'meanwhile']);
    finish();
    await rig.ended(2);
    expect(rig.executor.snapshot().database.state).toBe('connected');
    expect(await row('task_runs', `task_id = ${held}`)).toMatchObject({ outcome: 'succeeded' });
    expect(await row('task_runs', `task_id = ${free}`)).toMatchObject({ outcome: 'succeeded' });
    expect(await row('scheduled_tasks', `id = ${free}`)).toMatchObject({ status: 2, last_run_status: 1 });
    expect(await row('scheduled_tasks', `id = ${held}`)).toMatchObject({ status: 1, last_run_status: null });
    await commit();
    await expect
      .poll(() => row('scheduled_tasks', `id = ${held}`), { timeout: 20_000 })
      .toMatchObject({ status: 2, last_run_status: 1, description: 'meanwhile' });
  });

  it('does not keep those that are due from running, beside the end of its own run', async () => {
    const { connector, finish } = inHand();
    const rig = await start(connector, { settings: { slots: 1 } });
    const held = await due('held');
    rig.executor.pollNow();
    await connector.started(1);
    await hold(describeTask, [held, 'meanwhile']);
    const next = await due('next');
    rig.executor.notice('tasks');
    finish();
    await rig.ended(2);
    expect(await row('task_runs', `task_id = ${held}`)).toMatchObject({ outcome: 'succeeded' });
    expect(await row('task_runs', `task_id = ${next}`)).toMatchObject({ outcome: 'succeeded' });
    expect(rig.executor.snapshot().database.state).toBe('connected');
  });

  it('is told of while it is due and cannot be claimed, and runs when it is free', async () => {
    const held = await insertDueTask(db, 'held', 120_000);
    const commit = await hold(describeTask, [held, 'meanwhile']);
    const rig = await start(new HandConnector());
    const free = await due('free');
    rig.executor.notice('tasks');
    await rig.ended(1);
    expect(await row('task_runs', `task_id = ${free}`)).toMatchObject({ outcome: 'succeeded' });
    await rig.when((event) => event.kind === 'blocked');
    const blocked = { taskId: held, taskName: 'held', holder: { program: 'somebody' } };
    expect(rig.executor.snapshot().blocked).toMatchObject([blocked]);
    expect(rig.log.lines.filter((line) => line.includes('cannot be claimed'))).toHaveLength(1);
    expect(String(rig.log.errors)).toMatch(/Another transaction holds its row .*process \d+, somebody, user/);
    await commit();
    await rig.ended(2);
    await expect.poll(() => rig.executor.snapshot().blocked).toEqual([]);
    expect(rig.log.lines).toContain('the task can be claimed again');
  });

  it('is told when the executor stops, if it is free by then', async () => {
    const { connector, finish } = inHand();
    const rig = await start(connector);
    const held = await due('held');
    rig.executor.pollNow();
    await connector.started(1);
    const commit = await hold(describeTask, [held, 'meanwhile']);
    finish();
    await rig.ended(1);
    await commit();
    await rig.executor.stop();
    expect(await row('scheduled_tasks', `id = ${held}`)).toMatchObject({ status: 2, last_run_status: 1 });
  });

  it('is asked for no more once the executor has stopped', async () => {
    const { clock, aMinuteLater: fiveSecondsLater } = minuteClock(5_000);
    const { connector, finish } = inHand();
    const rig = await start(connector, { clock });
    const held = await due('held');
    rig.executor.pollNow();
    await connector.started(1);
    await hold(describeTask, [held, 'meanwhile']);
    finish();
    await rig.ended(1);
    await rig.executor.stop();
    const asked = vi.spyOn(rig.ledger, 'payOwed');
    fiveSecondsLater();
    expect(asked).not.toHaveBeenCalled();
  });

  it('is not told of an end that is older than its newest start', async () => {
    const rig = await start(new HandConnector());
    const task = await insertTask(db, {
      last_run_time: new Date('2026-05-05T10:00:00Z'),
      last_run_status: 1,
    });
    const failedBefore = async (startedAt: string): Promise<string> => {
      const rows = await db.sql<{ id: string }>(
        `INSERT INTO task_runs (task_id, planned_at, trigger, state, outcome, started_at, finished_at)
         VALUES ($1, $2, 'schedule', 'ended', 'failed', $2, now()) RETURNING id`,
        [task, startedAt],
      );
      return rows[0]?.id ?? '';
    };
    expect(await rig.ledger.payOwed([await failedBefore('2026-05-05T09:00:00Z')])).toEqual([]);
    expect(await row('scheduled_tasks', `id = ${task}`)).toMatchObject({ last_run_status: 1 });
    expect(await rig.ledger.payOwed([await failedBefore('2026-05-05T10:00:00Z')])).toEqual([]);
    expect(await row('scheduled_tasks', `id = ${task}`)).toMatchObject({ last_run_status: 2 });
  });
});

describe('a run whose row somebody holds in a transaction left open', () => {
  it('keeps its outcome whole until the row is free, and stops no other', async () => {
    const { clock, aMinuteLater } = minuteClock();
    const { connector, finish } = inHand();
    const rig = await start(connector, { clock });
    const held = await due('held');
    const free = await due('free');
    rig.executor.pollNow();
    await connector.started(2);
    const commit = await hold('UPDATE task_runs SET seen_at = now() WHERE task_id = $1', [held]);
    finish();
    await rig.ended(1);
    expect(await row('task_runs', `task_id = ${free}`)).toMatchObject({ outcome: 'succeeded' });
    await expect
      .poll(() => rig.log.lines, { timeout: 20_000 })
      .toContain('the end of a run cannot be recorded; it is tried again every minute');
    expect(await row('task_runs', `task_id = ${held}`)).toMatchObject({ state: 'running' });
    expect(rig.executor.snapshot().database.state).toBe('connected');
    await commit();
    aMinuteLater();
    await rig.ended(2);
    expect(await row('task_runs', `task_id = ${held}`)).toMatchObject({
      outcome: 'succeeded',
      result: { ok: true },
      reason_code: null,
    });
  });
});

describe('a table that somebody holds in a transaction left open', () => {
  it('puts no task on hold: they run when it is free', async () => {
    const rig = await start(new HandConnector());
    rig.executor.suspend();
    await due('due');
    const commit = await hold('LOCK TABLE scheduled_tasks');
    rig.executor.resume();
    await expect
      .poll(() => rig.executor.snapshot().database, { timeout: 60_000 })
      .toMatchObject({
        state: 'lost',
        error: { message: expect.stringContaining('holds what this would change') },
      });
    await commit();
    await rig.ended(1);
    expect(await db.sql('SELECT * FROM task_policies')).toEqual([]);
    expect(rig.log.lines.filter((line) => line.includes('on hold'))).toEqual([]);
  });
});
