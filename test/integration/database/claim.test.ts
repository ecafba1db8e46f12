import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { LedgerStore } from '../../../src-main/database/ledger/ledger-store';
import type { CycleResult, CycleWork, DueTask } from '../../../src-main/executor/ledger';
import { insertTask, seedWorkflow } from '../../support/executor-rig';
import { testDatabase } from '../../support/test-database';

const db = await testDatabase();
const quiet = db.open({ quiet: true, max: 4 });

beforeEach(async () => {
  await db.sql('TRUNCATE scheduled_tasks, task_policies, task_runs, task_run_logs');
  await seedWorkflow(db);
});

/** Every due task runs now and again in an hour; `seen` is told of each. */
const work = (claim: number, seen: (task: DueTask) => void = () => undefined): CycleWork => ({
  settlements: [],
  open: [],
  claim,
  startNow: claim,
  take: 0,
  manualOnly: false,
  dueBefore: null,
  passOver: [],
  onDueLeft: () => undefined,
  decide: (task) => {
    seen(task);
    return {
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
      nextRunAt: new Date(Date.now() + 3_600_000),
      executions: 1,
      endNow: false,
      hold: null,
      cancelOpen: false,
    };
  },
});

const secondsAgo = (seconds: number): Date => new Date(Date.now() - seconds * 1000);

/** A ledger with a cycle that is under way until `release`, and what its other cycles claim. */
const besideAnother = async () => {
  const us = randomUUID();
  const [run] = await db.sql<{ id: string }>(
    `INSERT INTO task_runs (task_id, planned_at, trigger, state, executor_id)
      VALUES (0, now(), 'manual', 'queued', $1) RETURNING id`,
    [us],
  );
  const other = new Client({ connectionString: db.url });
  await other.connect();
  onTestFinished(() => other.end());
  await other.query('BEGIN');
  await other.query('SELECT 1 FROM task_runs FOR UPDATE');
  const ledger = new LedgerStore(quiet, us);
  const going = ledger.cycle({ ...work(0), open: [run?.id ?? ''] });
  const claimed: string[] = [];
  const cycle = async (): Promise<CycleResult> => {
    const result = await ledger.cycle(work(12));
    claimed.push(...result.claimed.map((one) => one.taskId));
    return result;
  };
  return {
    ledger,
    claimed,
    cycle,
    release: async () => {
      await other.query('COMMIT');
      await going;
    },
  };
};

describe('claims while another cycle is under way', () => {
  it('leave no due task out, also one that was locked when they went past it', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 60; i += 1) ids.push(await insertTask(db, { next_run_time: secondsAgo(100 - i) }));
    const [first = ''] = ids;
    const { claimed, cycle, release } = await besideAnother();
    const other = new Client({ connectionString: db.url });
    await other.connect();
    onTestFinished(() => other.end());
    await other.query('BEGIN');
    await other.query('SELECT 1 FROM scheduled_tasks WHERE id = $1 FOR UPDATE', [first]);
    for (let i = 0; i < 4; i += 1) expect((await cycle()).dueLeft).toBe(true);
    expect(claimed.toSorted()).toEqual(ids.slice(1, 49).toSorted());
    await other.query('COMMIT');

    let left = true;
    while (left) left = (await cycle()).dueLeft;
    expect(claimed.toSorted()).toEqual(ids.toSorted());
    await release();
  });

  it('take up again what a cycle that failed has given back', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 48; i += 1) ids.push(await insertTask(db, { next_run_time: secondsAgo(100 - i) }));
    const { ledger, claimed, cycle, release } = await besideAnother();
    await cycle();
    const fault = ledger.cycle(
      work(12, () => {
        throw new Error('a fault of ours');
      }),
    );
    await expect(fault).rejects.toThrow('a fault of ours');
    await cycle();
    expect(claimed.toSorted()).toEqual(ids.slice(0, 24).toSorted());
    await release();
  });
});

describe('a picked task', () => {
  it('has its rule as stored, whatever stands in it, and one key for one rule', async () => {
    const odd = {
      start_time: '2026-03-02T09:00:00',
      repeat_type: 'week',
      repeat_days: JSON.stringify('1, "x", (3)'),
      max_executions: 7,
    };
    const ids = [
      await insertTask(db, { ...odd, next_run_time: secondsAgo(9), name: 'One' }),
      await insertTask(db, { ...odd, next_run_time: secondsAgo(8), name: 'Two' }),
      await insertTask(db, { ...odd, next_run_time: secondsAgo(7), repeat_days: '[1, 3]' }),
    ];
    await db.sql(
      `INSERT INTO task_policies (task_id, time_zone, month_end) VALUES ($1, 'Asia/Tokyo', 'skip')`,
      [ids[2]],
    );
    const tasks: DueTask[] = [];
    await new LedgerStore(quiet, randomUUID()).cycle(work(12, (task) => tasks.push(task)));
    expect(tasks.map((task) => task.id)).toEqual(ids);
    expect(tasks[0]?.columns).toMatchObject({
      task_type: 'recurring',
      start_time: '2026-03-02 09:00:00',
      end_time: null,
      repeat_type: 'week',
      repeat_interval: '1',
      repeat_days: '1, "x", (3)',
      repeat_day_of_month: null,
      max_executions: '7',
      time_zone: null,
      month_end: null,
    });
    expect(tasks[2]?.columns).toMatchObject({
      repeat_days: '[1, 3]',
      time_zone: 'Asia/Tokyo',
      basis: 'fixed',
      month_end: 'skip',
    });
    expect(tasks[0]?.ruleKey).toBe(tasks[1]?.ruleKey);
    expect(tasks[0]?.ruleKey).not.toBe(tasks[2]?.ruleKey);
  });
});
