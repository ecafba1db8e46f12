import { expect, it } from 'vitest';
import { ExecutorRig, HandConnector, seedWorkflow } from '../../support/executor-rig';
import { testDatabase } from '../../support/test-database';

const db = await testDatabase();
await seedWorkflow(db);

it('an executor that is taken for dead again and again in a flood of short runs starts each once', async () => {
  const taskCount = 1_500;
  await db.sql(
    `INSERT INTO scheduled_tasks (name, user_id, app_id, workflow_id, start_time, next_run_time, repeat_type)
     SELECT 'Task ' || n, 1, 1, 1, now() AT TIME ZONE 'UTC', now(), 'day' FROM generate_series(1, $1::int) AS n`,
    [taskCount],
  );
  const connector = new HandConnector();
  const rig = new ExecutorRig(db, connector, { settings: { slots: 40 } });
  const allEnded = rig.ended(taskCount);
  await rig.executor.start();
  let buried = 0;
  for (let next = 50; next < taskCount; next += 50) {
    await connector.started(next);
    await db.sql('UPDATE executors SET stopped_at = now() WHERE id = $1', [rig.id]);
    rig.executor.resume();
    buried += 1;
  }
  await allEnded;
  await rig.close();
  const runIds = connector.starts.map(({ runId }) => runId);
  expect(buried).toBeGreaterThan(3);
  expect(new Set(runIds).size).toBe(taskCount);
  expect(runIds).toHaveLength(taskCount);
  const outcomes = await db.sql(`SELECT outcome, count(*)::int AS n FROM task_runs GROUP BY outcome`);
  expect(outcomes).toEqual([{ outcome: 'succeeded', n: taskCount }]);
});
