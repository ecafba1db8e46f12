import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ExecutorRig, HandConnector, insertTask, seedWorkflow } from '../../support/executor-rig';
import { testDatabase } from '../../support/test-database';

const db = await testDatabase();
let rig: ExecutorRig | null = null;

beforeEach(async () => {
  await db.sql('TRUNCATE scheduled_tasks, task_policies, task_runs, task_run_logs, executors, shared_state');
  await seedWorkflow(db);
});
afterEach(async () => {
  await rig?.close();
  rig = null;
});

const runs = () =>
  db.sql<{
    task_id: string;
    planned_at: Date;
    trigger: string;
    state: string;
    outcome: string;
    reason_code: string;
    covers: number;
    attempt: number;
    same: boolean;
  }>(
    'SELECT r.*, r.planned_at = t.description::timestamptz AS same FROM task_runs r JOIN scheduled_tasks t ON t.id = r.task_id ORDER BY t.id, r.planned_at',
  );
const task = async (id: string) =>
  (
    await db.sql<{
      status: number;
      next_run_time: Date | null;
      last_run_time: Date;
      last_run_status: number;
      execution_count: number;
    }>('SELECT * FROM scheduled_tasks WHERE id = $1', [id])
  )[0];

describe('one cycle over tasks written in plain SQL', () => {
  it('starts exactly the due ones, records them and moves them on; a second cycle starts none', async () => {
    const due: string[] = [];
    // Each rule has its occurrence now, so that the next one of none of them comes during the test.
    const now = new Date(Date.now() - 5_000);
    for (const repeat_type of ['none', 'minute', 'hour', 'day', 'week', 'month', 'year'])
      due.push(
        await insertTask(db, {
          name: `every ${repeat_type}`,
          task_type: repeat_type === 'none' ? 'one_time' : 'recurring',
          repeat_type,
          start_time: now.toISOString().slice(0, 23),
          next_run_time: now,
        }),
      );
    await insertTask(db, {
      name: 'later',
      repeat_type: 'day',
      next_run_time: new Date(Date.now() + 3_600_000),
    });
    await insertTask(db, {
      name: 'disabled',
      repeat_type: 'day',
      status: 2,
      next_run_time: new Date(Date.now() - 5_000),
    });
    const connector = new HandConnector();
    rig = new ExecutorRig(db, connector);

    const summary = await rig.executor.runOnce();

    expect(summary).toEqual({ due: 7, started: 7, outcomes: { succeeded: 7 } });
    expect(connector.starts.map((start) => start.taskId).sort()).toEqual([...due].sort());
    expect(connector.starts[0]).toMatchObject({
      input: { city: 'Oslo' },
      owner: { teamId: '7', nickname: 'Ada' },
      attempt: 1,
    });
    for (const id of due) {
      const row = await task(id);
      expect(row).toMatchObject({ last_run_status: 1, execution_count: 1 });
      expect(row?.last_run_time).toBeInstanceOf(Date);
    }
    const [oneTime = ''] = due;
    expect(await task(oneTime)).toMatchObject({ status: 2, next_run_time: null });
    const daily = await task(due[3] ?? '');
    expect(daily?.next_run_time).toEqual(new Date(now.getTime() + 86_400_000));

    const again = new ExecutorRig(db, connector);
    expect(await again.executor.runOnce()).toEqual({ due: 0, started: 0, outcomes: {} });
    expect(await runs()).toHaveLength(7);
  });

  it('keeps the planned instant to the microsecond it was stored with', async () => {
    const anHourAgo = new Date(Date.now() - 3_600_000).toISOString().slice(0, 19);
    await insertTask(db, {
      task_type: 'one_time',
      description: `${anHourAgo}.123457+00`,
      next_run_time: `${anHourAgo}.123457+00`,
      start_time: anHourAgo,
    });
    rig = new ExecutorRig(db, new HandConnector());
    await rig.executor.runOnce();
    expect(await runs()).toMatchObject([
      { trigger: 'catch_up', outcome: 'succeeded', attempt: 1, same: true },
    ]);
  });

  it('ends a task whose limit is reached and one whose end time has passed, each with its row', async () => {
    const spent = await insertTask(db, {
      repeat_type: 'day',
      max_executions: 3,
      execution_count: 3,
      next_run_time: new Date(Date.now() - 5_000),
    });
    const over = await insertTask(db, {
      repeat_type: 'day',
      start_time: '2026-01-01 00:00:00',
      end_time: '2026-06-01 00:00:00',
      next_run_time: '2026-05-31 00:00:00+00',
    });
    const last = await insertTask(db, {
      repeat_type: 'day',
      max_executions: 3,
      execution_count: 2,
      next_run_time: new Date(Date.now() - 5_000),
    });
    const connector = new HandConnector();
    rig = new ExecutorRig(db, connector);
    await rig.executor.runOnce();
    expect(connector.starts.map((start) => start.taskId)).toEqual([last]);
    expect(await runs()).toMatchObject([
      { task_id: spent, outcome: 'skipped', reason_code: 'limit_reached' },
      { task_id: over, outcome: 'skipped', reason_code: 'ended', covers: 2 },
      { task_id: last, outcome: 'succeeded' },
    ]);
    for (const id of [spent, over, last])
      expect(await task(id)).toMatchObject({ status: 2, next_run_time: null });
    expect(await task(last)).toMatchObject({ execution_count: 3 });
  });

  it('runs a long backlog once and records what it stands for', async () => {
    const now = Date.now();
    const start = new Date(now - 3 * 3_600_000 - 300_000);
    await insertTask(db, {
      repeat_type: 'hour',
      start_time: start.toISOString().slice(0, 23),
      next_run_time: start,
    });
    const connector = new HandConnector();
    rig = new ExecutorRig(db, connector);
    await rig.executor.runOnce();
    expect(connector.starts).toHaveLength(1);
    expect(await runs()).toMatchObject([
      { trigger: 'catch_up', outcome: 'succeeded', covers: 1 },
      { trigger: 'schedule', outcome: 'missed', reason_code: 'coalesced', covers: 3 },
    ]);
  });
});
