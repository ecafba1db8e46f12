import type { ClientBase } from 'pg';
import { z } from 'zod';
import { schemaState } from './migrator';
import type { SchemaState } from './migrator';

const row = z.object({
  version: z.string(),
  database: z.string(),
  user: z.string(),
  bytes: z.coerce.number(),
  connections: z.number(),
  maxConnections: z.number(),
  startedAt: z.date(),
});

/** A database at a glance, for `database status`. */
export type DatabaseStatus = z.infer<typeof row> & {
  readonly schema: SchemaState;
  /** Null while there is no schema of ours. */
  readonly rows: { readonly tasks: number; readonly runs: number } | null;
};

/** Reads a database's version, size, connections and schema. */
export async function readDatabaseStatus(client: ClientBase): Promise<DatabaseStatus> {
  const answer = await client.query(
    `SELECT current_setting('server_version') AS version, current_database() AS database, current_user AS user,
            pg_database_size(current_database()) AS bytes, pg_postmaster_start_time() AS "startedAt",
            (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')::int AS connections,
            current_setting('max_connections')::int AS "maxConnections"`,
  );
  const schema = await schemaState(client);
  return {
    ...row.parse(answer.rows[0]),
    schema,
    rows: schema.applied.length === 0 ? null : await counts(client),
  };
}

async function counts(client: ClientBase): Promise<{ readonly tasks: number; readonly runs: number }> {
  const answer = await client.query(
    'SELECT (SELECT count(*) FROM scheduled_tasks)::int AS tasks, (SELECT count(*) FROM task_runs)::int AS runs',
  );
  return z.object({ tasks: z.number(), runs: z.number() }).parse(answer.rows[0]);
}
