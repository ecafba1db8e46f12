import { expect, it } from 'vitest';
import { CliProcess } from '../../support/cli-process';
import { testDatabase } from '../../support/test-database';
import { receiver } from './receiver';

const database = await testDatabase();
const server = await receiver();
const cli = new CliProcess({ DATABASE_URL: database.url });

/** As NexusAI's own rows come: plain SQL, with `next_run_time` set. */
const addDueTasks = async (count: number): Promise<void> => {
  await database.sql(`INSERT INTO users (id, team_id, nickname) VALUES (1, 1, 'Ada') ON CONFLICT DO NOTHING`);
  await database.sql(
    `INSERT INTO apps (id, team_id, user_id, name) VALUES (1, 1, 1, 'App') ON CONFLICT DO NOTHING`,
  );
  await database.sql(
    `INSERT INTO workflows (id, team_id, user_id, app_id, name) VALUES (1, 1, 1, 1, 'Flow') ON CONFLICT DO NOTHING`,
  );
  await database.sql(
    `INSERT INTO workflow_targets (workflow_id, connector, config) VALUES (1, 'http', $1) ON CONFLICT DO NOTHING`,
    [JSON.stringify({ method: 'POST', url: server.url })],
  );
  await database.sql(
    `INSERT INTO scheduled_tasks (name, user_id, app_id, workflow_id, start_time, next_run_time, repeat_type, input)
     SELECT 'Task ' || n, 1, 1, 1, (now() AT TIME ZONE 'UTC') - interval '1 second', now() - interval '1 second', 'day',
            '{"city": "Bern"}'
     FROM generate_series(1, $1::int) AS n`,
    [count],
  );
};

it('--mode once starts what is due, once, and sums up', async () => {
  await addDueTasks(3);
  const first = await cli.run(['--mode', 'once']);
  expect(first).toMatchObject({ code: 0, out: '3 due, 3 started: 3 succeeded.\n' });
  expect(server.bodies).toHaveLength(3);
  expect(JSON.parse(server.bodies[0] ?? '')).toMatchObject({ input: { city: 'Bern' } });

  const second = await cli.run(['--mode', 'once', '--json']);
  expect(second).toMatchObject({ code: 0, out: '{"due":0,"started":0}\n' });
  expect(server.bodies).toHaveLength(3);

  const runs = await cli.rows(['runs', 'list']);
  expect(runs).toHaveLength(3);
  expect(runs[0]).toMatchObject({
    trigger: 'schedule',
    state: 'ended',
    outcome: 'succeeded',
    task_name: expect.stringContaining('Task'),
    planned_at: expect.stringMatching(/Z$/),
  });
});

it('--mode daemon takes up what others insert, tells the run’s end, and stops in good order', async () => {
  const daemon = cli.start(['--mode', 'daemon', '--interval', '3600']);
  await daemon.line(/looks for due tasks every 3600 s/);
  const before = server.bodies.length;
  await addDueTasks(1);
  await server.received(before + 1);
  await daemon.line(/Run \d+ of “Task 1” succeeded/);
  daemon.child.kill('SIGTERM');
  const { code, out } = await daemon.ended;
  expect(code).toBe(0);
  expect(out).toMatch(/Stopping: .*\nStopped\.\n$/s);
  const [executor] = await database.sql<{ stopped: boolean }>(
    `SELECT stopped_at IS NOT NULL AS stopped FROM executors ORDER BY started_at DESC LIMIT 1`,
  );
  expect(executor).toEqual({ stopped: true });
});

it('goes on when nobody reads what it says', async () => {
  const daemon = cli.start(['--mode', 'daemon', '--interval', '3600']);
  await daemon.line(/looks for due tasks/);
  daemon.child.stdout.destroy();
  daemon.child.stderr.destroy();
  const before = server.bodies.length;
  await addDueTasks(2);
  await server.received(before + 2);
  daemon.child.kill('SIGINT');
  expect(await daemon.ended).toMatchObject({ code: 0 });
});
