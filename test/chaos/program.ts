import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, inject } from 'vitest';

/** What a command line said and ended with. */
export interface Ended {
  /** Null = ended by a signal. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A command line that goes on until it is told to end. */
export interface Running {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  /** The first line on either stream, from the start on, that matches. Rejects when the program ends before. */
  line(pattern: RegExp): Promise<string>;
  signal(name: NodeJS.Signals): void;
}

const programs = new Set<Program>();

// For the whole file, wherever in it a program is made: nothing outlives a test that failed.
afterAll(async () => {
  for (const program of programs) await program.clear();
});

/** The built command line, as a child process, on a data folder of its own. */
export class Program {
  readonly dataDir: string;
  readonly #running = new Set<ChildProcessWithoutNullStreams>();
  readonly #said: string[] = [];

  /** @param options `dataDir` to share one; `env` for every call, such as DATABASE_URL */
  constructor(
    private readonly options: {
      readonly env?: Readonly<Record<string, string>>;
      readonly dataDir?: string;
    } = {},
  ) {
    this.dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'nexus-chaos-'));
    // Under root the embedded server runs as somebody else, who must be able to go there.
    if (options.dataDir === undefined) chmodSync(this.dataDir, 0o755);
    programs.add(this);
  }

  /** Kills what still runs and removes the data folder. */
  async clear(): Promise<void> {
    const ends = [...this.#running].map((child) => new Promise((resolve) => child.once('close', resolve)));
    for (const child of this.#running) child.kill('SIGKILL');
    await Promise.all(ends);
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** Everything all its processes have written so far. */
  get said(): string {
    return this.#said.join('');
  }

  /** Writes the settings file of this machine. */
  settings(settings: unknown): void {
    mkdirSync(this.dataDir, { recursive: true });
    writeFileSync(join(this.dataDir, 'settings.json'), JSON.stringify(settings));
  }

  log(): string {
    return readFileSync(join(this.dataDir, 'logs', 'nexus-scheduler.log'), 'utf8');
  }

  run(args: readonly string[], stdin = ''): Promise<Ended> {
    const { child, ended } = this.#spawn(args);
    child.stdin.on('error', () => undefined);
    child.stdin.end(stdin);
    return ended;
  }

  /** Runs with `--json` and gives the rows. @throws Error with what it said when it did not end with 0 */
  async rows(args: readonly string[], stdin = ''): Promise<readonly unknown[]> {
    const { code, out, err } = await this.run([...args, '--json'], stdin);
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${err}${out}`);
    return out
      .split('\n')
      .filter((line) => line !== '')
      .map((line): unknown => JSON.parse(line));
  }

  start(args: readonly string[]): Running {
    const { child, ended } = this.#spawn(args);
    const { pid } = child;
    if (pid === undefined) throw new Error('The program could not be started.');
    const lines: string[] = [];
    const waiting = new Set<(line: string) => void>();
    for (const input of [child.stdout, child.stderr])
      createInterface({ input }).on('line', (line) => {
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
        void ended.then(({ code, out, err }) =>
          reject(new Error(`ended with ${code} before ${String(pattern)}: ${err}${out}`)),
        );
      });
    return { pid, ended, line, signal: (name) => void child.kill(name) };
  }

  /** A daemon that has begun to look for due tasks. */
  async daemon(args: readonly string[] = []): Promise<Running> {
    const running = this.start(['--mode', 'daemon', ...args]);
    await running.line(/looks for due tasks/);
    return running;
  }

  #spawn(args: readonly string[]): {
    readonly child: ChildProcessWithoutNullStreams;
    readonly ended: Promise<Ended>;
  } {
    const { DATABASE_URL: _database, ...inherited } = process.env;
    const child = spawn(process.execPath, [inject('productCli'), ...args], {
      env: { ...inherited, NEXUS_SCHEDULER_DATA_DIR: this.dataDir, ...this.options.env },
      stdio: 'pipe',
    });
    this.#running.add(child);
    const [out, err]: [string[], string[]] = [[], []];
    const hear = (kept: string[]) => (text: string) => {
      kept.push(text);
      this.#said.push(text);
    };
    child.stdout.setEncoding('utf8').on('data', hear(out));
    child.stderr.setEncoding('utf8').on('data', hear(err));
    const ended = new Promise<Ended>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => {
        this.#running.delete(child);
        resolve({ code, out: out.join(''), err: err.join('') });
      });
    });
    return { child, ended };
  }
}
