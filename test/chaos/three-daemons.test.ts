import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { QueryResultRow } from 'pg';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { EmbeddedServer } from '../../src-main/database/embedded/embedded-server';
import { HttpTarget } from './http-target';
import { Program } from './program';
import { ledger, seedOwner, seedTarget, type Sql } from './seed';
import { until } from './until';

const taskCount = 2_000;
const slots = 10;

/** A server that this test may take down. */
const folder = mkdtempSync(join(tmpdir(), 'nexus-chaos-server-'));
chmodSync(folder, 0o755);
const server = new EmbeddedServer({ dataDir: folder });
const { url } = await server.start();
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Each question on a connection of its own, since the server goes away in between. */
const db: Sql = {
  async sql<Row extends QueryResultRow>(text: string, values: readonly unknown[] = []) {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Row>(text, [...values])).rows;
    } finally {
      await client.end();
    }
  },
};

const target = await HttpTarget.open();

/** Runs a process has started and not ended, by the ledger. */
const goingOf = async (pid: number): Promise<ReadonlySet<string>> =>
  new Set(
    (
      await db.sql<{ id: string }>(
        `SELECT r.id FROM task_runs r JOIN executors e ON e.id = r.executor_id WHERE e.pid = $1 AND r.state = 'running'`,
        [pid],
      )
    ).map(({ id }) => id),
  );

const endedCount = async (): Promise<number> => {
  const [row] = await db.sql<{ n: number }>(`SELECT count(*)::int AS n FROM task_runs WHERE state = 'ended'`);
  return row?.n ?? 0;
};

it('three daemons, one killed and the database restarted in the middle: everything ran once', async () => {
  const programs = [1, 2, 3].map(() => new Program({ env: { DATABASE_URL: url } }));
  // A second try finds nothing of the first.
  onTestFinished(async () => {
    for (const program of programs) await program.clear();
    target.release();
    target.starts.splice(0);
    await db.sql('TRUNCATE task_runs, scheduled_tasks, workflow_targets, workflows CASCADE');
  });
  for (const program of programs) program.settings({ executor: { slots } });
  await programs[0]?.run(['migrate']);
  await seedOwner(db);
  await seedTarget(db, 1, 'http', { method: 'POST', url: target.url });
  const daemons = await Promise.all(programs.map((program) => program.daemon()));
  const [victim] = daemons;
  if (victim === undefined) throw new Error('no daemon');

  // The target keeps its answers back from the moment it has seen a quarter of the starts.
  target.hold(() => target.starts.length > taskCount / 4);
  await db.sql(
    `INSERT INTO scheduled_tasks (name, user_id, app_id, workflow_id, start_time, next_run_time, repeat_type)
     SELECT 'Task ' || n, 1, 1, 1, now() AT TIME ZONE 'UTC', now(), 'day' FROM generate_series(1, $1::int) AS n`,
    [taskCount],
  );
  // Every second task may be tried again when nobody knows what became of it.
  await db.sql(`INSERT INTO task_policies (task_id, retry_attempts, retry_delay_ms, retry_on)
    SELECT id, 1, 0, '["abandoned"]' FROM scheduled_tasks WHERE id % 2 = 0`);
  // Now every slot holds a run whose answer does not come: what goes on in the victim stands still.
  await until(
    'every slot taken',
    () => target.held.size,
    (n) => n === 3 * slots,
  );
  const going = await until(
    'the victim at its limit',
    async () => [...(await goingOf(victim.pid))],
    (ids) => ids.length === slots,
  );

  victim.signal('SIGKILL');
  await victim.ended;
  target.release();
  await until('half of the runs', endedCount, (n) => n >= taskCount / 2);
  const { pid } = await server.start();
  process.kill(pid, 'SIGINT');
  const again = await server.start();
  expect(again.pid).not.toBe(pid);

  await until('every run', endedCount, (n) => n >= taskCount, 180_000);
  const runs = await ledger(db);
  expect(runs).toHaveLength(taskCount);
  expect(new Set(runs.map(({ task_id }) => task_id)).size).toBe(taskCount);
  expect(runs.filter(({ state }) => state !== 'ended')).toEqual([]);

  const abandoned = runs.filter(({ outcome }) => outcome === 'abandoned');
  const retried = runs.filter(({ attempt }) => attempt > 1);
  expect(new Set([...abandoned, ...retried].map(({ id }) => id))).toEqual(new Set(going));
  for (const run of retried)
    expect(run.attempts?.map(({ outcome }) => outcome)).toEqual(['abandoned', 'succeeded']);
  expect(retried.every(({ task_id }) => Number(task_id) % 2 === 0)).toBe(true);
  expect(abandoned.every(({ task_id }) => Number(task_id) % 2 === 1)).toBe(true);
  expect(runs.filter(({ outcome }) => outcome === 'succeeded')).toHaveLength(taskCount - abandoned.length);

  const starts = target.startsByRun();
  expect(starts.size).toBe(taskCount);
  const twice = new Set([...starts].filter(([, count]) => count > 1).map(([id]) => id));
  expect(twice).toEqual(new Set(retried.map(({ id }) => id)));
  expect(Math.max(...starts.values())).toBeLessThanOrEqual(2);

  const counted = await db.sql(
    `SELECT count(*)::int AS n FROM scheduled_tasks WHERE execution_count = 1 AND next_run_time > now() AND last_run_status IN (1, 2)`,
  );
  expect(counted).toEqual([{ n: taskCount }]);

  for (const daemon of daemons.slice(1)) daemon.signal('SIGTERM');
  for (const daemon of daemons.slice(1)) expect(await daemon.ended).toMatchObject({ code: 0 });
});
