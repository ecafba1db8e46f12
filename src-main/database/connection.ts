import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import type { ClientBase } from 'pg';
import { Sequelize } from 'sequelize';
import type { Problem } from '../contract/errors';
import { databaseProblem, isDatabaseAway } from './database-problem';
import { parseDatabaseUrl } from './database-url';
import type { DatabaseTarget } from './database-url';
import { defineModels } from './models/models';
import type { Models } from './models/models';
import { clientConfig, driverFor } from './pooled-client';

const closeLimitMs = 5_000;

/** A network that died without a word: a hot statement that is not answered for so long (ms) counts as lost. */
const usualSilenceMs = 30_000;

/** A transaction of ours that stands still for so long (ms) is ended by the server. */
const usualIdleTransactionMs = 60_000;

/**
 * So long (ms) a statement waits for a row that somebody else's transaction holds. An executor holds one for milliseconds; a
 * transaction that somebody left open must not stop the executor for longer than a moment.
 */
const usualLockMs = { ordinary: 10_000, quiet: 1_000 } as const;

export interface DatabaseOptions {
  readonly url: string;
  /** Taken when the URL has none. */
  readonly password?: string | null;
  /** Seen in `pg_stat_activity`. */
  readonly applicationName: string;
  /** Connections at most; default 5. */
  readonly max?: number;
  /**
   * For the executor's hot statements only: changes do not notify nor touch `updated_at`, and sequential scans are off (a settle that joins a young run table reads all of it otherwise: 1.4x at batch 50).
   */
  readonly quiet?: boolean;
  /** On a quiet database: how long (ms) an answer may take before the connection counts as dead; default 30 s. */
  readonly silenceMs?: number;
  /** How long (ms) a statement waits for a row that somebody else holds; default 10 s, on a quiet database 1 s. */
  readonly lockMs?: number;
  /**
   * How long (ms) a transaction may stand still before the server ends it; default 60 s. Where a machine sleeps or a network
   * dies in the middle of one, the server waits up to two hours for it, and all that while nobody can run the tasks it holds:
   * whoever looks for due ones passes them over.
   */
  readonly idleTransactionMs?: number;
}

/** One pool of connections, seen as Sequelize, as its models and, for hot statements, as plain clients. */
export interface Database {
  readonly sequelize: Sequelize;
  readonly models: Models;
  readonly target: DatabaseTarget;
  /**
   * Lends one connection of the pool. A transaction left open is rolled back.
   * @throws Problem `database_unreachable` when the database is away; the driver's own error otherwise
   */
  withClient<T>(work: (client: ClientBase) => Promise<T>): Promise<T>;
  /** Resolves when the database answers. @throws Problem */
  ping(): Promise<void>;
  /** An error of this database in words. */
  problem(error: unknown): Problem;
  /** Closes every connection; waits for those in use, though not for ever. */
  close(): Promise<void>;
}

/**
 * Opens a pool; connects at first use. BIGINT comes as text, `timestamptz` as Date, `timestamp` as wall-time text
 * (`2026-03-08T02:30:00`, never shifted), json as values.
 * @throws Problem `invalid_input` for a URL that cannot be read
 */
export function openDatabase(options: DatabaseOptions): Database {
  const target = parseDatabaseUrl(options.url, options.password ?? null);
  const quiet = options.quiet ?? false;
  const settings = {
    dialect: 'postgres',
    dialectModule: driverFor({
      ...clientConfig(target, options.applicationName),
      ...(quiet ? { query_timeout: options.silenceMs ?? usualSilenceMs } : {}),
    }),
    // Known, so that Sequelize does not open a connection of its own just to ask.
    databaseVersion: '14.0.0',
    host: target.host,
    port: target.port,
    username: target.user,
    database: target.database,
    logging: false,
    pool: { max: options.max ?? 5, min: 0, idle: 60_000, evict: 10_000, acquire: 20_000 },
    define: { timestamps: false, underscored: true },
  } as const;
  const sequelize = new Sequelize(settings);
  const set = settingsText([
    ...(quiet ? quietSettings : []),
    ...patience(
      options.lockMs ?? usualLockMs[quiet ? 'quiet' : 'ordinary'],
      options.idleTransactionMs ?? usualIdleTransactionMs,
    ),
  ]);
  sequelize.addHook('afterConnect', async (connection: unknown) => {
    if (connection instanceof Client) await connection.query(set);
  });
  return new PooledDatabase(sequelize, target);
}

type SessionSetting = readonly [name: string, value: string];

const settingsText = (settings: readonly SessionSetting[]): string =>
  settings.map(([name, value]) => `SET ${name} = ${value}`).join('; ');

/** How long (ms) a session waits for others, and the server for a session. */
const patience = (lockMs: number, idleMs: number): readonly SessionSetting[] => [
  ['lock_timeout', String(lockMs)],
  ['idle_in_transaction_session_timeout', String(idleMs)],
  // For an answer that a dead network does not take: the server is not idle then.
  ['tcp_user_timeout', String(idleMs)],
];

/**
 * Settings of a quiet connection. The hot statements touch the rows they name, by key. A plan made while the run table is
 * young would rather read all of it, and is kept while the table grows: a settle of 128 took 13 ms instead of 3.
 */
export const quietSettings: readonly SessionSetting[] = [
  ['nexus_scheduler.quiet', 'on'],
  ['enable_seqscan', 'off'],
  ['enable_hashjoin', 'off'],
  ['enable_mergejoin', 'off'],
  ['enable_memoize', 'off'],
  ['random_page_cost', '1.1'],
  // With keys only, the plan for any value is the plan for every value.
  ['plan_cache_mode', 'force_generic_plan'],
];

class PooledDatabase implements Database {
  readonly models: Models;
  private closing: Promise<void> | null = null;

  constructor(
    readonly sequelize: Sequelize,
    readonly target: DatabaseTarget,
  ) {
    this.models = defineModels(sequelize);
  }

  async withClient<T>(work: (client: ClientBase) => Promise<T>): Promise<T> {
    const manager = this.sequelize.connectionManager;
    try {
      const client = await manager.getConnection({ type: 'write' });
      if (!(client instanceof Client))
        throw new TypeError('The pool handed out something that is no client.');
      try {
        const result = await work(client);
        await this.giveBack(client, true);
        return result;
      } catch (error) {
        await this.giveBack(client, !isDatabaseAway(error));
        throw error;
      }
    } catch (error) {
      throw isDatabaseAway(error) ? this.problem(error) : error;
    }
  }

  /** A connection that died, or is still inside a transaction, must not be lent to somebody else. */
  private async giveBack(client: Client, alive: boolean): Promise<void> {
    const manager = this.sequelize.connectionManager;
    const inside = client.getTransactionStatus() !== 'I';
    if (alive && inside) await client.query('ROLLBACK').catch(() => undefined);
    if (alive && client.getTransactionStatus() === 'I') manager.releaseConnection(client);
    else await manager.destroyConnection(client);
  }

  async ping(): Promise<void> {
    try {
      await this.withClient((client) => client.query('SELECT 1'));
    } catch (error) {
      throw this.problem(error);
    }
  }

  problem(error: unknown): Problem {
    return databaseProblem(error, this.target.label);
  }

  close(): Promise<void> {
    // A connection stuck on a dead network would be waited for without end.
    this.closing ??= Promise.race([this.sequelize.close(), wait(closeLimitMs, undefined, { ref: false })]);
    return this.closing;
  }
}
