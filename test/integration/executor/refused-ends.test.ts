import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Problem } from '../../../src-main/contract/errors';
import { verbatim } from '../../../src-main/contract/text';
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
import { minuteClock } from '../../support/minute-clock';
import { testDatabase } from '../../support/test-database';

const db = await testDatabase();
const rigs: ExecutorRig[] = [];

const start = async (connector: HandConnector, options: RigOptions = {}): Promise<ExecutorRig> => {
  const rig = new ExecutorRig(db, connector, options);
  rigs.push(rig);
  await rig.executor.start();
  return rig;
};

beforeEach(async () => {
  await db.sql('TRUNCATE scheduled_tasks, task_policies, task_runs, executors');
  await seedWorkflow(db);
});
afterEach(async () => {
  await Promise.all(rigs.splice(0).map((rig) => rig.close()));
  await db.sql('DROP FUNCTION IF EXISTS refuse_some CASCADE');
});

/** Somebody's own rule on our tables: rows that fit are refused as bad values. */
const refuse = async (table: 'scheduled_tasks' | 'task_runs', rows: string): Promise<void> => {
  await db.sql(
    `CREATE FUNCTION refuse_some() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE 'not this one' USING ERRCODE = '22023'; END$$`,
  );
  await db.sql(
    `CREATE TRIGGER refuse BEFORE UPDATE ON ${table} FOR EACH ROW WHEN (${rows}) EXECUTE FUNCTION refuse_some()`,
  );
};

const due = (name: string): Promise<string> => insertDueTask(db, name);

const neverDue = (name: string): Promise<string> =>
  insertTask(db, { name, next_run_time: new Date('2999-01-01'), start_time: new Date('2999-01-01') });

const runOf = async (taskId: string): Promise<Record<string, unknown> | undefined> =>
  (await db.sql('SELECT * FROM task_runs WHERE task_id = $1', [taskId]))[0];

describe('a due task that the database refuses', () => {
  it('takes no result of a run with it that ended in the same moment', async () => {
    let finish: (ending: Ending) => void = () => undefined;
    const answer = new Promise<Ending>((resolve) => {
      finish = resolve;
    });
    const connector = new HandConnector(() => answer);
    // In one slot, so that the next claim goes with the settlement.
    const rig = await start(connector, { settings: { slots: 1 } });
    const good = await due('good');
    rig.executor.pollNow();
    await connector.started(1);
    await refuse('scheduled_tasks', `OLD.name = 'bad' AND NEW.execution_count > 0`);
    const bad = await due('bad');
    rig.executor.notice('tasks');
    finish(succeeded);
    await rig.ended(1);
    await expect
      .poll(() => db.sql('SELECT task_id FROM task_policies WHERE hold_reason IS NOT NULL'))
      .toEqual([{ task_id: bad }]);
    expect(await runOf(good)).toMatchObject({ outcome: 'succeeded', result: { ok: true }, error: null });
  });

  it('goes on hold with a failed run that says why, among many others due at once', async () => {
    const connector = new HandConnector();
    const rig = await start(connector, { settings: { slots: 50 } });
    await refuse('scheduled_tasks', `OLD.name = 'bad' AND NEW.execution_count > 0`);
    const ids: string[] = [];
    for (let i = 0; i < 40; i += 1) ids.push(await due(i === 20 ? 'bad' : `good ${i}`));
    rig.executor.pollNow();
    await rig.ended(40);
    const bad = ids[20] ?? '';
    expect(await runOf(bad)).toMatchObject({ outcome: 'failed', reason_code: 'invalid_task', attempt: 0 });
    expect(await db.sql('SELECT task_id, hold_reason FROM task_policies')).toEqual([
      { task_id: bad, hold_reason: expect.stringContaining('not this one') },
    ]);
    expect(await db.sql(`SELECT 1 FROM task_runs WHERE outcome = 'succeeded'`)).toHaveLength(39);
    expect(rig.events).toContainEqual(expect.objectContaining({ kind: 'held', taskId: bad }));
  });

  it('stays due where not even the hold is taken, and runs when it may', async () => {
    const { clock, aMinuteLater } = minuteClock();
    const connector = new HandConnector();
    const rig = await start(connector, { clock, settings: { pollIntervalMs: 3_600_000 } });
    await refuse('scheduled_tasks', `OLD.name = 'bad'`);
    const bad = await due('bad');
    const goods = [await due('good'), await due('as good')];
    rig.executor.pollNow();
    await rig.ended(2);
    expect(connector.starts.map((run) => run.taskId).sort()).toEqual([...goods].sort());
    expect(rig.executor.snapshot().database.state).toBe('connected');
    expect(await runOf(bad)).toBeUndefined();

    await db.sql('DROP FUNCTION refuse_some CASCADE');
    aMinuteLater();
    await rig.ended(3);
    expect(await runOf(bad)).toMatchObject({ outcome: 'succeeded', attempt: 1 });
  });
});

