import type { ClientBase } from 'pg';
import { z } from 'zod';
import { Problem } from '../contract/errors';
import { databaseTexts } from './database-texts';
import { adoptTables } from './adopt-tables';
import type { Database } from './connection';
import { databaseProblem, errorCodeOf } from './database-problem';
import { initial } from './migrations/0001-initial';
import { allMigrations } from './migrations/all-migrations';
import type { Migration } from './migrations/migration';

/** The oldest PostgreSQL the statements run on, as `server_version_num` counts. */
export const oldestServer = 140_000;

/** Any number, the same in every version of the program: only migrations take this lock. */
const lockKey = '7316042513820';

export interface SchemaState {
  /** `none`: no schema yet; `behind`: steps to do; `newer`: made by a newer program. */
  readonly state: 'none' | 'behind' | 'current' | 'newer';
  readonly applied: readonly string[];
  readonly pending: readonly string[];
  /** Steps recorded there that this program does not know. */
  readonly unknown: readonly string[];
}

export interface MigrationReport {
  /** Steps applied now, by this process. */
  readonly applied: readonly string[];
  /** Tables that were there before and are used on. */
  readonly adopted: readonly string[];
}

/**
 * Brings the schema to this program's. Each step is one transaction that first takes a lock in the database, so any
 * number of processes may migrate at once: one applies a step, the others find it done.
 * @throws Problem `unsupported` below PostgreSQL 14, `schema_newer` when a newer program made the schema, `refused` when
 * tables of the same names cannot be used, `database_failed` (a missing privilege), `database_unreachable`
 */
export async function migrate(
  database: Database,
  programVersion: string,
  migrations: readonly Migration[] = allMigrations,
): Promise<MigrationReport> {
  try {
    return await database.withClient((client) => applyAll(client, programVersion, migrations));
  } catch (error) {
    throw errorCodeOf(error) === '42501'
      ? privilegeProblem(error, database)
      : database.problem(unwrapped(error));
  }
}

/** Compares the schema with this program's, reading only. */
export async function schemaState(
  client: ClientBase,
  migrations: readonly Migration[] = allMigrations,
): Promise<SchemaState> {
  const there = await client.query("SELECT to_regclass('schema_migrations') IS NOT NULL AS there");
  const recorded = z.object({ there: z.boolean() }).parse(there.rows[0]).there ? await names(client) : [];
  const known = new Set(migrations.map((migration) => migration.name));
  const pending = [...known].filter((name) => !recorded.includes(name));
  const unknown = recorded.filter((name) => !known.has(name));
  const state =
    unknown.length > 0 ? 'newer' : recorded.length === 0 ? 'none' : pending.length > 0 ? 'behind' : 'current';
  return { state, applied: recorded, pending, unknown };
}

/** @throws Problem `schema_newer` */
export function refuseNewerSchema(state: SchemaState): void {
  if (state.state !== 'newer') return;
  throw new Problem('schema_newer', databaseTexts.newer(state.unknown.join(', ')), {
    remedy: databaseTexts.updateNothingChanged,
    details: { unknown: state.unknown.join(', ') },
  });
}

async function applyAll(
  client: ClientBase,
  programVersion: string,
  migrations: readonly Migration[],
): Promise<MigrationReport> {
  await refuseOldServer(client);
  const before = await schemaState(client, migrations);
  refuseNewerSchema(before);
  if (before.state === 'current') return { applied: [], adopted: [] };
  await inLockedTransaction(client, async () => {
    await client.query(`CREATE TABLE IF NOT EXISTS schema_migrations (
      name varchar(255) PRIMARY KEY,
      applied_at timestamptz NOT NULL DEFAULT now(),
      program_version varchar(32) NOT NULL
    )`);
  });
  const applied: string[] = [];
  const adopted: string[] = [];
  const apply = (migration: Migration) => async (): Promise<void> =>
    inLockedTransaction(client, async () => {
      const recorded = await names(client);
      if (recorded.includes(migration.name)) return;
      if (migration.name === initial.name) adopted.push(...(await adoptTables(client, migration.sql)));
      await client.query(migration.sql);
      await client.query('INSERT INTO schema_migrations (name, program_version) VALUES ($1, $2)', [
        migration.name,
        programVersion.slice(0, 32),
      ]);
      applied.push(migration.name);
    });
  // Loaded where there are steps to do: 7 MB and 50 ms that no other start needs.
  const { Umzug } = await import('umzug');
  const umzug = new Umzug({
    migrations: migrations.map((migration) => ({ name: migration.name, up: apply(migration) })),
    // A step is recorded in its own transaction above: recorded and done are one.
    storage: {
      logMigration: () => Promise.resolve(),
      unlogMigration: () => Promise.resolve(),
      executed: () => names(client),
    },
    logger: undefined,
  });
  await umzug.up();
  refuseNewerSchema(await schemaState(client, migrations));
  return { applied, adopted };
}

async function inLockedTransaction(client: ClientBase, work: () => Promise<void>): Promise<void> {
  await client.query('BEGIN');
  try {
    // Another executor's migration may take its time, and so may whoever uses a table that is to change.
    await client.query('SET LOCAL lock_timeout = 0');
    await client.query(`SELECT pg_advisory_xact_lock(${lockKey})`);
    await work();
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

async function refuseOldServer(client: ClientBase): Promise<void> {
  const answer = await client.query(
    'SELECT current_setting($1) AS version, current_setting($2)::int AS number',
    ['server_version', 'server_version_num'],
  );
  const { version, number } = z.object({ version: z.string(), number: z.number() }).parse(answer.rows[0]);
  if (number >= oldestServer) return;
  throw new Problem('unsupported', databaseTexts.serverOld(version), {
    remedy: databaseTexts.upgradeServer,
    details: { version },
  });
}

async function names(client: ClientBase): Promise<string[]> {
  const answer = await client.query('SELECT name FROM schema_migrations ORDER BY name');
  return z
    .array(z.object({ name: z.string() }))
    .parse(answer.rows)
    .map((row) => row.name);
}

/** What went wrong, without umzug's wrapping. */
function unwrapped(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined && error.name === 'MigrationError'
    ? error.cause
    : error;
}

function privilegeProblem(error: unknown, database: Database): Problem {
  const { target } = database;
  return new Problem('database_failed', databaseTexts.mayNotCreate(target.user, target.database), {
    remedy: databaseTexts.grantCreate(target.user, target.database),
    details: databaseProblem(unwrapped(error), target.label).info.details,
    cause: error,
  });
}
