import { chmod, mkdir, mkdtemp, readFile, rm, writeFile, stat, chown } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { EmbeddedServer } from '../../../src-main/database/embedded/embedded-server';
import { isRunning } from '../../../src-main/database/embedded/process-mark';
import { bundledProgram, startChild } from '../../support/child-program';

const running = z.object({
  url: z.string(),
  port: z.number(),
  pid: z.number(),
  cluster: z.string(),
  how: z.enum(['started', 'adopted', 'attached']),
});
const isRoot = process.getuid?.() === 0;

const program = await bundledProgram('test/support/database-child.ts');
const cleanups: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function dataFolder(mode = 0o755): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nexus-embedded-'));
  await chmod(folder, mode);
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function serverOn(dataDir: string): EmbeddedServer {
  const server = new EmbeddedServer({ dataDir });
  cleanups.push(() => server.stop());
  return server;
}

function serve(dataDir: string, account: { uid?: number; gid?: number } = {}): ReturnType<typeof startChild> {
  const child = startChild(program, { do: 'serve', dataDir }, account);
  cleanups.push(async () => {
    child.process.kill('SIGKILL');
    await child.ended;
  });
  return child;
}

async function ask(url: string, sql: string): Promise<string> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const answer = await client.query<{ value: string }>(sql);
    return String(answer.rows[0]?.value);
  } finally {
    await client.end();
  }
}