describe('a run of the queue that the database refuses', () => {
  const runNow = (taskId: string): Promise<unknown> =>
    db.sql(
      `INSERT INTO task_runs (task_id, planned_at, trigger, state) VALUES ($1, clock_timestamp(), 'manual', 'queued')`,
      [taskId],
    );

  it('stays in the queue when it cannot be taken, and no due task goes on hold for it', async () => {
    const connector = new HandConnector();
    const rig = await start(connector, { settings: { pollIntervalMs: 3_600_000 } });
    const bad = await neverDue('bad');
    await refuse('task_runs', `OLD.task_id = ${bad} AND NEW.executor_id IS NOT NULL`);
    await runNow(bad);
    const good = await due('good');
    rig.executor.pollNow();
    await rig.ended(1);
    expect(connector.starts.map((run) => run.taskId)).toEqual([good]);
    expect(await db.sql('SELECT 1 FROM task_policies WHERE hold_reason IS NOT NULL')).toEqual([]);
    expect(await runOf(bad)).toMatchObject({ state: 'queued' });

    await db.sql('DROP FUNCTION refuse_some CASCADE');
    rig.executor.pollNow();
    await rig.ended(2);
    expect(await runOf(bad)).toMatchObject({ outcome: 'succeeded' });
  });

  it('ends as failed when its start cannot be recorded, and was not started', async () => {
    const connector = new HandConnector();
    const rig = await start(connector);
    const bad = await neverDue('bad');
    await refuse('task_runs', `OLD.task_id = ${bad} AND NEW.state = 'running'`);
    await runNow(bad);
    const good = await due('good');
    rig.executor.pollNow();
    await rig.ended(2);
    expect(connector.starts.map((run) => run.taskId)).toEqual([good]);
    expect(await runOf(bad)).toMatchObject({
      outcome: 'failed',
      attempt: 0,
      reason_code: 'start_refused',
      reason: expect.stringContaining('nothing was started'),
    });
  });
});

describe('a run whose result the database refuses', () => {
  it('keeps its outcome and says what is missing', async () => {
    await refuse('task_runs', 'NEW.result IS NOT NULL');
    const rig = await start(new HandConnector());
    const id = await due('talks too much');
    rig.executor.pollNow();
    await rig.ended(1);
    expect(await runOf(id)).toMatchObject({
      outcome: 'succeeded',
      result: null,
      error: null,
      reason_code: 'result_refused',
    });
  });
});

describe('a run whose end the database refuses whatever it says', () => {
  it('is offered again every minute, never started again, and harms no other', async () => {
    const { clock, aMinuteLater } = minuteClock();
    const connector = new HandConnector();
    const rig = await start(connector, { clock, settings: { pollIntervalMs: 3_600_000 } });
    const bad = await neverDue('bad');
    await refuse('task_runs', `OLD.task_id = ${bad} AND NEW.state = 'ended'`);
    await db.sql(`UPDATE scheduled_tasks SET next_run_time = now() - interval '1 s' WHERE id = $1`, [bad]);
    rig.executor.pollNow();
    const isKept = (): boolean => rig.log.lines.some((line) => line.includes('is tried again every minute'));
    await expect.poll(isKept).toBe(true);

    const good = await due('good');
    rig.executor.pollNow();
    await rig.ended(1);
    expect(await runOf(good)).toMatchObject({ outcome: 'succeeded', result: { ok: true } });

    // After a lost connection the ledger is asked what is ours.
    const cycle = rig.ledger.cycle.bind(rig.ledger);
    rig.ledger.cycle = () => {
      rig.ledger.cycle = cycle;
      throw new Problem('database_unreachable', verbatim('The connection was lost.'));
    };
    const third = await due('third');
    rig.executor.pollNow();
    await rig.ended(2);
    expect(connector.starts.map((run) => run.taskId)).toEqual([bad, good, third]);
    expect(await runOf(bad)).toMatchObject({ state: 'running', outcome: null });

    await db.sql('DROP FUNCTION refuse_some CASCADE');
    aMinuteLater();
    await rig.ended(3);
    expect(await runOf(bad)).toMatchObject({ state: 'ended', outcome: 'succeeded', attempt: 1 });
    expect(connector.starts).toHaveLength(3);
  });
});

describe('what a run says last while the database is away', () => {
  it('is written with its end', async () => {
    const connector = new HandConnector((run) => {
      run.progress({ percent: 90, text: 'nearly' });
      return Promise.resolve(succeeded);
    });
    const rig = await start(connector);
    rig.ledger.report = () => {
      throw new Problem('database_unreachable', verbatim('The connection was lost.'));
    };
    const id = await due('talks');
    rig.executor.pollNow();
    await rig.ended(1);
    expect(await runOf(id)).toMatchObject({
      outcome: 'succeeded',
      progress: { percent: 90, text: 'nearly' },
    });
  });
});
