import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Client, DatabaseError, type QueryResultRow } from 'pg';
import { z } from 'zod';
import { leftOpen, type LeftOpen } from './left-open';
import { readerZone } from './reader-zone';

const builtProgram = resolve('out/main/cli.cjs');

export interface ConsoleOptions {
  /** Statements that fill the empty database of the running application. */
  readonly fill?: string;
  /** Settings the application starts with. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * A real application with a database of its own, served to a browser: the built command line runs `console` on a data
 * folder in a temporary place, over the embedded server, which the test may fill and watch.
 */
export class ConsoleFixture {
  private constructor(
    /** Signs one browser in, once. */
    readonly link: string,
    readonly dataDir: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(options: ConsoleOptions = {}): Promise<ConsoleFixture> {
    if (!existsSync(builtProgram)) {
      throw new Error('The application is not built: run `npm run build` first.');
    }
    const dataDir = mkdtempSync(join(tmpdir(), 'nexus-console-'));
    // As root the server runs under another account, which must be able to go there.
    chmodSync(dataDir, 0o755);
    if (options.settings !== undefined) {
      writeFileSync(join(dataDir, 'settings.json'), JSON.stringify(options.settings), { mode: 0o600 });
    }
    const { DATABASE_URL: _database, ...inherited } = process.env;
    const child = spawn(process.execPath, [builtProgram, 'console', '--port', '0'], {
      env: {
        ...inherited,
        TZ: readerZone,
        LANG: 'en_US.UTF-8',
        NEXUS_SCHEDULER_DATA_DIR: dataDir,
        ...options.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const link = await printedLink(child);
    const fixture = new ConsoleFixture(link, dataDir, child);
    await fixture.#fill(`TRUNCATE ${ourTables}; ${options.fill ?? ''}`);
    return fixture;
  }

  /** TRUNCATE locks one table after the other, and the running application may hold the next: then it is done again. */
  async #fill(text: string, tries = 3): Promise<void> {
    try {
      await this.sql(text);
    } catch (error) {
      const deadlock = error instanceof DatabaseError && error.code === '40P01';
      if (!deadlock || tries === 1) throw error;
      await this.#fill(text, tries - 1);
    }
  }

  /** Plain SQL as somebody else would write it, over a connection of its own. */
  async sql<Row extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const client = new Client({ connectionString: databaseUrl(this.dataDir) });
    await client.connect();
    try {
      return (await client.query<Row>(text, [...values])).rows;
    } finally {
      await client.end();
    }
  }

  /** The same in a transaction that is left open. */
  leftOpen(text: string): Promise<LeftOpen> {
    return leftOpen(databaseUrl(this.dataDir), text);
  }

  async stop(): Promise<void> {
    const ended = new Promise<void>((done) => {
      if (this.child.exitCode !== null || this.child.signalCode !== null) done();
      else this.child.once('exit', () => done());
    });
    this.child.kill('SIGTERM');
    const hard = setTimeout(() => this.child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(hard);
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

/** Everything that holds a task or a run; a new database has a sample task. */
const ourTables =
  'scheduled_tasks, task_policies, task_runs, task_run_logs, workflows, workflow_targets, apps, users, audit_entries RESTART IDENTITY CASCADE';

/** The embedded server writes down where it listens. */
const databaseUrl = (dataDir: string): string => {
  const { password, port } = z
    .object({ password: z.string(), port: z.number() })
    .parse(JSON.parse(readFileSync(join(dataDir, 'embedded.json'), 'utf8')));
  return `postgresql://nexus:${password}@127.0.0.1:${port}/nexus_scheduler`;
};

/** The first link the program prints. */
const printedLink = (child: ChildProcess): Promise<string> =>
  new Promise((found, reject) => {
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on('line', (line) => {
        said.push(line);
        const link = /https?:\/\/\S+token=\S+/.exec(line);
        if (link !== null) found(link[0]);
      });
    }
    child.once('exit', (code) =>
      reject(
        new Error(`The console ended with ${String(code)} before it printed a link:\n${said.join('\n')}`),
      ),
    );
  });
