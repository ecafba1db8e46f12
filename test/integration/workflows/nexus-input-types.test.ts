import { describe, expect, it } from 'vitest';
import { ExecutorRig, insertTask, seedWorkflow } from '../../support/executor-rig';
import { testDatabase } from '../../support/test-database';
import { NexusRig } from './nexus-rig';

const db = await testDatabase();

/** A variable of each type NexusAI knows, what a task gives for it, and what the server must be sent. */
const types = [
  ['a text', { type: 'string' }, 'Oslo', 'Oslo'],
  ['an empty optional text', { type: 'string' }, '', ''],
  ['a number', { type: 'number' }, 4.5, 4.5],
  ['zero', { type: 'number', required: true }, 0, 0],
  ['a file by its id', { type: 'file' }, 7, 7],
  ['JSON given as a value', { type: 'json' }, { a: [1, null] }, '{"a":[1,null]}'],
  ['JSON given as text', { type: 'json' }, '[1]', '[1]'],
] as const;

describe('a due task with a NexusAI workflow', () => {
  it.each(types)(
    '%s goes from the poll to its outcome in the ledger',
    async (_what, variable, given, sent) => {
      await db.sql(
        'TRUNCATE scheduled_tasks, task_policies, task_runs, task_run_logs, executors, workflow_targets, apps, workflows, users',
      );
      const nexus = await NexusRig.start();
      nexus.server.world.files.add(7);
      const workflow = nexus.workflow({
        properties: { value: { name: 'value', value: '', sort_order: 1, ...variable } },
      });
      await seedWorkflow(db, 'nexusai', { connection: 'main', app_id: workflow.appId });
      const id = await insertTask(db, {
        task_type: 'one_time',
        input: JSON.stringify({ value: given }),
        next_run_time: new Date(Date.now() - 1_000),
      });

      const rig = new ExecutorRig(db, nexus.connector);
      const summary = await rig.executor.runOnce();
      await rig.close();

      expect(summary).toMatchObject({ due: 1, started: 1, outcomes: { succeeded: 1 } });
      expect(nexus.server.starts).toHaveLength(1);
      expect(JSON.stringify(nexus.server.starts[0]?.inputs)).toContain(`"value":${JSON.stringify(sent)}`);
      const [row] = await db.sql<{
        outcome: string;
        external_ref: { app_run_id: number };
        input: unknown;
        steps: unknown[];
      }>('SELECT outcome, external_ref, input, steps FROM task_runs WHERE task_id = $1', [id]);
      expect(row).toMatchObject({ outcome: 'succeeded', input: { value: given } });
      expect(row?.external_ref.app_run_id).toBeGreaterThan(0);
      expect(row?.steps.length).toBeGreaterThan(0);
      expect(await db.sql('SELECT status, last_run_status, execution_count FROM scheduled_tasks')).toEqual([
        { status: 2, last_run_status: 1, execution_count: 1 },
      ]);
    },
  );
});
