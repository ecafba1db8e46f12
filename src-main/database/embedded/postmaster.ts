import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isRunning, programOf } from './process-mark';
import { runProgram } from './run-program';

/** What a running server says of itself in `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Accepts connections. */
  readonly ready: boolean;
}

const lookAgainMs = 15;

/**
 * Reads a cluster's `postmaster.pid`.
 * @returns null when no server runs on the cluster. A file left by a crash is removed when its process id now belongs to
 * some other program, because PostgreSQL itself would take that one for a server and refuse to start.
 */
export async function runningPostmaster(cluster: string): Promise<Postmaster | null> {
  const file = join(cluster, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Math.abs(Number.parseInt(lines[0] ?? '', 10));
  if (!Number.isSafeInteger(pid) || pid === 0 || !isRunning(pid)) return null;
  const program = programOf(pid);
  if (program !== null && !program.startsWith('postgres')) {
    await rm(file, { force: true });
    return null;
  }
  return { pid, port: Number(lines[3] ?? 0), ready: lines[7] === 'ready' };
}

/**
 * Waits until the cluster's server accepts connections.
 * @param given ends the wait early when it says why the server will not come
 * @returns null when it did not become ready in time, or `given` spoke
 */
export async function readyPostmaster(
  cluster: string,
  timeoutMs: number,
  given: () => boolean = () => false,
): Promise<Postmaster | null> {
  for (const until = Date.now() + timeoutMs; Date.now() < until && !given();) {
    const server = await runningPostmaster(cluster);
    if (server?.ready === true) return server;
    await wait(lookAgainMs);
  }
  return null;
}

/**
 * Stops a server: SIGINT ends the sessions and shuts down cleanly; after the grace SIGQUIT ends it at once (it recovers
 * at the next start). Windows has no such signals, so `pg_ctl` tells the server there.
 * @returns false when it still runs after both
 */
export async function stopPostmaster(
  cluster: string,
  pid: number,
  graceMs: number,
  pgCtl: () => Promise<string>,
): Promise<boolean> {
  if (process.platform === 'win32') {
    for (const mode of ['fast', 'immediate']) {
      const seconds = String(Math.ceil(graceMs / 1000));
      const args = ['stop', '-D', cluster, '-m', mode, '-w', '-t', seconds];
      const done = await runProgram(await pgCtl(), args, { account: null, folder: cluster });
      if (done.code === 0) return true;
    }
    return false;
  }
  for (const [signal, limitMs] of [['SIGINT', graceMs] as const, ['SIGQUIT', 5_000] as const]) {
    try {
      process.kill(pid, signal);
    } catch {
      return true;
    }
    if (await gone(cluster, pid, limitMs)) return true;
  }
  return false;
}

async function gone(cluster: string, pid: number, timeoutMs: number): Promise<boolean> {
  for (const until = Date.now() + timeoutMs; Date.now() < until;) {
    if (!isRunning(pid)) return true;
    await wait(lookAgainMs);
  }
  return (await runningPostmaster(cluster))?.pid !== pid;
}
