import { expect, it } from 'vitest';
import { CliProcess } from '../../support/cli-process';
import { testDatabase } from '../../support/test-database';
import { receiver } from './receiver';

const database = await testDatabase({ empty: true });
const server = await receiver();
const cli = new CliProcess({ DATABASE_URL: database.url });

/** NexusAI's tables as they are written for PostgreSQL by others: its own types, and ids of four bytes. */
const nexusTables = [
  `CREATE TABLE users (id serial PRIMARY KEY, team_id int NOT NULL DEFAULT 0, nickname varchar(50),
    status smallint NOT NULL DEFAULT 1)`,
  `CREATE TABLE apps (id serial PRIMARY KEY, team_id int NOT NULL, user_id int NOT NULL DEFAULT 0,
    name varchar(255) NOT NULL, mode smallint NOT NULL DEFAULT 1, publish_status smallint NOT NULL DEFAULT 0,
    updated_time timestamp(0), status smallint NOT NULL DEFAULT 1)`,
  `CREATE TABLE workflows (id serial PRIMARY KEY, team_id int NOT NULL, user_id int NOT NULL, app_id int NOT NULL,
    graph json, publish_status smallint DEFAULT 0, published_time timestamp(0), status smallint NOT NULL DEFAULT 1)`,
  `CREATE TABLE scheduled_tasks (
    id bigserial PRIMARY KEY, name varchar(255) NOT NULL, description varchar(255),
    task_type varchar(9) NOT NULL CHECK (task_type IN ('one_time','recurring')),
    status smallint DEFAULT 1, user_id bigint NOT NULL, app_id bigint NOT NULL, workflow_id bigint NOT NULL,
    input json NOT NULL, node_confirm_users json,
    start_time timestamp(0) NOT NULL, end_time timestamp(0), next_run_time timestamp(0) NOT NULL,
    repeat_type varchar(6) DEFAULT 'none', repeat_interval int DEFAULT 1, repeat_days varchar(255),
    repeat_day_of_month int, repeat_month int, repeat_day_of_year int,
    task_data json NOT NULL, last_run_time timestamp(0), last_run_status smallint,
    execution_count int DEFAULT 0, max_executions int DEFAULT 0,
    created_at timestamptz(0) DEFAULT now(), updated_at timestamptz(0) DEFAULT now())`,
  `INSERT INTO users (team_id, nickname) VALUES (1, 'Ada')`,
  `INSERT INTO apps (team_id, name) VALUES (1, 'App')`,
  `INSERT INTO workflows (team_id, user_id, app_id, publish_status) VALUES (1, 1, 1, 1)`,
  `INSERT INTO scheduled_tasks (name, task_type, user_id, app_id, workflow_id, input, start_time, next_run_time,
    repeat_type, repeat_days, task_data) VALUES
    ('Daily', 'recurring', 1, 1, 1, '{"city": "Bern"}', '2026-01-05 09:00', '2026-01-05 09:00', 'day', NULL, '{}'),
    ('Weekly', 'recurring', 1, 1, 1, '{"city": "Bern"}', '2026-01-05 09:00', '2026-01-05 09:00', 'week', '[1, 3]', '{}')`,
];

it('tasks of tables that NexusAI’s database brought along run, once what is named was altered', async () => {
  for (const statement of nexusTables) await database.sql(statement);
  const refused = await cli.run(['--mode', 'once']);
  expect(refused.code).toBe(4);
  const alters = [...refused.err.matchAll(/ALTER TABLE scheduled_tasks ALTER COLUMN [^.。]+(?=\.)/g)];
  expect(alters.length).toBe(2);
  for (const [statement] of alters) await database.sql(statement.replace(/<[^>]*>/, 'UTC'));
  await database.sql(
    `ALTER TABLE scheduled_tasks ALTER COLUMN last_run_time TYPE timestamptz USING last_run_time AT TIME ZONE 'UTC'`,
  );
  expect(await cli.run(['migrate'])).toMatchObject({ code: 0 });
  await database.sql(`INSERT INTO workflow_targets (workflow_id, connector, config) VALUES (1, 'http', $1)`, [
    JSON.stringify({ method: 'POST', url: server.url }),
  ]);

  await database.sql(`UPDATE scheduled_tasks SET next_run_time = now() - interval '1 second'`);
  expect(await cli.run(['--mode', 'once'])).toMatchObject({
    code: 0,
    out: '2 due, 2 started: 2 succeeded.\n',
  });
  expect(server.bodies.map((body) => JSON.parse(body))).toMatchObject([
    { input: { city: 'Bern' } },
    { input: { city: 'Bern' } },
  ]);
  expect(await cli.run(['tasks', 'run', '1', '--json'])).toMatchObject({ code: 0 });
  expect(await cli.run(['--mode', 'once'])).toMatchObject({ code: 0 });
  expect(server.bodies).toHaveLength(3);
});
