import { randomUUID } from 'node:crypto';
import { settings, type Settings } from '../../src-main/contract/settings';
import type { JsonObject } from '../../src-main/contract/primitives';
import type { Database } from '../../src-main/database/connection';
import { LedgerStore } from '../../src-main/database/ledger/ledger-store';
import { systemClock, type Clock } from '../../src-main/executor/clock';
import type { Connector, Connectors, Ended, Ending, RunContext } from '../../src-main/executor/connector';
import { Executor, type ExecutorOptions } from '../../src-main/executor/executor';
import type { ExecutorEvent } from '../../src-main/executor/executor-event';
import type { Log } from '../../src-main/executor/log';
import { isAlive, processIdentity } from '../../src-main/machine/process-identity';
import type { TestDatabase } from './test-database';

/** A log that keeps what was said, for a test to look at. */
export class KeptLog implements Log {
  readonly lines: string[] = [];
  readonly errors: unknown[] = [];

  debug(message: string): void {
    this.lines.push(message);
  }

  info(message: string): void {
    this.lines.push(message);
  }

  error(message: string, error: unknown): void {
    this.lines.push(message);
    this.errors.push(error);
  }
}

export const succeeded: Ended = {
  kind: 'ended',
  outcome: 'succeeded',
  reason: null,
  result: { ok: true },
  error: null,
};

/** A connector a test holds in its hands: it sees every start and decides how each ends. */
export class HandConnector implements Connector {
  readonly kind = 'hand';
  readonly starts: RunContext[] = [];
  #waiting: ((run: RunContext) => void)[] = [];

  constructor(
    private readonly behave: (run: RunContext) => Promise<Ending> = () => Promise.resolve(succeeded),
  ) {}

  start(run: RunContext): Promise<Ending> {
    this.starts.push(run);
    for (const seen of this.#waiting.splice(0)) seen(run);
    return this.behave(run);
  }

  /** Resolves when so many runs have started. */
  async started(count: number): Promise<void> {
    while (this.starts.length < count) await this.next();
  }

  /** Resolves with the next run that starts. */
  next(): Promise<RunContext> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

/** The same, for a workflow that can be followed from outside. */
export class FollowedConnector extends HandConnector {
  readonly resumed: JsonObject[] = [];

  constructor(
    behave: (run: RunContext) => Promise<Ending>,
    private readonly follow: (run: RunContext, ref: JsonObject) => Promise<Ending>,
  ) {
    super(behave);
  }

  resume(run: RunContext, ref: JsonObject): Promise<Ending> {
    this.resumed.push(ref);
    return this.follow(run, ref);
  }
}

export interface RigOptions {
  readonly settings?: Partial<Settings['executor']>;
  readonly identity?: Partial<ExecutorOptions['identity']>;
  readonly mode?: string;
  readonly clock?: Clock;
}

/** An executor on a test's database, with its events at hand. */
export class ExecutorRig {
  readonly id = randomUUID();
  readonly log = new KeptLog();
  readonly events: ExecutorEvent[] = [];
  readonly executor: Executor;
  readonly ledger: LedgerStore;
  readonly #database: Database;
  #settings: Settings['executor'];

  constructor(db: TestDatabase, connector: Connector, options: RigOptions = {}) {
    const connectors: Connectors = {
      get: (kind) => (kind === connector.kind ? connector : null),
      fallback: () => null,
    };
    this.#settings = { ...settings.parse({}).executor, ...options.settings };
    this.#database = db.open({ quiet: true });
    this.ledger = new LedgerStore(this.#database, this.id);
    this.executor = new Executor(this.ledger, connectors, options.clock ?? systemClock, this.log, {
      id: this.id,
      identity: { ...processIdentity(), isAlive, ...options.identity },
      version: '0.0.0',
      mode: options.mode ?? 'test',
      settings: () => this.#settings,
      machineTimeZone: 'UTC',
    });
    this.executor.onEvent((event) => this.events.push(event));
  }

  /** Changes settings while the executor runs. */
  change(changes: Partial<Settings['executor']>): void {
    this.#settings = { ...this.#settings, ...changes };
    this.executor.settingsChanged();
  }

  /** Stops the executor and gives its connections back. */
  async close(): Promise<void> {
    await this.executor.stop(0);
    await this.#database.close();
  }

  /** Resolves when an event fits, now or later. */
  when(fits: (event: ExecutorEvent) => boolean): Promise<ExecutorEvent> {
    return new Promise((resolve) => {
      const past = this.events.find(fits);
      if (past !== undefined) return resolve(past);
      const stop = this.executor.onEvent((event) => {
        if (!fits(event)) return;
        stop();
        resolve(event);
      });
    });
  }

  /** Resolves when so many runs have ended. */
  ended(count: number): Promise<ExecutorEvent> {
    return this.when(
      () => this.events.filter((event) => event.kind === 'ended' && event.final).length >= count,
    );
  }
}

/** A user, an app and a workflow with a `hand` target; answers their ids (all three are 1). */
export const seedWorkflow = async (
  db: TestDatabase,
  connector = 'hand',
  config: JsonObject = {},
): Promise<void> => {
  await db.sql(`INSERT INTO users (id, team_id, nickname) VALUES (1, 7, 'Ada') ON CONFLICT DO NOTHING`);
  await db.sql(
    `INSERT INTO apps (id, team_id, user_id, name) VALUES (1, 7, 1, 'Reports') ON CONFLICT DO NOTHING`,
  );
  await db.sql(
    `INSERT INTO workflows (id, team_id, user_id, app_id, name) VALUES (1, 7, 1, 1, 'Nightly') ON CONFLICT DO NOTHING`,
  );
  await db.sql(
    `INSERT INTO workflow_targets (workflow_id, connector, config) VALUES (1, $1, $2) ON CONFLICT (workflow_id) DO UPDATE SET connector = $1, config = $2`,
    [connector, JSON.stringify(config)],
  );
};

/** Inserts a task in plain SQL, as NexusAI does; columns left out take the database's defaults. */
export const insertTask = async (
  db: TestDatabase,
  columns: Readonly<Record<string, unknown>>,
): Promise<string> => {
  const all = { name: 'Task', user_id: 1, app_id: 1, workflow_id: 1, input: '{"city": "Oslo"}', ...columns };
  const names = Object.keys(all);
  const rows = await db.sql<{ id: string }>(
    `INSERT INTO scheduled_tasks (${names.join(', ')}) VALUES (${names.map((_, index) => `$${index + 1}`).join(', ')}) RETURNING id`,
    Object.values(all),
  );
  const [row] = rows;
  if (row === undefined) throw new Error('The task was not written.');
  return row.id;
};

/** Inserts a task that runs once and has been due for a while (ms). */
export const insertDueTask = (db: TestDatabase, name: string, agoMs = 1_000): Promise<string> => {
  const at = new Date(Date.now() - agoMs);
  return insertTask(db, { name, task_type: 'one_time', next_run_time: at, start_time: at });
};