describe('the embedded server', () => {
  it('is set up once, listens on loopback only, and is found with its data at the next start', async () => {
    const dataDir = await dataFolder();
    const first = serverOn(dataDir);
    const { url, port, pid, how } = await first.start();
    expect(how).toBe('started');
    expect(await ask(url, "SELECT current_setting('listen_addresses') AS value")).toBe('127.0.0.1');
    expect(await ask(url, "SELECT current_setting('unix_socket_directories') AS value")).toBe('');
    expect(
      await ask(url, 'SELECT datcollate AS value FROM pg_database WHERE datname = current_database()'),
    ).toBe('C');
    await ask(url, "CREATE TABLE kept AS SELECT 'yes' AS value");
    expect((await stat(join(dataDir, 'embedded.json'))).mode & 0o777).toBe(0o600);
    expect(await first.stop()).toBe('stopped');
    expect(isRunning(pid)).toBe(false);
    const again = await serverOn(dataDir).start();
    expect(again.port).toBe(port);
    expect(await ask(again.url, 'SELECT value FROM kept')).toBe('yes');
  });

  it('refuses a wrong password', async () => {
    const { url } = await serverOn(await dataFolder()).start();
    const wrong = new URL(url);
    wrong.password = 'wrong';
    await expect(ask(wrong.toString(), 'SELECT 1 AS value')).rejects.toMatchObject({ code: '28P01' });
  });

  it('starts anew after the postmaster was killed, and starts again when asked again', async () => {
    const dataDir = await dataFolder();
    const server = serverOn(dataDir);
    const before = await server.start();
    await ask(before.url, "CREATE TABLE kept AS SELECT 'yes' AS value");
    process.kill(before.pid, 'SIGKILL');
    const after = await server.start();
    expect(after.how).toBe('started');
    expect(after.pid).not.toBe(before.pid);
    expect(after.url).toBe(before.url);
    expect(await ask(after.url, 'SELECT value FROM kept')).toBe('yes');
  });

  it('starts anew as soon as a server that is being shut down has gone', async () => {
    const server = new EmbeddedServer({ dataDir: await dataFolder(), startTimeoutMs: 600_000 });
    const before = await server.start();
    process.kill(before.pid, 'SIGINT');
    const after = await server.start();
    expect(after.pid).not.toBe(before.pid);
    expect(await ask(after.url, "SELECT 'yes' AS value")).toBe('yes');
    await server.stop();
  });

  it('is not misled by a postmaster.pid whose number belongs to another program now', async () => {
    const dataDir = await dataFolder();
    const server = serverOn(dataDir);
    const { cluster } = await server.start();
    const file = join(cluster, 'postmaster.pid');
    const text = await readFile(file, 'utf8');
    await server.stop();
    await writeFile(file, text.replace(/^\d+/, String(process.pid)));
    expect((await server.start()).how).toBe('started');
  });

  it('serves a second program and stops with the last one to leave', async () => {
    const dataDir = await dataFolder();
    const server = serverOn(dataDir);
    const own = await server.start();
    const child = serve(dataDir);
    const theirs = running.parse(await child.say());
    expect(theirs).toEqual({ ...own, how: 'attached' });
    child.tell('stop');
    expect(await child.say()).toEqual({ stopped: 'left_running' });
    expect(await ask(own.url, "SELECT 'up' AS value")).toBe('up');
    expect(await server.stop()).toBe('stopped');
  });

  it('goes on for a program that still uses it when the one that started it leaves', async () => {
    const dataDir = await dataFolder();
    const server = serverOn(dataDir);
    const own = await server.start();
    const child = serve(dataDir);
    await child.say();
    expect(await server.stop()).toBe('left_running');
    expect(await ask(own.url, "SELECT 'up' AS value")).toBe('up');
    child.tell('stop');
    expect(await child.say()).toEqual({ stopped: 'stopped' });
    expect(isRunning(own.pid)).toBe(false);
  });

  it('is started once when two programs start at the same moment', async () => {
    const dataDir = await dataFolder();
    const children = [serve(dataDir), serve(dataDir), serve(dataDir)];
    const answers = await Promise.all(children.map(async (child) => running.parse(await child.say())));
    expect(answers.map((answer) => answer.how).sort((a, b) => a.localeCompare(b))).toEqual([
      'attached',
      'attached',
      'started',
    ]);
    expect(new Set(answers.map((answer) => answer.pid)).size).toBe(1);
    const ends: unknown[] = [];
    for (const child of children) {
      child.tell('stop');
      ends.push(await child.say());
    }
    expect(ends).toEqual([{ stopped: 'left_running' }, { stopped: 'left_running' }, { stopped: 'stopped' }]);
  });

  it('adopts a server whose program was killed, and stops it', async () => {
    const dataDir = await dataFolder();
    const child = serve(dataDir);
    const theirs = running.parse(await child.say());
    child.process.kill('SIGKILL');
    await child.ended;
    const server = serverOn(dataDir);
    expect(await server.start()).toEqual({ ...theirs, how: 'adopted' });
    expect(await server.stop()).toBe('stopped');
    expect(isRunning(theirs.pid)).toBe(false);
  });

  it('takes another port when its own is taken, and keeps that one', async () => {
    const dataDir = await dataFolder();
    const server = serverOn(dataDir);
    const first = await server.start();
    await server.stop();
    const otherData = await dataFolder();
    const record: unknown = JSON.parse(await readFile(join(dataDir, 'embedded.json'), 'utf8'));
    await writeFile(join(otherData, 'embedded.json'), JSON.stringify(record));
    const other = await serverOn(otherData).start();
    expect(other.port).toBe(first.port);
    const moved = await server.start();
    expect(moved.port).not.toBe(first.port);
    await server.stop();
    expect((await server.start()).port).toBe(moved.port);
  });

  it('refuses the data of another major version, in words, and leaves it alone', async () => {
    const dataDir = await dataFolder();
    await mkdir(join(dataDir, 'postgres'));
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '15\n');
    const server = serverOn(dataDir);
    await expect(server.start()).rejects.toMatchObject({
      code: 'data_folder_other_version',
      info: {
        remedy: expect.stringContaining('database backup FILE'),
        details: { found: '15', needed: '18' },
      },
    });
    expect(await readFile(join(dataDir, 'postgres', 'PG_VERSION'), 'utf8')).toBe('15\n');
  });

  it('says why when the server does not start', async () => {
    const dataDir = await dataFolder();
    const server = serverOn(dataDir);
    const { cluster } = await server.start();
    await server.stop();
    const conf = join(cluster, 'postgresql.conf');
    const text = await readFile(conf, 'utf8');
    await writeFile(conf, `${text}\nmax_connections = lots\n`);
    await expect(server.start()).rejects.toMatchObject({
      code: 'embedded_start_failed',
      info: { details: { log: expect.stringContaining('max_connections') } },
    });
    await writeFile(conf, text);
    expect((await server.start()).how).toBe('started');
  });

  it('gives itself a new password when the file that held it is lost', async () => {
    const dataDir = await dataFolder();
    const server = serverOn(dataDir);
    const before = await server.start();
    await ask(before.url, "CREATE TABLE kept AS SELECT 'yes' AS value");
    await server.stop();
    await rm(join(dataDir, 'embedded.json'));
    const after = await server.start();
    expect(await ask(after.url, 'SELECT value FROM kept')).toBe('yes');
  });

  it('keeps few of its own logs', async () => {
    const dataDir = await dataFolder();
    const server = serverOn(dataDir);
    const { cluster } = await server.start();
    await server.stop();
    for (let day = 10; day < 20; day += 1) {
      await writeFile(join(cluster, 'log', `postgresql-202001${day}-000000.log`), 'old');
    }
    await server.start();
    await expect(readFile(join(cluster, 'log', 'postgresql-20200112-000000.log'))).rejects.toThrow('ENOENT');
  });

  it.runIf(isRoot)('runs for root with a data folder nobody else may enter', async () => {
    const dataDir = await dataFolder(0o700);
    const server = serverOn(dataDir);
    const { url, cluster } = await server.start();
    cleanups.push(() => rm(join(cluster, '..'), { recursive: true, force: true }));
    expect(cluster).toMatch(/^\/var\/lib\/nexus-scheduler\/[0-9a-f]{16}\/postgres$/);
    expect((await stat(cluster)).uid).not.toBe(0);
    await ask(url, "CREATE TABLE kept AS SELECT 'yes' AS value");
    await server.stop();
    const again = await server.start();
    expect(again.cluster).toBe(cluster);
    expect(await ask(again.url, 'SELECT value FROM kept')).toBe('yes');
    await server.stop();
  });

  it.runIf(isRoot)('runs for an ordinary user', async () => {
    const dataDir = await dataFolder(0o700);
    const account = { uid: 65_534, gid: 65_534 };
    await chown(dataDir, account.uid, account.gid);
    const child = serve(dataDir, account);
    const { cluster, url } = running.parse(await child.say());
    expect(cluster).toBe(join(dataDir, 'postgres'));
    expect(await ask(url, "SELECT 'up' AS value")).toBe('up');
    child.tell('stop');
    expect(await child.say()).toEqual({ stopped: 'stopped' });
  });
});
