import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { testDatabase } from '../support/test-database';
import { HttpTarget } from './http-target';
import { Program } from './program';
import { ledger, seedOwner, seedTarget, seedTask } from './seed';
import { until } from './until';

const db = await testDatabase();

/** A port nobody listens on, which passes connections on to the database once the test says so. */
class Door {
  readonly #server: Server = createServer((socket) => {
    const { hostname, port } = new URL(db.url);
    const inside = connect(Number(port), hostname);
    socket.pipe(inside).pipe(socket);
    for (const end of [socket, inside]) end.on('error', () => undefined).on('close', () => end.destroy());
  });
  port = 0;

  async open(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.listen(this.port, '127.0.0.1', resolve);
    });
    const address: AddressInfo | string | null = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The door has no port.');
    this.port = address.port;
  }

  close(): Promise<unknown> {
    return new Promise((resolve) => this.#server.close(resolve));
  }

  get url(): string {
    const url = new URL(db.url);
    url.host = `127.0.0.1:${this.port}`;
    return url.toString();
  }
}

const door = new Door();
await door.open();
await door.close();
const away = new Program({ env: { DATABASE_URL: door.url } });

const broken = mkdtempSync(join(tmpdir(), 'nexus-broken-'));
writeFileSync(join(broken, 'settings.json'), '{"database":');
afterAll(() => rmSync(broken, { recursive: true }));

it.each([
  [['--mode', 'daemon', '--interval', '0'], 2, /1 to 3600/],
  [['--mode', 'daemon', '--interval', '-1'], 2, /1 to 3600|argument missing/],
  [['--mode', 'daemon', '--interval', 'abc'], 2, /1 to 3600/],
  [['--mode', 'daemon', '--interval', '1e9'], 2, /1 to 3600/],
  [['--mode', 'daemon', '--interval', '2.5'], 2, /1 to 3600/],
  [['--mode', 'sometimes'], 2, /once, daemon/],
  [['--mode', 'once', '--interval', '5'], 2, /goes with --mode daemon/],
  [['tasks', 'add', '{'], 2, /not JSON/],
  [['no-such-command'], 2, /unknown command/],
  [['--mode', 'once'], 3, /No database server answers/],
  [['tasks', 'list'], 3, /No database server answers/],
  [['--mode', 'once', '--data-dir', '/dev/null/x'], 4, /data folder/],
  [['--mode', 'once', '--data-dir', broken], 4, /settings\.json is not valid/],
  [['--mode', 'daemon', '--data-dir', broken], 4, /settings\.json is not valid/],
])('%j ends with %i and says why', async (args, code, words) => {
  const said = await away.run(args);
  expect(said.err).toMatch(words);
  expect(said.err).not.toContain('    at ');
  expect(said).toMatchObject({ code, out: '' });
});

it('--help ends with 0 and names the exit codes', async () => {
  const said = await away.run(['--help']);
  expect(said.code).toBe(0);
  expect(said.out).toMatch(/Exit codes:[^]*3 {2}the database[^]*4 {2}refused/);
});

const small = mkdtempSync(join(tmpdir(), 'nexus-small-'));
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', small]).status === 0;
afterAll(() => {
  if (mounted) spawnSync('umount', [small]);
  rmSync(small, { recursive: true });
});

it.skipIf(!mounted)(
  'a full disk (a small file system, which only root can mount) is named in words',
  async () => {
    const folder = join(small, 'data');
    const settings = join(folder, 'settings.json');
    expect(await away.run(['settings', 'set', 'executor.slots', '3', '--data-dir', folder])).toMatchObject({
      code: 0,
    });
    const before = readFileSync(settings, 'utf8');
    spawnSync('dd', ['if=/dev/zero', `of=${join(small, 'fill')}`, 'bs=1k', 'count=512']);
    for (const args of [
      ['settings', 'set', 'executor.slots', '4'],
      ['secrets', 'set', 'a-name'],
    ]) {
      const said = await away.run([...args, '--data-dir', folder], 'a value');
      expect(said.err).toMatch(/No room is left on a disk/);
      expect(said.err).not.toContain('    at ');
      expect(said).toMatchObject({ code: 4, out: '' });
    }
    // What is told of the log comes once, and nothing stops for it.
    const lines = (await away.run(['tasks', 'list', '--data-dir', folder])).err;
    expect(lines.match(/The log file cannot be written/g)).toHaveLength(1);
    expect(lines).toMatch(/No database server answers/);
    expect(lines).not.toContain('    at ');
    expect(readFileSync(settings, 'utf8')).toBe(before);
  },
);

it('a schema of a newer program is refused with 4, by once and by the daemon', async () => {
  const here = new Program({ env: { DATABASE_URL: db.url } });
  await db.sql(
    `INSERT INTO schema_migrations (name, program_version) VALUES ('9999-from-the-future', '99.0.0')`,
  );
  const said = [await here.run(['--mode', 'once']), await here.run(['--mode', 'daemon'])];
  await db.sql(`DELETE FROM schema_migrations WHERE name LIKE '9999%'`);
  expect(said.map(({ code, out }) => ({ code, out }))).toEqual([
    { code: 4, out: '' },
    { code: 4, out: '' },
  ]);
  for (const { err } of said) expect(err).toMatch(/newer/);
});

it('a daemon whose database is not there yet keeps trying, and works as soon as it is', async () => {
  afterAll(() => door.close());
  const target = await HttpTarget.open();
  await seedOwner(db);
  await seedTarget(db, 1, 'http', { method: 'POST', url: target.url });
  const daemon = await away.daemon(['--interval', '3600']);
  await daemon.line(/trying again by itself/);
  await seedTask(db);
  await door.open();
  await daemon.line(/the database is back/);
  await until('the run', async () => (await ledger(db)).some(({ outcome }) => outcome === 'succeeded'));
  expect(target.starts).toHaveLength(1);
  daemon.signal('SIGTERM');
  expect(await daemon.ended).toMatchObject({ code: 0 });
});
