import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src-main/database/connection';
import { migrate, schemaState } from '../../../src-main/database/migrator';
import { allMigrations } from '../../../src-main/database/migrations/all-migrations';
import type { Migration } from '../../../src-main/database/migrations/migration';
import { bundledProgram, startChild } from '../../support/child-program';
import { testDatabase } from '../../support/test-database';

const program = await bundledProgram('test/support/database-child.ts');
const names = allMigrations.map((migration) => migration.name);

describe('migrations', async () => {
  const db = await testDatabase({ empty: true });

  it('are applied once when processes migrate at the same moment', async () => {
    const children = [1, 2, 3].map(() => startChild(program, { do: 'migrate', url: db.url }));
    for (const child of children) await child.say();
    for (const child of children) child.tell('go');
    const answers = await Promise.all(children.map((child) => child.say()));
    expect(answers).toHaveLength(3);
    // Each step by whoever came first: one process as a rule, but the next may be another's.
    expect(answers.flatMap((answer): string[] => Object(answer).applied).sort()).toEqual(names);
    expect(await db.sql('SELECT name, program_version FROM schema_migrations ORDER BY name')).toEqual(
      names.map((name) => ({ name, program_version: 'child' })),
    );
    expect(await migrate(db.database, 'again')).toEqual({ applied: [], adopted: [] });
  });

  it('are undone whole when a step fails, and those before it stay', async () => {
    const steps: readonly Migration[] = [
      ...allMigrations,
      { name: '9001-good', sql: 'CREATE TABLE good (id int)' },
      { name: '9002-bad', sql: 'CREATE TABLE half (id int); SELECT 1 / 0' },
    ];
    await expect(migrate(db.database, 'test', steps)).rejects.toMatchObject({
      code: 'database_failed',
      info: { details: { code: '22012' } },
    });
    expect(
      await db.sql("SELECT to_regclass('good')::text AS good, to_regclass('half')::text AS half"),
    ).toEqual([{ good: 'good', half: null }]);
  });

  it('refuse a schema of a newer program in words', async () => {
    const state = await db.database.withClient((client) => schemaState(client));
    expect(state).toMatchObject({ state: 'newer', unknown: ['9001-good'], pending: [] });
    await expect(migrate(db.database, 'test')).rejects.toMatchObject({
      code: 'schema_newer',
      message: expect.stringContaining('9001-good'),
      info: { remedy: expect.stringContaining('Update this program') },
    });
  });
});

describe('a user without privileges', async () => {
  const db = await testDatabase({ empty: true });

  it('is told what to grant', async () => {
    const role = `limited_${db.name}`;
    await db.sql(`CREATE ROLE ${role} LOGIN PASSWORD 'topsecret'`);
    await db.sql('REVOKE CREATE ON SCHEMA public FROM PUBLIC');
    try {
      const url = new URL(db.url);
      url.username = role;
      url.password = 'topsecret';
      const limited = openDatabase({ url: url.toString(), applicationName: 'tests' });
      await expect(migrate(limited, 'test')).rejects.toMatchObject({
        code: 'database_failed',
        info: {
          remedy: expect.stringContaining(`GRANT CREATE, USAGE ON SCHEMA public TO ${role}`),
          details: { code: '42501' },
        },
      });
      await limited.close();
    } finally {
      await db.sql(`DROP ROLE ${role}`);
    }
  });
});

describe("tables somebody else made with NexusAI's names", async () => {
  const db = await testDatabase({ empty: true });

  it('are refused while a column cannot be used, with the way out, and nothing is changed', async () => {
    await db.sql(
      `CREATE TABLE users (id serial PRIMARY KEY, team_id int NOT NULL DEFAULT 0, nickname varchar(50))`,
    );
    await db.sql(`CREATE TABLE scheduled_tasks (
      id bigserial PRIMARY KEY, name varchar(255) NOT NULL, task_type varchar(9) NOT NULL, status smallint DEFAULT 1,
      user_id bigint NOT NULL, app_id bigint NOT NULL, workflow_id bigint NOT NULL, input json NOT NULL,
      start_time timestamp(0) NOT NULL, end_time timestamp(0), next_run_time timestamp(0) NOT NULL,
      repeat_type varchar(6) DEFAULT 'none', repeat_days varchar(255), their_own text)`);
    await db.sql(`INSERT INTO users (nickname) VALUES ('Ada')`);
    await db.sql(`INSERT INTO scheduled_tasks (name, task_type, user_id, app_id, workflow_id, input, start_time, next_run_time)
      VALUES ('theirs', 'recurring', 1, 1, 1, '{"b": 1, "a": 2}', '2026-03-08 02:30', '2026-03-08 02:30')`);
    await expect(migrate(db.database, 'test')).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('scheduled_tasks.next_run_time is timestamp without time zone'),
      info: {
        remedy: expect.stringMatching(/COLUMN next_run_time TYPE timestamptz.+COLUMN input TYPE jsonb/s),
      },
    });
    expect(await db.sql("SELECT to_regclass('task_runs')::text AS runs")).toEqual([{ runs: null }]);
  });

  it('are taken over once they can be: what is missing is added, what is stored stays', async () => {
    await db.sql(
      `ALTER TABLE scheduled_tasks ALTER COLUMN next_run_time TYPE timestamptz USING next_run_time AT TIME ZONE 'UTC'`,
    );
    await db.sql('ALTER TABLE scheduled_tasks ALTER COLUMN input TYPE jsonb');
    expect(await migrate(db.database, 'test')).toEqual({
      applied: names,
      adopted: ['scheduled_tasks', 'users'],
    });
    const rows = await db.sql(
      `SELECT t.name, t.input::text AS input, t.execution_count, t.task_data, u.status, their_own
       FROM scheduled_tasks t JOIN users u ON u.id = t.user_id`,
    );
    expect(rows).toEqual([
      {
        name: 'theirs',
        input: '{"a": 2, "b": 1}',
        execution_count: 0,
        task_data: {},
        status: 1,
        their_own: null,
      },
    ]);
    await db.sql('UPDATE scheduled_tasks SET next_run_time = NULL');
    await db.sql('INSERT INTO scheduled_tasks (name, user_id, app_id, workflow_id) VALUES ($1, 1, 1, 1)', [
      'defaults',
    ]);
    const read = await db.database.models.tasks.findOne({ where: { name: 'defaults' }, rejectOnEmpty: true });
    expect(read).toMatchObject({ taskType: 'recurring', input: {}, maxExecutions: 0 });
  });
});
