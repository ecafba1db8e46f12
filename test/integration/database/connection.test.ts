import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../../src-main/contract/errors';
import { openDatabase } from '../../../src-main/database/connection';
import { bundledProgram, startChild } from '../../support/child-program';
import { testDatabase } from '../../support/test-database';

const db = await testDatabase();
const program = await bundledProgram('test/support/database-child.ts');

const draft = { name: 'task', userId: '1', appId: '1', workflowId: '1' };

async function problemOf(url: string): Promise<Problem> {
  const database = openDatabase({ url, applicationName: 'tests' });
  const error: unknown = await database.ping().catch((thrown: unknown) => thrown);
  await database.close();
  if (!(error instanceof Problem)) throw new Error(`no problem but ${String(error)}`);
  return error;
}

function urlWith(change: (url: URL) => void): string {
  const url = new URL(db.url);
  change(url);
  return url.toString();
}

describe('what is stored', () => {
  it('reads wall times, instants, big numbers and json as they are', async () => {
    const { tasks } = db.database.models;
    const made = await tasks.create({
      ...draft,
      appId: '9007199254740993',
      startTime: '2026-03-08T02:30:00',
      endTime: '2026-11-01T01:30:00.250',
      nextRunTime: new Date('2026-03-08T07:30:00.000Z'),
      input: { list: [1, 'two', null] },
      repeatDays: [1, 3],
    });
    const [plain] = await db.sql<{ text: string }>(
      'SELECT start_time::text AS text FROM scheduled_tasks WHERE id = $1',
      [made.id],
    );
    expect(plain?.text).toBe('2026-03-08 02:30:00');
    const read = await tasks.findByPk(made.id, { rejectOnEmpty: true });
    expect(read.startTime).toBe('2026-03-08T02:30:00');
    expect(read.endTime).toBe('2026-11-01T01:30:00.250');
    expect(read.nextRunTime).toEqual(new Date('2026-03-08T07:30:00.000Z'));
    expect(read.appId).toBe('9007199254740993');
    expect(read.input).toEqual({ list: [1, 'two', null] });
    expect(read.repeatDays).toEqual([1, 3]);
  });

  it('leaves columns that are not given to the database', async () => {
    const made = await db.database.models.tasks.create(draft);
    const read = await db.database.models.tasks.findByPk(made.id, { rejectOnEmpty: true });
    expect(read).toMatchObject({
      status: 1,
      taskType: 'recurring',
      repeatType: 'none',
      repeatInterval: 1,
      input: {},
    });
  });

  it('finds tasks with what belongs to them', async () => {
    const { models } = db.database;
    const user = await models.users.create({ nickname: 'Ada' });
    const made = await models.tasks.create({ ...draft, userId: user.id });
    await models.policies.create({ taskId: made.id, timeZone: 'Asia/Shanghai', timeoutMs: 5_000 });
    const read = await models.tasks.findByPk(made.id, { include: ['user', 'policy'], rejectOnEmpty: true });
    expect(read.toJSON()).toMatchObject({
      user: { nickname: 'Ada' },
      policy: { timeZone: 'Asia/Shanghai', timeoutMs: '5000' },
    });
  });

  it('never shifts a wall time, whatever the zone of this machine', async () => {
    // This hour does not exist in New York.
    const value = '2026-03-08T02:30:00';
    const child = startChild(
      program,
      { do: 'wallTime', url: db.url, value },
      { env: { TZ: 'America/New_York' } },
    );
    const said = await child.say();
    expect(said).toMatchObject({ read: value, offset: 300 });
    const rows = await db.sql<{ text: string }>(
      "SELECT start_time::text AS text FROM scheduled_tasks WHERE name = 'child'",
    );
    expect(rows).toEqual([{ text: '2026-03-08 02:30:00' }]);
  });

  it('hands wall times out in raw statements too, and those that cannot be one as they came', async () => {
    const rows = await db.database.withClient(
      async (client) =>
        (await client.query("SELECT timestamp '2026-01-02 03:04:05.678901' AS a, timestamp 'infinity' AS b"))
          .rows,
    );
    expect(rows).toEqual([{ a: '2026-01-02T03:04:05.678', b: 'infinity' }]);
  });
});

describe('a borrowed client', () => {
  it('has the settings of the hot statements on a quiet database', async () => {
    const quiet = db.open({ quiet: true, max: 1 });
    const settings = await quiet.withClient(
      async (client) =>
        (
          await client.query(
            "SELECT current_setting('enable_seqscan') AS scan, current_setting('nexus_scheduler.quiet') AS quiet",
          )
        ).rows,
    );
    expect(settings).toEqual([{ scan: 'off', quiet: 'on' }]);
  });

  it('comes back without the transaction somebody forgot to end', async () => {
    const single = db.open({ max: 1 });
    await expect(
      single.withClient(async (client) => {
        await client.query('BEGIN');
        await client.query("INSERT INTO shared_state (key, value) VALUES ('half', '1')");
        throw new Error('half-way');
      }),
    ).rejects.toThrow('half-way');
    const rows = await single.withClient(
      async (client) => (await client.query('SELECT * FROM shared_state')).rows,
    );
    expect(rows).toEqual([]);
  });

  it('is replaced after its connection was cut', async () => {
    const single = db.open({ max: 1, applicationName: 'to be cut' });
    await single.ping();
    const cut = single
      .withClient((client) => client.query('SELECT pg_sleep(60)'))
      .catch((error: unknown) => error);
    await db.sql(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'to be cut'",
    );
    expect(await cut).toMatchObject({ code: 'database_unreachable', info: { details: { code: '57P01' } } });
    await single.ping();
  });
});

