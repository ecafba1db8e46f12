import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Clock } from '../clock';

const run = promisify(execFile);

interface ProcessStat {
  readonly state: string;
  readonly group: number;
  readonly started: string;
}

/** `/proc/PID/stat` (Linux): the name in parentheses may hold anything, so fields count from the last one. */
const statOf = async (pid: number | string): Promise<ProcessStat | null> => {
  const text = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => null);
  if (text === null) return null;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', group: Number(fields[2]), started: fields[19] ?? '' };
};

const processIds = async (): Promise<readonly string[]> =>
  (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));

const isDead = (stat: ProcessStat): boolean => stat.state === 'Z' || stat.state === 'X';

/** When the process started, in words that differ from those of a later process with the same number; null = gone or unknown. */
export const startOf = async (pid: number): Promise<string | null> => {
  if (process.platform === 'linux') {
    const stat = await statOf(pid);
    return stat === null || isDead(stat) ? null : stat.started;
  }
  if (process.platform === 'win32') return null;
  const answer = await run('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => null);
  return answer === null || answer.stdout.trim() === '' ? null : answer.stdout.trim();
};

const signalGroup = (group: number, signal: NodeJS.Signals | 0): boolean => {
  try {
    process.kill(-group, signal);
    return true;
  } catch (error) {
    // EPERM: members exist, but none may be signalled by us (a command that changed its user).
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/** Whether a process of the group lives; zombies, which nobody may reap inside a container, do not count. */
export const groupLives = async (group: number): Promise<boolean> => {
  if (process.platform === 'win32') return false;
  if (!signalGroup(group, 0)) return false;
  if (process.platform !== 'linux') return true;
  const stats = await Promise.all((await processIds()).map(statOf));
  return stats.some((stat) => stat !== null && stat.group === group && !isDead(stat));
};

/** Processes that carry this text in their environment (Linux only): finds a command's whole family after a crash. */
export const processesWith = async (variable: string): Promise<readonly number[]> => {
  if (process.platform !== 'linux') return [];
  const needle = Buffer.from(`${variable}\0`);
  const found = await Promise.all(
    (await processIds()).map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`).catch(() => null);
      const at = environment?.indexOf(needle) ?? -1;
      const own = at === 0 || (at > 0 && environment?.[at - 1] === 0);
      return own ? Number(pid) : null;
    }),
  );
  return found.filter((pid): pid is number => pid !== null && pid !== process.pid);
};

const waitUntil = async (done: () => Promise<boolean>, limitMs: number, clock: Clock): Promise<boolean> => {
  const start = clock.elapsedMs();
  const { signal } = new AbortController();
  for (let pauseMs = 10; ; pauseMs = Math.min(pauseMs * 2, 250)) {
    if (await done()) return true;
    if (clock.elapsedMs() - start >= limitMs) return false;
    await clock.wait(pauseMs, signal);
  }
};

/**
 * Ends a process and all it started: SIGTERM to its group, SIGKILL to what is left after `graceMs`. On Windows the tree
 * is ended at once. Resolves with whether nothing is left.
 */
export const endTree = async (pid: number, graceMs: number, clock: Clock): Promise<boolean> => {
  if (process.platform === 'win32') {
    await run('taskkill', ['/PID', String(pid), '/T', '/F'], { windowsHide: true }).catch(() => undefined);
    return true;
  }
  const gone = async (): Promise<boolean> => !(await groupLives(pid));
  signalGroup(pid, 'SIGTERM');
  // A stopped process takes no SIGTERM until it goes on.
  signalGroup(pid, 'SIGCONT');
  if (await waitUntil(gone, graceMs, clock)) return true;
  signalGroup(pid, 'SIGKILL');
  return waitUntil(gone, 5_000, clock);
};

/** Ends a process and its whole group at once, without a word. Resolves with whether nothing is left. */
export const killTree = async (pid: number, clock: Clock): Promise<boolean> => {
  if (process.platform === 'win32') return endTree(pid, 0, clock);
  signalGroup(pid, 'SIGKILL');
  return waitUntil(async () => !(await groupLives(pid)), 5_000, clock);
};

/**
 * Ends whatever carries this text in its environment (Linux only): SIGTERM, and SIGKILL to what is left after `graceMs`;
 * null = SIGKILL at once. Resolves with whether nothing is left.
 */
export const endMarked = async (variable: string, graceMs: number | null, clock: Clock): Promise<boolean> => {
  const gone = async (): Promise<boolean> => (await processesWith(variable)).length === 0;
  const signalAll = async (signal: NodeJS.Signals): Promise<void> => {
    for (const pid of await processesWith(variable)) {
      try {
        process.kill(pid, signal);
      } catch {
        // Gone meanwhile.
      }
    }
  };
  if (await gone()) return true;
  if (graceMs !== null) {
    await signalAll('SIGTERM');
    await signalAll('SIGCONT');
    if (await waitUntil(gone, graceMs, clock)) return true;
  }
  await signalAll('SIGKILL');
  return waitUntil(gone, 5_000, clock);
};
