import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CliProcess } from '../../support/cli-process';
import { databaseUrl } from '../../support/postgres-server';
import { testDatabase } from '../../support/test-database';
import { receiver } from './receiver';

const database = await testDatabase();
const server = await receiver();
const cli = new CliProcess({ DATABASE_URL: database.url });

const workflow = { name: 'Ping', connector: 'http', config: { method: 'POST', url: server.url } };
const task = {
  name: 'Nightly',
  user_id: 1,
  start_time: '2099-12-01 02:30',
  time_zone: 'Europe/Berlin',
  repeat_type: 'day',
  input: { day: 1 },
};

describe('tasks on the command line', () => {
  it('are added, changed, run, explained, exported and deleted', async () => {
    await database.sql(`INSERT INTO users (id, team_id, nickname) VALUES (1, 1, 'Ada')`);
    const [made] = await cli.rows(['workflows', 'add'], JSON.stringify(workflow));
    expect(made).toMatchObject({ workflow_name: 'Ping', connector: 'http', workflow_id: expect.any(Number) });
    const { workflow_id, app_id } = Object(made);

    const [added] = await cli.rows(['tasks', 'add', JSON.stringify({ ...task, workflow_id, app_id })]);
    expect(added).toMatchObject({
      name: 'Nightly',
      status: 1,
      start_time: '2099-12-01T02:30:00',
      next_run_time: '2099-12-01T01:30:00.000Z',
      input: { day: 1 },
    });
    const id = String(Object(added).id);

    const [changed] = await cli.rows(['tasks', 'update', id, '{"repeat_interval": 2}']);
    expect(changed).toMatchObject({
      repeat_interval: 2,
      name: 'Nightly',
      repeat_type: 'day',
      description: null,
    });

    expect((await cli.run(['tasks', 'list'])).out).toMatch(
      /Nightly +enabled +every 2 d +2099-12-01 01:30:00/,
    );
    expect(await cli.rows(['preview', '--task', id, '--count', '2'])).toEqual([
      { id: Number(id), occurrences: ['2099-12-01T01:30:00.000Z', '2099-12-03T01:30:00.000Z'], ended: false },
    ]);

    await cli.rows(['tasks', 'pause', id, '--reason', 'holiday']);
    expect((await cli.run(['tasks', 'why', id])).out).toMatch(/NO .*paused/i);
    await cli.rows(['tasks', 'resume', id]);
    expect((await cli.run(['tasks', 'skip', id])).out).toContain('2099-12-01 01:30:00 is skipped');

    // Somebody else's executor has one going: its slot is not free.
    await database.sql(`INSERT INTO task_runs (id, task_id, planned_at, trigger, state, started_at)
      VALUES (9000, 1, now(), 'manual', 'running', now())`);
    expect((await cli.run(['tasks', 'why', id])).out).toContain('4 slots are free.');
    await database.sql('DELETE FROM task_runs WHERE id = 9000');

    const daemon = cli.start(['--mode', 'daemon']);
    await daemon.line(/looks for due tasks/);
    const ran = await cli.run(['tasks', 'run', id, '--wait']);
    expect(ran).toMatchObject({ code: 0, out: expect.stringMatching(/Run \d+ of “Nightly” succeeded/) });
    daemon.child.kill('SIGTERM');
    expect(await daemon.ended).toMatchObject({ code: 0 });
    expect(server.bodies).toHaveLength(1);

    const file = join(cli.dataDir, 'tasks.json');
    expect(await cli.run(['tasks', 'export', '--out', file])).toMatchObject({ code: 0 });
    expect(readFileSync(file, 'utf8')).toContain('Nightly');

    expect((await cli.run(['tasks', 'delete', id])).out).toBe('1 deleted.\n');
    expect(await cli.rows(['tasks', 'list'])).toEqual([]);
  });

  it.each([
    [['tasks', 'add', '{"name": "x"}'], 2, 'user_id'],
    [['tasks', 'add', '{"name": '], 2, 'not JSON'],
    [['tasks', 'show', '999999'], 2, ''],
    [['runs', 'show', '999999'], 2, ''],
    [['tasks', 'delete', '999999'], 2, '999999'],
    [['tasks', 'update', '1', '{"status": 2}'], 2, 'tasks pause'],
  ])('%j ends with %i and says why', async (args, code, words) => {
    const said = await cli.run(args);
    expect(said.code).toBe(code);
    expect(said.out).toBe('');
    expect(said.err).toContain(words);
    expect(said.err).not.toContain('    at ');
  });
});

describe('doctor and database', () => {
  it('pass on a sound machine', async () => {
    const said = await cli.run(['doctor']);
    expect(said.out).toContain('ok    Data folder');
    expect(said).toMatchObject({ code: 0 });
    const [status] = await cli.rows(['database', 'status']);
    expect(status).toMatchObject({ kind: 'external', size_bytes: expect.any(Number) });
  });

  it('a backup is restored', async () => {
    const file = join(cli.dataDir, 'all.backup');
    const [written] = await cli.rows(['database', 'backup', file]);
    expect(written).toMatchObject({ file, rows: expect.any(Number) });
    await database.sql('DELETE FROM workflow_targets');
    expect(await cli.rows(['database', 'restore', file])).toEqual([written]);
    expect(await database.sql('SELECT connector FROM workflow_targets')).toEqual([{ connector: 'http' }]);
  });

  it('a server that is not there ends with 3, without its password in any line', async () => {
    const url = databaseUrl('postgresql://me:pa55w0rd@127.0.0.1:9/', 'nowhere');
    const away = new CliProcess({ DATABASE_URL: url });
    for (const args of [['tasks', 'list'], ['doctor'], ['--mode', 'once'], ['tasks', 'list', '--json']]) {
      const said = await away.run([...args, '--log-level', 'debug']);
      expect(said).toMatchObject({ code: 3 });
      expect(said.out + said.err).not.toContain('pa55w0rd');
    }
    expect(readFileSync(join(away.dataDir, 'logs', 'nexus-scheduler.log'), 'utf8')).not.toContain('pa55w0rd');
  });

  it('a schema of a newer version is refused with 4', async () => {
    await database.sql(
      `INSERT INTO schema_migrations (name, program_version) VALUES ('9999-from-the-future', '99.0.0')`,
    );
    const said = await cli.run(['tasks', 'list']);
    expect(said).toMatchObject({ code: 4, out: '' });
    await database.sql(`DELETE FROM schema_migrations WHERE name = '9999-from-the-future'`);
  });
});
