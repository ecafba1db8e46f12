// `npm start`: the tray application where there is a desktop and an Electron, else the same program without a window.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CLI = join(ROOT, 'out', 'main', 'cli.cjs');
const SECOND_SIGNAL_MS = 1_000;

/** Why the tray application cannot be shown here, or the Electron to show it with. */
async function chooseElectron() {
  if (!existsSync(join(ROOT, 'out', 'main', 'main.cjs'))) return { reason: 'it is not part of this build' };
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return { reason: 'there is no display' };
  const { findPinnedElectron, overriddenBinary } = await import('./find-electron.mjs');
  const named = overriddenBinary();
  return named === undefined ? findPinnedElectron() : { executable: named };
}

/** Runs the program in this terminal until it ends. A signal ends it in good order; a second one at once. */
function attend(program, args, env) {
  // A process group of its own, and signals passed on by us: a Ctrl+C reaches it once and not once per parent.
  const child = spawn(program, args, {
    cwd: process.cwd(),
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    detached: process.platform !== 'win32',
    env: { ...process.env, ...env },
  });
  let lastSignalAt = -Infinity;
  const passOn = (signal) => {
    // npm passes a Ctrl+C on that the terminal has already delivered.
    if (Date.now() - lastSignalAt < SECOND_SIGNAL_MS) return;
    lastSignalAt = Date.now();
    child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, passOn);
  // Whoever kills npm itself kills no more than that; nothing tells us but a new parent.
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    passOn('SIGTERM');
  }, 300);
  if (process.platform === 'win32' || process.env.npm_lifecycle_event === undefined) clearInterval(watch);
  child.on('error', (error) => {
    console.error(`Could not start ${program}: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('close', (code, signal) => {
    const endedAsAsked = signal !== null && lastSignalAt > 0;
    process.exitCode = endedAsAsked ? 0 : (code ?? 1);
    clearInterval(watch);
    process.removeAllListeners();
  });
}

const passed = process.argv.slice(2);
const headless = passed.some((option) => /^(--mode|console)\b/.test(option));
const electron = headless ? undefined : await chooseElectron();
if (electron !== undefined && 'executable' in electron) {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []; // Chromium refuses its sandbox to root
  // Terminals inside Electron applications set this variable, and it would make ours plain Node.
  attend(electron.executable, [...sandbox, ROOT, ...passed], { ELECTRON_RUN_AS_NODE: undefined });
} else {
  if (electron !== undefined) {
    console.log(`No tray application: ${electron.reason}. Running without one; Ctrl+C ends everything.`);
  }
  attend(process.execPath, [CLI, ...(headless ? passed : ['console', ...passed])], {});
}
