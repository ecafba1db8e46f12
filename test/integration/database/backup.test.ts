import { lstat, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { backupTables } from '../../../src-main/database/backup/backup-format';
import { restoreBackup } from '../../../src-main/database/backup/restore-backup';
import { writeBackup } from '../../../src-main/database/backup/write-backup';
import { testDatabase } from '../../support/test-database';
import type { TestDatabase } from '../../support/test-database';

const from = await testDatabase();
const into = await testDatabase({ empty: true });
const folder = await mkdtemp(join(tmpdir(), 'nexus-backup-'));
const file = join(folder, 'all.backup');
const options = { programVersion: 'test', replace: false, force: false };

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Every row of every table as PostgreSQL prints it, the executors' leases aside, which a restore ends. */
async function contents(db: TestDatabase): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const table of backupTables) {
    const row = table === 'executors' ? "to_jsonb(t) - 'lease_until'" : 't';
    all[table] = await db.sql(`SELECT (${row})::text AS row FROM ${table} t ORDER BY 1`);
  }
  return all;
}

async function fill(db: TestDatabase): Promise<void> {
  await db.sql(`INSERT INTO users (nickname) SELECT 'user ' || n FROM generate_series(1, 3) n`);
  await db.sql(`INSERT INTO apps (name, description) VALUES ('app', E'two\\nlines\\t"quoted" \\\\ 工作流')`);
  await db.sql(
    `INSERT INTO workflows (id, name, graph) VALUES (9007199254740993, 'flow', '{"n": 12345678901234567890.123}')`,
  );
  await db.sql(`INSERT INTO scheduled_tasks (name, user_id, app_id, workflow_id, input, start_time, next_run_time)
    SELECT 'task ' || n, 1, 1, 9007199254740993, jsonb_build_object('n', n), timestamp '2026-03-08 02:30:00.123456', now()
    FROM generate_series(1, 700) n`);
  await db.sql(`UPDATE scheduled_tasks SET input = 'null' WHERE name = 'task 7'`);
  await db.sql(`INSERT INTO task_policies (task_id, tags, pinned) VALUES (3, '["a"]', true)`);
  await db.sql(`INSERT INTO workflow_targets (workflow_id, connector) VALUES (9007199254740993, 'http')`);
  await db.sql(`INSERT INTO executors (id, host, pid, boot_id, version, mode, slots, lease_until)
    VALUES (gen_random_uuid(), 'desk', 1, 'b', 'v', 'once', 5, now() + interval '1 hour')`);
  await db.sql(`INSERT INTO task_runs (task_id, planned_at, trigger, state, outcome, finished_at, result)
    SELECT n, now(), 'schedule', 'ended', 'succeeded', now(), to_jsonb(repeat('x', 5000)) FROM generate_series(1, 700) n`);
  await db.sql(`INSERT INTO task_run_logs (run_id, seq, stream, line) VALUES (1, 1, 'stdout', '[not a row')`);
  await db.sql(`INSERT INTO shared_state (key, value) VALUES ('pause', 'null')`);
}

