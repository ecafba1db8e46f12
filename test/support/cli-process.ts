import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, onTestFinished } from 'vitest';

const built = 'out/main/cli.cjs';

/** What a command line said and ended with. */
export interface Ended {
  /** Null = ended by a signal. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const start = (
  args: readonly string[],
  dataDir: string,
  env: Readonly<Record<string, string>>,
): ChildProcessWithoutNullStreams => {
  if (!existsSync(built)) throw new Error('The application is not built: run `node build/setup.mjs` first.');
  const { DATABASE_URL: _database, NEXUS_SCHEDULER_DATA_DIR: _folder, ...inherited } = process.env;
  return spawn(process.execPath, [built, ...args], {
    env: { ...inherited, TZ: 'UTC', NEXUS_SCHEDULER_DATA_DIR: dataDir, ...env },
    stdio: 'pipe',
  });
};

const ended = (child: ChildProcessWithoutNullStreams): Promise<Ended> => {
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code, out: Buffer.concat(out).toString('utf8'), err: Buffer.concat(err).toString('utf8') }),
    );
  });
};

/** A command line that goes on until it is told to end. */
export interface RunningCli {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
  /** The first line of standard output, from the start on, that matches. Rejects when the program ends before. */
  line(pattern: RegExp): Promise<string>;
}

/** The built command line with a data folder of the test file's own. */
export class CliProcess {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'nexus-cli-'));

  /** @param env for every call, such as DATABASE_URL */
  constructor(private readonly env: Readonly<Record<string, string>> = {}) {
    afterAll(() => rmSync(this.dataDir, { recursive: true, force: true }));
  }

  run(args: readonly string[], stdin = ''): Promise<Ended> {
    const child = start(args, this.dataDir, this.env);
    child.stdin.end(stdin);
    return ended(child);
  }

  /** Runs with `--json` and gives the rows. @throws with what it said when it did not end with 0 */
  async rows(args: readonly string[], stdin = ''): Promise<readonly unknown[]> {
    const { code, out, err } = await this.run([...args, '--json'], stdin);
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${err}${out}`);
    return out
      .split('\n')
      .filter((line) => line !== '')
      .map((line): unknown => JSON.parse(line));
  }

  start(args: readonly string[]): RunningCli {
    const child = start(args, this.dataDir, this.env);
    onTestFinished(() => void child.kill('SIGKILL'));
    const end = ended(child);
    const lines: string[] = [];
    const waiting = new Set<(line: string) => void>();
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      for (const tell of waiting) tell(line);
    });
    const line = (pattern: RegExp): Promise<string> =>
      new Promise((resolve, reject) => {
        const tell = (text: string): void => {
          if (!pattern.test(text)) return;
          waiting.delete(tell);
          resolve(text);
        };
        waiting.add(tell);
        lines.forEach(tell);
        void end.then(({ code, err }) =>
          reject(new Error(`ended with ${code} before ${String(pattern)}: ${err}`)),
        );
      });
    return { child, ended: end, line };
  }
}
