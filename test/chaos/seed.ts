import type { QueryResultRow } from 'pg';

/** Anything that takes plain SQL. */
export interface Sql {
  sql<Row extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** A user and an app (both 1), in plain SQL as NexusAI would write them. */
export const seedOwner = async (db: Sql): Promise<void> => {
  await db.sql(`INSERT INTO users (id, team_id, nickname) VALUES (1, 1, 'Ada') ON CONFLICT DO NOTHING`);
  await db.sql(
    `INSERT INTO apps (id, team_id, user_id, name) VALUES (1, 1, 1, 'App') ON CONFLICT DO NOTHING`,
  );
};

/** A workflow with a target, under an id of the test's choice. */
export const seedTarget = async (
  db: Sql,
  workflowId: number,
  connector: string,
  config: unknown,
): Promise<void> => {
  await db.sql(
    `INSERT INTO workflows (id, team_id, user_id, app_id, name) VALUES ($1::bigint, 1, 1, 1, 'Flow ' || $1::bigint)`,
    [workflowId],
  );
  await db.sql(`INSERT INTO workflow_targets (workflow_id, connector, config) VALUES ($1, $2, $3)`, [
    workflowId,
    connector,
    JSON.stringify(config),
  ]);
};

/**
 * A task that falls due this moment, for the first and (with the default columns) only time this day; columns may be
 * SQL expressions. Answers its id.
 */
export const seedTask = async (db: Sql, columns: Readonly<Record<string, string>> = {}): Promise<string> => {
  const all = {
    name: `'Task'`,
    user_id: '1',
    app_id: '1',
    workflow_id: '1',
    input: `'{"city": "Bern"}'`,
    start_time: `date_trunc('second', now() AT TIME ZONE 'UTC')`,
    next_run_time: `date_trunc('second', now())`,
    repeat_type: `'day'`,
    ...columns,
  };
  const [row] = await db.sql<{ id: string }>(
    `INSERT INTO scheduled_tasks (${Object.keys(all).join(', ')}) VALUES (${Object.values(all).join(', ')}) RETURNING id`,
  );
  if (row === undefined) throw new Error('The task was not written.');
  return row.id;
};

/** A run as the ledger has it. */
export interface LedgerRun extends QueryResultRow {
  readonly id: string;
  readonly task_id: string;
  readonly state: string;
  readonly outcome: string | null;
  readonly reason_code: string | null;
  readonly attempt: number;
  readonly attempts: readonly { readonly outcome: string }[] | null;
  readonly trigger: string;
  readonly covers: number;
  readonly planned_at: Date;
  readonly executor_id: string | null;
  readonly external_ref: Readonly<Record<string, unknown>> | null;
}

/** The ledger in order of writing. */
export const ledger = (db: Sql): Promise<LedgerRun[]> =>
  db.sql<LedgerRun>('SELECT * FROM task_runs ORDER BY id');
