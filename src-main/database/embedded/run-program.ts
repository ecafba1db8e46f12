import { spawn } from 'node:child_process';
import type { ServerAccount } from './server-account';

export interface ProgramResult {
  readonly code: number | null;
  /** Both streams, in the order they came; the last 8,000 characters. */
  readonly output: string;
}

const outputLimit = 8_000;

/** Variables of PostgreSQL's own clients and servers would bend what we start; messages are wanted in English. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}

/** What `spawn` needs to start something under the server's account. */
export function underAccount(account: ServerAccount | null): {
  readonly uid?: number;
  readonly gid?: number;
} {
  return account === null ? {} : { uid: account.uid, gid: account.gid };
}

/**
 * Runs one of the server's programs to its end. Never throws: a program that cannot be started has no code and says why.
 * @param folder working folder; the account must be able to go there
 */
export function runProgram(
  program: string,
  args: readonly string[],
  options: { readonly account: ServerAccount | null; readonly folder: string; readonly input?: string },
): Promise<ProgramResult> {
  return new Promise<ProgramResult>((resolve) => {
    let output = '';
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-outputLimit);
    };
    const child = spawn(program, args, {
      cwd: options.folder,
      env: serverEnvironment(),
      windowsHide: true,
      ...underAccount(options.account),
    });
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
    child.once('error', (error) => resolve({ code: null, output: `${output}${error.message}` }));
    child.once('close', (code) => resolve({ code, output }));
    // `spawn` itself throws when the system does not let us change the account.
  }).catch((error: unknown) => ({
    code: null,
    output: error instanceof Error ? error.message : String(error),
  }));
}
