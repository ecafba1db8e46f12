import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OLD_ELECTRON, provisionOldElectron } from './desktop-runtime.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FAILURE = join(ROOT, '.setup', 'electron-download.json');
const A_DAY_MS = 24 * 60 * 60 * 1000;

function electronPackage() {
  try {
    const manifest = createRequire(import.meta.url).resolve('electron/package.json');
    return { folder: dirname(manifest), version: JSON.parse(readFileSync(manifest, 'utf8')).version };
  } catch {
    return undefined;
  }
}

/** The binary that the npm package `electron` has laid down for its own version, or undefined. */
function downloadedBinary({ folder, version }) {
  try {
    const dist = join(folder, 'dist');
    if (readFileSync(join(dist, 'version'), 'utf8').replace(/^v/, '').trim() !== version) return undefined;
    const binary = join(dist, readFileSync(join(folder, 'path.txt'), 'utf8'));
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

function failedLately(version) {
  try {
    const failure = JSON.parse(readFileSync(FAILURE, 'utf8'));
    return failure.version === version && Date.now() - Date.parse(failure.at) < A_DAY_MS
      ? failure.reason
      : undefined;
  } catch {
    return undefined;
  }
}

/** Runs the package's own installer; resolves to undefined when it worked, else to the reason. */
function download(folder, timeoutMs) {
  return new Promise((resolve) => {
    const { ELECTRON_OVERRIDE_DIST_PATH: _override, ...env } = process.env;
    const child = spawn(process.execPath, [join(folder, 'install.js')], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env,
    });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said = (said + chunk).slice(0, 2000);
    });
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, timeoutMs);
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code) => {
      clearTimeout(timer);
      if (code === 0) resolve(undefined);
      else
        resolve(
          late
            ? `no answer within ${timeoutMs / 1000} s`
            : (said.split('\n')[0] ?? `installer ended with ${code}`),
        );
    });
  });
}

/**
 * The Electron this project is pinned to. Downloads it on first use; a failed download is remembered for a day (in
 * `.setup/`), so that a closed network does not cost time on every start.
 *
 * @param {{ log?: (line: string) => void, timeoutMs?: number, retry?: boolean }} [options] `retry` forgets a failure
 * @returns {Promise<{ executable: string, version: string } | { reason: string }>}
 */
export async function findPinnedElectron(options = {}) {
  const log = options.log ?? ((line) => console.log(line));
  const found = electronPackage();
  if (found === undefined) return { reason: 'the npm package electron is not installed; run npm ci' };
  const present = downloadedBinary(found);
  if (present !== undefined) return { executable: present, version: found.version };

  const before = options.retry === true ? undefined : failedLately(found.version);
  if (before !== undefined) {
    return {
      reason: `Electron ${found.version} could not be downloaded (${before}); delete ${FAILURE} to try again`,
    };
  }
  log(`Downloading Electron ${found.version} ...`);
  const failure = await download(found.folder, options.timeoutMs ?? 120_000);
  const executable = failure === undefined ? downloadedBinary(found) : undefined;
  if (executable !== undefined) {
    rmSync(FAILURE, { force: true });
    return { executable, version: found.version };
  }
  const reason = failure ?? 'the installer left no binary';
  mkdirSync(dirname(FAILURE), { recursive: true });
  writeFileSync(FAILURE, JSON.stringify({ version: found.version, at: new Date().toISOString(), reason }));
  return { reason: `Electron ${found.version} could not be downloaded (${reason})` };
}

/** The Electron an operator has named by ELECTRON_OVERRIDE_DIST_PATH, or undefined. */
export function overriddenBinary() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!folder) return undefined;
  const names = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
  const binary = join(folder, names[process.platform] ?? 'electron');
  return existsSync(binary) ? binary : undefined;
}

/**
 * An Electron for the desktop tests: the pinned one, the one in ELECTRON_OVERRIDE_DIST_PATH, the old one kept for
 * networks that reach package registries only, or a reason in words for skipping.
 *
 * @param {{ log?: (line: string) => void }} [options]
 * @returns {Promise<{ executable: string, version: string } | { reason: string }>}
 */
export async function findElectron(options = {}) {
  const pinned = await findPinnedElectron({ ...options, timeoutMs: 60_000 });
  if ('executable' in pinned) return pinned;
  const overridden = overriddenBinary();
  if (overridden !== undefined) return { executable: overridden, version: 'of ELECTRON_OVERRIDE_DIST_PATH' };
  try {
    return { executable: await provisionOldElectron(options), version: OLD_ELECTRON };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      reason: `${pinned.reason}, ELECTRON_OVERRIDE_DIST_PATH names none, and the test runtime failed: ${why}`,
    };
  }
}
