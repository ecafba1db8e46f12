import { afterAll, describe, expect, it } from 'vitest';
import { settings } from '../../../src-main/contract/settings';
import { operationStores } from '../../../src-main/database/stores/operation-stores';
import { PlaceStore } from '../../../src-main/database/stores/place-store';
import { OutsideTasks } from '../../../src-main/operations/outside-tasks';
import { createConnectors } from '../../../src-main/workflows/connectors';
import { NexusImport } from '../../../src-main/workflows/nexusai/import/nexus-import';
import { connectionSecretName } from '../../../src-main/workflows/secrets';
import { NexusAiServer } from '../../support/nexusai-server';
import { testDatabase } from '../../support/test-database';

const db = await testDatabase();
const server = await NexusAiServer.start();
afterAll(() => server.stop());

const owner = server.addUser({ email: 'ada@example.com', password: 'password' });
const first = server.addWorkflow({ script: 'echo', owner });
const second = server.addWorkflow({ script: 'echo', owner });

const stored = settings.parse({
  connections: [{ name: 'office', url: server.url, account: 'ada@example.com', isDefault: true }],
});
const connectors = createConnectors({
  settings: () => stored,
  secrets: { get: async (name) => (name === connectionSecretName('office') ? 'password' : null) },
  log: { debug: () => undefined, info: () => undefined, error: () => undefined },
  host: 'test',
  bootId: 'test',
});
const stores = operationStores(db.database);
const places = new PlaceStore(db.database);
const outside = new OutsideTasks(stores.tasks, () => 'UTC', { actor: 'import', origin: 'import' });
const importer = new NexusImport(connectors.connections, {
  bySource: (kind) => outside.bySource(kind),
  place: (wanted, dryRun) => places.place(wanted, dryRun),
  create: (tasks) => outside.create(tasks),
  update: (taskId, task) => outside.update(taskId, task),
});
const wish = { connection: null, timeZone: 'Europe/Berlin' } as const;
const count = async (): Promise<number> =>
  (await db.sql<{ n: number }>('SELECT count(*)::int AS n FROM scheduled_tasks'))[0]?.n ?? -1;
const verdicts = (rows: readonly { readonly verdict: string }[]): Record<string, number> =>
  rows.reduce<Record<string, number>>(
    (all, { verdict }) => ({ ...all, [verdict]: (all[verdict] ?? 0) + 1 }),
    {},
  );

describe('500 schedules of a NexusAI server', () => {
  const kinds: readonly Readonly<Record<string, unknown>>[] = [
    { repeat_type: 'day' },
    { repeat_type: 'week', repeat_days: [1, 3, 5] },
    { repeat_type: 'month', repeat_day_of_month: 31 },
    { repeat_type: 'year', repeat_month: 12, repeat_day_of_year: 24 },
    { repeat_type: 'minute', repeat_interval: 15 },
    { task_type: 'one_time', repeat_type: 'none', start_time: '2030-01-01T08:00:00' },
    { repeat_type: 'hour', status: 3 },
    { repeat_type: 'year', repeat_month: 3, repeat_day_of_year: 200 },
    { repeat_type: 'day', execution_count: null, max_executions: null },
    { repeat_type: 'day', repeat_interval: 0 },
  ];
  for (let index = 0; index < 500; index += 1)
    server.addScheduledTask(owner, index % 2 === 0 ? first : second, {
      name: `Schedule ${index}`,
      ...kinds[index % kinds.length],
    });

  it('a dry run tells of every one and writes nothing', async () => {
    const answer = await importer.import({ ...wish, dryRun: true });
    expect(answer.rows).toHaveLength(500);
    expect(verdicts(answer.rows)).toEqual({ new: 400, cannot_map: 100 });
    expect(answer.note).toContain('own scheduler is off');
    const unmapped = answer.rows.filter((row) => row.verdict === 'cannot_map');
    expect(unmapped.filter((row) => row.text.length < 10)).toEqual([]);
    expect(await count()).toBe(0);
    expect(await db.sql('SELECT id FROM workflows')).toEqual([]);
  });

  it('the import writes each once, with NexusAI’s ids kept; a second one changes nothing', async () => {
    const answer = await importer.import({ ...wish, dryRun: false });
    expect(verdicts(answer.rows)).toEqual({ new: 400, cannot_map: 100 });
    expect(await count()).toBe(400);
    const [weekly] = await db.sql<{
      repeat_days: number[];
      time_zone: string;
      workflow_id: string;
      source: unknown;
      start: string;
    }>(
      `SELECT t.repeat_days, p.time_zone, t.workflow_id, p.source, t.start_time::text AS start FROM scheduled_tasks t JOIN task_policies p ON p.task_id = t.id
       WHERE t.name = 'Schedule 1'`,
    );
    expect(weekly).toMatchObject({
      repeat_days: [1, 3, 5],
      time_zone: 'Europe/Berlin',
      workflow_id: String(second.workflowId),
      start: '2026-01-05 09:00:00',
    });
    expect(weekly?.source).toMatchObject({ kind: 'nexusai:office' });
    expect(await db.sql('SELECT count(*)::int AS paused FROM scheduled_tasks WHERE status = 3')).toEqual([
      { paused: 50 },
    ]);
    expect(await db.sql('SELECT workflow_id::int AS id, connector FROM workflow_targets ORDER BY 1')).toEqual(
      [first, second].map((one) => ({ id: one.workflowId, connector: 'nexusai' })),
    );

    const before = await db.sql('SELECT id, next_run_time, updated_at FROM scheduled_tasks ORDER BY id');
    const again = await importer.import({ ...wish, dryRun: false });
    expect(verdicts(again.rows)).toEqual({ same: 400, cannot_map: 100 });
    expect(await db.sql('SELECT id, next_run_time, updated_at FROM scheduled_tasks ORDER BY id')).toEqual(
      before,
    );
  });

  it('a change in NexusAI shows as drift and is followed by the next import; a task deleted here stays deleted', async () => {
    const task = [...server.world.tasks.values()].find((one) => one.name === 'Schedule 0');
    if (task === undefined) throw new Error('The stand-in has no such task.');
    task.name = 'Schedule 0, renamed';
    await db.sql(`UPDATE scheduled_tasks SET status = 4 WHERE name = 'Schedule 2'`);
    const drift = await importer.drift(wish);
    expect(drift.rows.filter((row) => row.verdict === 'changed').map((row) => row.name)).toEqual([
      'Schedule 0, renamed',
    ]);
    await importer.import({ ...wish, dryRun: false });
    expect(await db.sql(`SELECT name FROM scheduled_tasks WHERE name LIKE 'Schedule 0%'`)).toEqual([
      { name: 'Schedule 0, renamed' },
    ]);
    expect(await db.sql(`SELECT status FROM scheduled_tasks WHERE name = 'Schedule 2'`)).toEqual([
      { status: 4 },
    ]);
    expect((await importer.drift(wish)).rows.filter((row) => row.verdict === 'changed')).toEqual([]);
  });
});
