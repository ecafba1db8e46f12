import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { afterAll } from 'vitest';

/**
 * Bundles a TypeScript program so that plain Node can run it as a process of its own. It is put under `node_modules`,
 * where it finds the packages and other users can read it, and taken away after the file's last test. Call it at the top
 * of a test file.
 * @param entry path from the project's root
 */
export async function bundledProgram(entry: string): Promise<string> {
  const cache = resolve('node_modules/.cache/nexus-tests');
  await mkdir(cache, { recursive: true });
  const outDir = await mkdtemp(join(cache, 'program-'));
  await chmod(outDir, 0o755);
  afterAll(() => rm(outDir, { recursive: true, force: true }));
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: resolve(entry),
      outDir,
      target: 'node16',
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'program.cjs' } },
    },
  });
  return join(outDir, 'program.cjs');
}

/** A program under way: what it says, line by line, and its end. */
export interface ChildProgram {
  readonly process: ChildProcess;
  readonly pid: number;
  /** The next line it says, as JSON; rejects when it ends before. */
  say(): Promise<unknown>;
  /** Sends it a line. */
  tell(line: string): void;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

export interface ChildOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
  readonly gid?: number;
}

export function startChild(program: string, job: unknown, options: ChildOptions = {}): ChildProgram {
  const { env = {}, ...account } = options;
  const child = spawn(process.execPath, [program, JSON.stringify(job)], {
    cwd: '/',
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
    ...account,
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { pid } = child;
  if (pid === undefined) throw new Error('the program did not start');
  return {
    process: child,
    pid,
    say: async () => {
      const line = await lines.next();
      if (line.done === true) throw new Error('the program ended without a word');
      return JSON.parse(line.value);
    },
    tell: (line) => child.stdin.write(`${line}\n`),
    ended: new Promise((done) => {
      child.once('exit', (code, signal) => done({ code, signal }));
    }),
  };
}
