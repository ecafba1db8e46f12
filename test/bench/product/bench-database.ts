import { Client } from 'pg';
import { openDatabase } from '../../../src-main/database/connection';
import type { Database } from '../../../src-main/database/connection';
import { migrate } from '../../../src-main/database/migrator';
import { benchServer, urlOf } from '../report-case.mjs';

/** A database of a case's own, new and migrated by the product, with a client that is not the product's. */
export interface BenchDatabase {
  readonly url: string;
  readonly sql: Client;
  /** The executor's pool, as the product opens it for its hot statements. */
  readonly openQuiet: (max: number) => Database;
}

/** @param name taken as it stands; a database of that name is dropped first unless `keep` */
export const benchDatabase = async (name: string, keep = false): Promise<BenchDatabase> => {
  const url = urlOf(name);
  if (!keep) {
    const server = new Client({ connectionString: benchServer().url });
    await server.connect();
    await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await server.query(`CREATE DATABASE ${name} TEMPLATE template0`);
    await server.end();
    const database = openDatabase({ url, applicationName: 'bench' });
    await migrate(database, 'bench');
    await database.close();
  }
  const sql = new Client({ connectionString: url });
  await sql.connect();
  return {
    url,
    sql,
    openQuiet: (max) => openDatabase({ url, applicationName: 'bench executor', quiet: true, max }),
  };
};

/** Instants at which the tasks of `addTasks` are due. */
export const dueJustNow = `now() - interval '1 second' - g * interval '1 microsecond'`;
export const dueTomorrow = `now() + interval '1 day' + (g % 86400) * interval '1 second'`;

/**
 * Adds `count` tasks as an application would, in plain SQL: an input of 300 bytes, three years of age, four kinds of
 * rules whose own next occurrence is hours away, so that a drain finds each task due once.
 * @param dueSql when each is due; `g` counts from 1
 */
export const addTasks = async (sql: Client, count: number, dueSql: string): Promise<void> => {
  await sql.query(`
    INSERT INTO users (id, team_id, nickname) SELECT g, g % 10, 'user ' || g FROM generate_series(1, 100) g ON CONFLICT DO NOTHING;
    INSERT INTO apps (id, team_id, user_id, name) SELECT g, g % 10, g, 'app ' || g FROM generate_series(1, 20) g ON CONFLICT DO NOTHING;
    INSERT INTO workflows (id, app_id, name) SELECT g, g, 'workflow ' || g FROM generate_series(1, 20) g ON CONFLICT DO NOTHING;
    INSERT INTO workflow_targets (workflow_id, connector, config) SELECT g, 'bench', '{}' FROM generate_series(1, 20) g ON CONFLICT DO NOTHING;
    SET nexus_scheduler.quiet = on;
    INSERT INTO scheduled_tasks (name, user_id, app_id, workflow_id, input, start_time, repeat_type, repeat_interval, repeat_days,
      repeat_day_of_month, next_run_time, last_run_time, last_run_status)
    SELECT 'task number ' || g, 1 + g % 100, 1 + g % 20, 1 + g % 20,
      jsonb_build_object('prompt', repeat(md5(g::text), 8), 'n', g),
      (now() AT TIME ZONE 'America/New_York')::timestamp(0) - interval '3 years' + interval '6 hours',
      (ARRAY['hour', 'day', 'week', 'month'])[1 + g % 4], CASE g % 4 WHEN 0 THEN 24 ELSE 1 END,
      CASE g % 4 WHEN 2 THEN '[1, 3, 5]'::jsonb END, CASE g % 4 WHEN 3 THEN 31 END, ${dueSql},
      now() - interval '1 day', 1
    FROM generate_series(1, ${count}) g;
    ANALYZE`);
};

/** Takes all tasks and runs away again, as if they had never been. */
export const clearTasks = async (sql: Client): Promise<void> => {
  await sql.query('TRUNCATE scheduled_tasks, task_runs, task_policies RESTART IDENTITY CASCADE');
};

/** @throws Error unless every task ran exactly once: one ended, succeeded row each, and counted once */
export const checkOnce = async (sql: Client, tasks: number): Promise<void> => {
  const answer = await sql.query(`
    SELECT (SELECT count(*)::int FROM task_runs) AS runs,
      (SELECT count(DISTINCT (task_id, planned_at))::int FROM task_runs WHERE state = 'ended' AND outcome = 'succeeded' AND attempt = 1) AS once,
      (SELECT count(*)::int FROM scheduled_tasks WHERE execution_count = 1 AND last_run_status = 1 AND next_run_time > now()) AS counted`);
  const { runs, once, counted } = answer.rows[0];
  if (runs !== tasks || once !== tasks || counted !== tasks)
    throw new Error(`lost or doubled: ${JSON.stringify({ tasks, runs, once, counted })}`);
};
