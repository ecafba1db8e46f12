import { spawn } from 'node:child_process';
import { appendFileSync, closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { Problem } from '../../contract/errors';
import { embeddedTexts } from './embedded-texts';
import { pruneServerLogs, serverLogTail } from './cluster';
import { freePort } from './free-port';
import { readyPostmaster } from './postmaster';
import type { Postmaster } from './postmaster';
import { runProgram, serverEnvironment, underAccount } from './run-program';
import type { ServerAccount } from './server-account';
import type { ServerBinaries } from './server-binaries';

export interface Launch {
  readonly cluster: string;
  readonly binaries: ServerBinaries;
  readonly account: ServerAccount | null;
  /** Wanted port; another is taken when somebody else has it. */
  readonly port: number;
  /** What the server says before its own log is open. */
  readonly startLog: string;
  readonly timeoutMs: number;
}

/** After a crash the old server's last processes hold its memory for a moment; the port may be taken meanwhile. */
const worthAnotherTry = /pre-existing shared memory block|Address already in use|could not bind/i;
const tryAgainMs = 150;

/**
 * Starts the server and waits until it accepts connections. It is not tied to our life: it outlives a program that is
 * killed, and the next one finds it.
 * @throws Problem `embedded_start_failed` with the last lines of the server's log
 */
export async function launchServer(launch: Launch): Promise<Postmaster> {
  await pruneServerLogs(launch.cluster);
  const until = Date.now() + launch.timeoutMs;
  for (;;) {
    const port = await freePort(launch.port);
    const server = await launchOnce(launch, port, until - Date.now());
    if (server !== null) return server;
    const said = await readFile(launch.startLog, 'utf8').catch(() => '');
    if (!worthAnotherTry.test(said) || Date.now() > until) throw await startFailed(launch);
    await wait(tryAgainMs);
  }
}

async function launchOnce(launch: Launch, port: number, timeoutMs: number): Promise<Postmaster | null> {
  const listen = ['-c', 'listen_addresses=127.0.0.1', '-p', String(port)];
  if (process.platform === 'win32') {
    // The server refuses an administrator's rights; pg_ctl gives them up before it starts it.
    const options = ['start', '-W', '-D', launch.cluster, '-l', launch.startLog, '-o', listen.join(' ')];
    const started = await runProgram(launch.binaries.pgCtl, options, {
      account: null,
      folder: launch.cluster,
    });
    return started.code === 0 ? readyPostmaster(launch.cluster, timeoutMs) : null;
  }
  let ended = false;
  const failed = (error: unknown): void => {
    ended = true;
    appendFileSync(launch.startLog, `${error instanceof Error ? error.message : String(error)}\n`);
  };
  const log = openSync(launch.startLog, 'w', 0o600);
  try {
    const child = spawn(launch.binaries.postgres, ['-D', launch.cluster, ...listen], {
      cwd: launch.cluster,
      env: serverEnvironment(),
      // A session of its own: Ctrl+C in our terminal reaches us, and we stop it in order.
      detached: true,
      stdio: ['ignore', log, log],
      ...underAccount(launch.account),
    });
    child.once('error', failed);
    child.once('exit', () => {
      ended = true;
    });
    child.unref();
  } catch (error) {
    // `spawn` itself throws when the system does not let us change the account.
    failed(error);
  } finally {
    closeSync(log);
  }
  return readyPostmaster(launch.cluster, timeoutMs, () => ended);
}

async function startFailed(launch: Launch): Promise<Problem> {
  const tail = await serverLogTail(launch.cluster, launch.startLog);
  return new Problem('embedded_start_failed', embeddedTexts.notStarted, {
    remedy: embeddedTexts.logSaysWhy(launch.cluster),
    details: { log: tail, folder: launch.cluster },
  });
}
