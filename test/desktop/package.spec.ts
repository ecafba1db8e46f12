import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { extractFile, listPackage } from '@electron/asar';
import { z } from 'zod';
import { lendToPackagedApp, OLD_ELECTRON } from '../../build/desktop-runtime.mjs';
import { expect, test } from './desktop-test';
import { describeMenu } from './runtime/tray-menu';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);
const lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      dev: z.boolean().optional(),
      /** Wanted by the build, and allowed beside a package that is shipped. */
      devOptional: z.boolean().optional(),
      optional: z.boolean().optional(),
      peer: z.boolean().optional(),
    }),
  ),
});

/** Packed once for all tests, as `npm run package -- --linux dir` does it. */
let folder: string;
let out: string;
test.beforeAll(async ({ runtime }) => {
  test.setTimeout(600_000);
  test.skip('reason' in runtime, 'No Electron to pack');
  if ('reason' in runtime) return;
  folder = await mkdtemp(join(tmpdir(), 'nexus-package-'));
  const isOld = runtime.version === OLD_ELECTRON;
  await run(
    process.execPath,
    [
      join(root, 'build', 'package.mjs'),
      '--linux',
      'dir',
      `--electron-dist=${dirname(runtime.executable)}`,
      `--electron-version=${runtime.version}`,
      `--out=${folder}`,
      ...(isOld ? [`--config=${join(root, 'test', 'desktop', 'electron-builder.yml')}`] : []),
    ],
    { cwd: root, maxBuffer: 50_000_000 },
  );
  out = join(folder, 'linux-unpacked');
});
test.afterAll(async () => {
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

test('packs what runs, and nothing that only builds or tests it', async () => {
  const files = listPackage(join(out, 'resources', 'app.asar'), { isPack: false }).map((file) =>
    file.replaceAll('\\', '/'),
  );
  expect(files).toEqual(
    expect.arrayContaining([
      '/package.json',
      '/out/main/main.cjs',
      '/out/main/cli.cjs',
      '/out/preload/preload.cjs',
      '/out/renderer/index.html',
      '/build/icons/tray/idle-light-24.png',
      '/build/icons/app-64.png',
    ]),
  );
  const ours = files.filter((file) => !file.startsWith('/node_modules'));
  expect(ours.filter((file) => /^\/(src-|test|\.|docs|dist)|\.(tsx?|map|spec|snap)$/.test(file))).toEqual([]);

  const { packages } = lock.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const shipped = new Set(files);
  const lacking = Object.entries(packages).filter(
    ([path, { dev, devOptional, optional, peer }]) =>
      path.startsWith('node_modules/') &&
      !path.includes('/@types/') &&
      !path.endsWith('/undici-types') &&
      dev !== true &&
      devOptional !== true &&
      optional !== true &&
      peer !== true &&
      !shipped.has(`/${path}/package.json`),
  );
  expect(lacking.map(([path]) => path)).toEqual([]);
  const extra = Object.entries(packages).filter(
    ([path, { dev }]) => dev === true && shipped.has(`/${path}/package.json`),
  );
  expect(extra.map(([path]) => path)).toEqual([]);
});

test('leaves no import() of a package, which cannot read the archive before Electron 28', () => {
  const archive = join(out, 'resources', 'app.asar');
  const programs = listPackage(archive, { isPack: false }).filter((file) => /^.out.main.*\.cjs$/.test(file));
  expect(programs.length).toBeGreaterThan(2);
  const left = programs.flatMap((file) =>
    [
      ...extractFile(archive, file.slice(1))
        .toString()
        .matchAll(/\bimport\((['"])(?![./]).*?\1\)/g),
    ].map(([call]) => `${file}: ${call}`),
  );
  expect(left).toEqual([]);
});

test('starts packed and runs a task', async ({ runtime, desktop, dataDir, startApp }) => {
  test.setTimeout(180_000);
  if ('version' in runtime && runtime.version === OLD_ELECTRON)
    await lendToPackagedApp(join(out, 'resources'));
  const app = startApp({ executable: join(out, 'nexus-scheduler'), app: null, dataDir, args: ['--hidden'] });
  const item = await desktop.tray.item(app.pid);
  const menu = await item.waitForMenu('a task', (shown) => describeMenu(shown).includes('Run now'));
  const [, task = ''] = /Run now\n {2}(.+)/.exec(describeMenu(menu)) ?? [];
  expect(task).not.toBe('');
  await item.click('Run now', task);
  await desktop.notifications.waitFor('the start', ({ summary }) => summary === `${task} started`);
  const runs = async (): Promise<string> => {
    const cli = join(root, 'out', 'main', 'cli.cjs');
    return (await run(process.execPath, [cli, '--data-dir', dataDir, '--json', 'runs', 'list'])).stdout;
  };
  await expect.poll(runs, { timeout: 30_000 }).toContain('"succeeded"');
});
