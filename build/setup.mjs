// Brings the checkout into working order: packages, then the built application. Built-ins only, because it runs before
// anything is installed. Quiet and quick (some 60 ms) when there is nothing to do.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LOWEST_NODE = [20, 19];
const INSTALLED = join(ROOT, 'node_modules', '.nexus-setup.json');
const BUILT = join(ROOT, 'out', '.built.json');
const SOURCES = ['src-main', 'src-renderer', 'electron.vite.config.ts', 'tsconfig.json', 'package.json'];
const OUTPUTS = ['out/main', 'out/preload', 'out/renderer'];

const say = (line) => console.log(line);
const seconds = (sinceMs) => `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`;
const byName = (a, b) => (a < b ? -1 : 1);
const readJson = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};

/** Ends the set-up with a sentence an operator can act on. */
class SetupError extends Error {}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [lowestMajor, lowestMinor] = LOWEST_NODE;
  if (major > lowestMajor || (major === lowestMajor && minor >= lowestMinor)) return;
  throw new SetupError(
    `This is Node ${process.versions.node}; Nexus Scheduler needs ${LOWEST_NODE.join('.')} or newer. ` +
      'Install a current Node from https://nodejs.org or your package manager and run the command again.',
  );
}

/** Runs a program to its end; its output is kept and shown only when it fails. */
function run(program, args, what) {
  return new Promise((resolve, reject) => {
    let output = '';
    const child = spawn(program, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32' && program === 'npm',
    });
    const started = Date.now();
    const beat = setInterval(() => say(`  ... still ${what} (${seconds(started)})`), 15_000);
    const keep = (chunk) => {
      output = (output + chunk).slice(-8000);
    };
    const forward = (signal) => child.kill(signal);
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    process.on('SIGINT', forward);
    process.on('SIGTERM', forward);
    const done = () => {
      clearInterval(beat);
      process.off('SIGINT', forward);
      process.off('SIGTERM', forward);
    };
    child.on('error', (error) => {
      done();
      reject(new SetupError(`${program} could not be started: ${error.message}`));
    });
    child.on('close', (code, signal) => {
      done();
      if (code === 0) resolve();
      else reject(new SetupError(`${output.trim()}\n\n${what} failed (${signal ?? `exit code ${code}`}).`));
    });
  });
}

/** Whether node_modules holds what the lock file names: compared with the list npm itself leaves there. */
function packagesAgree(lock) {
  const installed = readJson(join(ROOT, 'node_modules', '.package-lock.json'))?.packages;
  if (installed === undefined) return false;
  return Object.entries(lock.packages).every(([place, wanted]) => {
    if (place === '') return true;
    const found = installed[place];
    if (found === undefined) return wanted.optional === true; // of another system
    return found.version === wanted.version && existsSync(join(ROOT, place));
  });
}

async function install() {
  const text = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
  const lock = JSON.parse(text);
  const stamp = {
    lock: createHash('sha256').update(text).digest('hex'),
    system: `${process.platform}-${process.arch}`,
  };
  const last = readJson(INSTALLED);
  const foreign = last !== undefined && last.system !== stamp.system;
  const agrees = !foreign && packagesAgree(lock);
  if (agrees && last?.lock === stamp.lock) return;
  if (!agrees) {
    const started = Date.now();
    const why =
      last === undefined
        ? ''
        : last.lock === stamp.lock
          ? ' again (some are missing)'
          : ' (the list has changed)';
    say(`Installing packages${why}; this takes a minute or two ...`);
    // Nothing of ours needs an install script, and a run without them is the same with every npm.
    const args = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--prefer-offline'];
    args.push('--no-audit', '--no-fund', '--loglevel=error');
    const npm = process.env.npm_execpath;
    const ownNpm = npm !== undefined && /npm-cli\.c?js$/.test(npm);
    await run(ownNpm ? process.execPath : 'npm', ownNpm ? [npm, ...args] : args, 'installing packages').catch(
      (error) => {
        throw new SetupError(
          `${error.message}\nIs the package registry reachable (npm config get registry), and may this user write to ${ROOT}? ` +
            'Running the command again continues.',
        );
      },
    );
    say(`Packages installed in ${seconds(started)}.`);
  }
  writeFileSync(INSTALLED, JSON.stringify(stamp));
}

/**
 * `npm start` says `exec node …`, so that a signal to npm reaches us and not a shell in between. Windows has no exec;
 * there a command of that name in npm's own folder of commands stands in for it.
 */
function standInForExec() {
  const file = join(ROOT, 'node_modules', '.bin', 'exec.cmd');
  if (process.platform === 'win32' && !existsSync(file)) writeFileSync(file, '@%*\r\n');
}

function filesUnder(place) {
  const full = join(ROOT, place);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [place];
  return readdirSync(full, { withFileTypes: true }).flatMap((entry) => filesUnder(`${place}/${entry.name}`));
}

/** Contents of everything the build reads. */
function sourceHash() {
  const hash = createHash('sha256').update(readFileSync(INSTALLED));
  for (const file of SOURCES.flatMap(filesUnder).sort(byName))
    hash.update(file).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}

/** Sizes and times of everything the build wrote: a build by hand or a deleted file shows. */
function outputMark() {
  const mark = OUTPUTS.flatMap(filesUnder)
    .sort(byName)
    .map((file) => `${file} ${statSync(join(ROOT, file)).size} ${statSync(join(ROOT, file)).mtimeMs}`);
  return createHash('sha256').update(mark.join('\n')).digest('hex');
}

async function build() {
  const sources = sourceHash();
  const last = readJson(BUILT);
  if (last?.sources === sources && last.output === outputMark()) return;
  const started = Date.now();
  say('Building the application ...');
  rmSync(BUILT, { force: true });
  const tool = join(ROOT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  await run(process.execPath, [tool, 'build'], 'building');
  writeFileSync(BUILT, JSON.stringify({ sources, output: outputMark() }));
  say(`Built in ${seconds(started)}.`);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** One set-up at a time in one checkout; a second one waits. */
async function withLock(work) {
  const folder = join(ROOT, '.setup');
  const file = join(folder, 'lock');
  mkdirSync(folder, { recursive: true });
  for (let told = false; ;) {
    try {
      const handle = openSync(file, 'wx');
      writeFileSync(handle, String(process.pid));
      closeSync(handle);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const owner = Number(readFileSync(file, 'utf8').trim() || NaN);
      const fresh = Date.now() - statSync(file).mtimeMs < 2_000;
      if (Number.isNaN(owner) ? !fresh : !isAlive(owner)) {
        rmSync(file, { force: true });
        continue;
      }
      if (!told) say('Another set-up is at work in this folder; waiting for it ...');
      told = true;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  const release = () => rmSync(file, { force: true });
  process.on('exit', release);
  try {
    await work();
  } finally {
    release();
  }
}

try {
  checkNode();
  await withLock(async () => {
    await install();
    standInForExec();
    if (!process.argv.includes('--packages-only')) await build();
  });
} catch (error) {
  console.error(error instanceof SetupError ? `\n${error.message}` : error);
  process.exitCode = 1;
}