describe('a transaction that stands still', () => {
  it('is ended by the server, which is told in words, and what it held is free again', async () => {
    const [task] = await db.sql<{ id: string }>(
      "INSERT INTO scheduled_tasks (name, user_id, app_id, workflow_id) VALUES ('held', 1, 1, 1) RETURNING id",
    );
    const single = db.open({ max: 1, idleTransactionMs: 50 });
    const ended = await single
      .withClient(async (client) => {
        await client.query('BEGIN');
        await client.query('SELECT id FROM scheduled_tasks WHERE id = $1 FOR UPDATE', [task?.id]);
        throw await new Promise<Error>((resolve) => void client.once('error', resolve));
      })
      .catch((error: unknown) => error);
    expect(ended).toMatchObject({ code: 'database_unreachable', info: { details: { code: '25P03' } } });
    const free = await db.sql('SELECT id FROM scheduled_tasks WHERE id = $1 FOR UPDATE', [task?.id]);
    expect(free).toHaveLength(1);
    await single.ping();
  });

  it.each([
    [true, '1s'],
    [false, '10s'],
  ])('has a minute, and waits for others’ locks as long as its kind may (quiet: %s)', async (quiet, lock) => {
    const database = db.open({ quiet, max: 1 });
    const limits = await database.withClient(
      async (client) =>
        (
          await client.query(
            "SELECT current_setting('idle_in_transaction_session_timeout') AS idle, current_setting('lock_timeout') AS lock",
          )
        ).rows,
    );
    expect(limits).toEqual([{ idle: '1min', lock }]);
  });
});

describe('the triggers', () => {
  it('notify and touch for anybody but a quiet session', async () => {
    const heard: string[] = [];
    const listening = await db.database.withClient(async (client) => {
      client.on('notification', (message) => heard.push(message.payload ?? ''));
      await client.query('LISTEN nexus_scheduler');
      const heardAfter = async (work: () => Promise<unknown>): Promise<string[]> => {
        await client.query('SELECT 1');
        heard.length = 0;
        await work();
        // Notices of commits before this statement come with its answer.
        await client.query('SELECT 1');
        return [...heard];
      };
      const quiet = db.open({ quiet: true });
      const plain = await heardAfter(() =>
        db.sql(
          "INSERT INTO scheduled_tasks (name, user_id, app_id, workflow_id, next_run_time) VALUES ('sql', 1, 1, 1, now())",
        ),
      );
      const touched = await db.sql<{ untouched: boolean }>(
        "UPDATE scheduled_tasks SET updated_at = '2000-01-01', name = 'sql' WHERE name = 'sql' RETURNING updated_at < '2001-01-01' AS untouched",
      );
      const silent = await heardAfter(() =>
        quiet.sequelize.query(
          "UPDATE scheduled_tasks SET next_run_time = now(), updated_at = '2000-01-01' WHERE name = 'sql'",
        ),
      );
      return { plain, touched, silent };
    });
    expect(listening.plain).toEqual(['tasks']);
    expect(listening.touched).toEqual([{ untouched: false }]);
    expect(listening.silent.filter((notice) => notice === 'tasks')).toEqual([]);
    const [row] = await db.sql<{ year: string }>(
      "SELECT to_char(updated_at, 'YYYY') AS year FROM scheduled_tasks WHERE name = 'sql'",
    );
    expect(row?.year).toBe('2000');
  });
});

describe('errors', () => {
  it('say in words that nothing answers, without the password', async () => {
    const free = await new Promise<number>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
      });
    });
    const problem = await problemOf(`postgresql://me:topsecret@127.0.0.1:${free}/x`);
    expect(problem.info).toMatchObject({
      code: 'database_unreachable',
      message: `No database server answers at me@127.0.0.1:${free}/x.`,
      details: { code: 'ECONNREFUSED' },
    });
    expect(JSON.stringify(problem.info)).not.toContain('topsecret');
  });

  it('say that the password or the database is wrong, with the SQLSTATE', async () => {
    const wrong = await problemOf(urlWith((url) => (url.password = 'topsecret')));
    expect(wrong.info).toMatchObject({ code: 'database_unreachable', details: { code: '28P01' } });
    expect(JSON.stringify(wrong.info)).not.toContain('topsecret');
    const missing = await problemOf(urlWith((url) => (url.pathname = '/no_such_database')));
    expect(missing.info).toMatchObject({ code: 'database_unreachable', details: { code: '3D000' } });
  });

  it('leave a refused statement to its caller, with its constraint in the words', async () => {
    const error: unknown = await db.database.models.tasks
      .create({ ...draft, status: 9 })
      .catch((thrown: unknown) => thrown);
    const problem = db.database.problem(error);
    expect(problem).toMatchObject({
      code: 'database_failed',
      info: { details: { code: '23514', constraint: 'nexus_scheduler_task_status_check' } },
    });
  });

  it('say that somebody else’s transaction is in the way, and who tells which', async () => {
    const problem = await db.database.withClient(async (client) => {
      await client.query('BEGIN');
      await client.query('LOCK TABLE shared_state');
      const impatient = db.open({ max: 1 });
      const error: unknown = await impatient
        .withClient(async (other) => {
          await other.query('SET lock_timeout = 20');
          await other.query('SELECT * FROM shared_state');
        })
        .catch((thrown: unknown) => thrown);
      return impatient.problem(error);
    });
    expect(problem).toMatchObject({ code: 'database_failed', info: { details: { code: '55P03' } } });
    expect(problem.message).toMatch(/Another transaction on .* holds what this would change/);
  });

  it('refuse a URL that cannot be read', () => {
    expect(() => openDatabase({ url: 'mysql://x:topsecret@y/z', applicationName: 'tests' })).toThrow(
      'does not start with postgresql://',
    );
  });
});