describe('backup and restore', () => {
  it('bring back every value of every table, and count on from there', async () => {
    await fill(from);
    const report = await writeBackup(from.database, file, 'test');
    expect(report.rows).toMatchObject({
      scheduled_tasks: 700,
      task_runs: 700,
      task_policies: 1,
      audit_entries: 0,
    });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const restored = await restoreBackup(into.database, file, options);
    expect(restored.rows).toEqual(report.rows);
    expect(await contents(into)).toEqual(await contents(from));
    const made = await into.database.models.users.create({ nickname: 'next' });
    expect(made.id).toBe('4');
    const audit = await into.database.models.audit.create({ actor: 'a', origin: 'cli', action: 'x' });
    expect(audit.id).toBe('1');
  });

  it('end the leases of executors that were alive then', async () => {
    const rows = await into.sql('SELECT lease_until <= now() AS over FROM executors');
    expect(rows).toEqual([{ over: true }]);
  });

  it('refuse a database that holds something unless it is to be replaced', async () => {
    await expect(restoreBackup(into.database, file, options)).rejects.toMatchObject({
      code: 'refused',
      message: 'The database is not empty: it holds 700 tasks and 700 runs.',
    });
    await into.sql("UPDATE scheduled_tasks SET name = 'changed'");
    await restoreBackup(into.database, file, { ...options, replace: true });
    expect(await contents(into)).toEqual(await contents(from));
  });

  it('refuse while an executor is alive unless forced', async () => {
    await expect(restoreBackup(from.database, file, { ...options, replace: true })).rejects.toMatchObject({
      code: 'refused',
      message: 'An executor is running on this database (desk, process 1).',
    });
    const report = await restoreBackup(from.database, file, { ...options, replace: true, force: true });
    expect(report.rows['task_runs']).toBe(700);
  });

  it('refuse a file cut short, a foreign file and a newer one, and change nothing', async () => {
    const before = await contents(into);
    const replace = { ...options, replace: true };
    const lines = gunzipSync(await readFile(file))
      .toString('utf8')
      .trimEnd()
      .split('\n');
    const write = async (name: string, content: Buffer): Promise<string> => {
      await writeFile(join(folder, name), content);
      return join(folder, name);
    };
    const cut = await write('cut', gzipSync(`${lines.slice(0, -1).join('\n')}\n`));
    await expect(restoreBackup(into.database, cut, replace)).rejects.toThrow('its end is missing');
    const damaged = await write('damaged', (await readFile(file)).subarray(0, 2_000));
    await expect(restoreBackup(into.database, damaged, replace)).rejects.toMatchObject({
      code: 'invalid_input',
    });
    const fewer = await write('fewer', gzipSync(lines.filter((_, at) => at !== 2).join('\n')));
    await expect(restoreBackup(into.database, fewer, replace)).rejects.toThrow('rows of users are missing');
    const foreign = await write('foreign', Buffer.from('hello'));
    await expect(restoreBackup(into.database, foreign, replace)).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(restoreBackup(into.database, join(folder, 'none'), replace)).rejects.toThrow('ENOENT');
    const newer = await write(
      'newer',
      gzipSync(
        [lines[0]?.replace('"migrations":[', '"migrations":["9999-future",'), ...lines.slice(1)].join('\n'),
      ),
    );
    await expect(restoreBackup(into.database, newer, replace)).rejects.toMatchObject({
      code: 'schema_newer',
    });
    expect(await contents(into)).toEqual(before);
  });

  it('leave columns of somebody else out where the other database lacks them, and say which', async () => {
    const shared = join(folder, 'shared.backup');
    await from.sql("ALTER TABLE users ADD COLUMN avatar text DEFAULT 'a.png'");
    await writeBackup(from.database, shared, 'test');
    const report = await restoreBackup(into.database, shared, { ...options, replace: true });
    expect(report.ignored).toEqual(['users.avatar']);
    expect(await into.sql('SELECT count(*)::int AS users FROM users')).toEqual([{ users: 3 }]);
  });

  it('follow a link, and replace no device, pipe or folder', async () => {
    const [kept, link] = [join(folder, 'kept.backup'), join(folder, 'latest')];
    await writeFile(kept, 'older');
    await symlink(kept, link);
    await writeBackup(from.database, link, 'test');
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect((await stat(kept)).size).toBeGreaterThan(100);
    await expect(writeBackup(from.database, folder, 'test')).rejects.toMatchObject({ code: 'invalid_input' });
    expect((await stat(folder)).isDirectory()).toBe(true);
  });

  it('say so when the file cannot be written', async () => {
    await expect(writeBackup(from.database, join(folder, 'no', 'where'), 'test')).rejects.toMatchObject({
      code: 'internal',
      info: { remedy: 'Choose a folder that exists and can be written.' },
    });
  });
});
