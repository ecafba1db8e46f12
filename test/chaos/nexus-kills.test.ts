import { Client } from 'pg';
import { beforeEach, expect, it } from 'vitest';
import { testDatabase } from '../support/test-database';
import { NexusDesk } from './nexus-desk';
import { until } from './until';

const db = await testDatabase();
const desk = await NexusDesk.open(db);
const { program, server } = desk;

beforeEach(async () => {
  await db.sql('DELETE FROM scheduled_tasks');
});

const kill = async (daemon: Awaited<ReturnType<typeof program.daemon>>): Promise<void> => {
  daemon.signal('SIGKILL');
  await daemon.ended;
};

/** Starts the program again, waits for the run's end, and stops in good order. Answers how it all ended. */
const afterRestart = async (taskId: string): Promise<unknown> => {
  const daemon = await program.daemon();
  const { id, outcome, attempt, reason_code } = await desk.ended(taskId);
  const runs = await db.sql('SELECT 1 FROM task_runs WHERE task_id = $1', [taskId]);
  daemon.signal('SIGTERM');
  const { code } = await daemon.ended;
  return { outcome, attempt, reason_code, runs: runs.length, startsThere: desk.startsThere(id), code };
};

const ranOnce = { outcome: 'succeeded', attempt: 1, reason_code: null, runs: 1, startsThere: 1, code: 0 };

it('killed with the run claimed and not started: started once, afterwards', async () => {
  const workflow = await desk.workflow();
  const daemon = await program.daemon();
  // Frozen, so that what it has claimed stays claimed: the row is what its claim writes when every slot is taken.
  daemon.signal('SIGSTOP');
  const taskId = await desk.due(workflow, { next_run_time: `now() + interval '1 day'` });
  await db.sql(
    `INSERT INTO task_runs (task_id, planned_at, trigger, state, executor_id)
     SELECT $1, date_trunc('second', now()), 'schedule', 'queued', id FROM executors WHERE pid = $2 AND stopped_at IS NULL`,
    [taskId, daemon.pid],
  );
  await kill(daemon);
  expect((await desk.runOf(taskId))?.state).toBe('queued');
  expect(await afterRestart(taskId)).toEqual(ranOnce);
});

it('killed after the one-way door and before anything was sent: started once, afterwards', async () => {
  const workflow = await desk.workflow();
  const fault = server.inject('hold_before', 'workflow_start_condition');
  const daemon = await program.daemon();
  const taskId = await desk.due(workflow);
  await fault.hit;
  await kill(daemon);
  fault.release();
  expect(await desk.runOf(taskId)).toMatchObject({ state: 'running', external_ref: null });
  expect(await afterRestart(taskId)).toEqual(ranOnce);
});

it('killed after the start was sent and before it was answered: found by its name and followed', async () => {
  const workflow = await desk.workflow();
  const fault = server.inject('hold_after', '/v1/workflow/run');
  const before = server.starts.length;
  const daemon = await program.daemon();
  const taskId = await desk.due(workflow);
  await until('the start carried out', () => server.starts.length > before);
  await kill(daemon);
  fault.release();
  expect((await desk.runOf(taskId))?.external_ref).toMatchObject({ stage: 'sending' });
  expect(await afterRestart(taskId)).toEqual(ranOnce);
});

it('killed while following: followed on, to what became of it meanwhile', async () => {
  const workflow = await desk.workflow({ looksPerStage: null });
  const daemon = await program.daemon();
  const taskId = await desk.due(workflow);
  const run = await desk.runWhen(
    'followed',
    taskId,
    ({ external_ref }) => external_ref?.['stage'] === 'following',
  );
  const appRunId = await desk.startedThere(run.id);
  await kill(daemon);
  server.finish(appRunId);
  expect(await afterRestart(taskId)).toEqual(ranOnce);
});

it('killed between the end there and its record here: the end is recorded afterwards', async () => {
  const workflow = await desk.workflow({ looksPerStage: null });
  const daemon = await program.daemon();
  const taskId = await desk.due(workflow);
  const run = await desk.runWhen(
    'followed',
    taskId,
    ({ external_ref }) => external_ref?.['stage'] === 'following',
  );
  const appRunId = await desk.startedThere(run.id);

  // Somebody holds the task's row: the run's end, which is written into it as well, has to wait.
  const holder = new Client({ connectionString: db.url });
  await holder.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM scheduled_tasks WHERE id = $1 FOR UPDATE', [taskId]);
  server.finish(appRunId);
  const blocked = `FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  await until('the record to wait', async () => {
    const waiting = await db.sql<{ query: string }>(`SELECT query ${blocked}`);
    return waiting.some(({ query }) => /state = 'ended'/.test(query));
  });
  await kill(daemon);
  // Its statements may still be in the server's hands; with the connection they go as well.
  await db.sql(`SELECT pg_terminate_backend(pid) ${blocked}`);
  await until('no statement left', async () => (await db.sql(`SELECT pid ${blocked}`)).length === 0);
  await holder.query('ROLLBACK');
  await holder.end();
  expect((await desk.runOf(taskId))?.state).toBe('running');
  expect(await afterRestart(taskId)).toEqual(ranOnce);
});
