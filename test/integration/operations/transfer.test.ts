import { beforeAll, describe, expect, it } from 'vitest';
import { operationsClient, seedWorkflow } from '../../support/operations-client';
import { testDatabase } from '../../support/test-database';

const db = await testDatabase();
const { client } = operationsClient(db.database);
const { tasks } = client;

/** A row as NexusAI's table has it. */
const row = (id: number, part: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  id,
  name: `Report ${String(id)}`,
  description: null,
  task_type: 'recurring',
  status: 1,
  user_id: 1,
  app_id: 1,
  workflow_id: 1,
  input: '{"topic": "sales"}',
  node_confirm_users: null,
  start_time: '2024-01-01 09:00:00',
  end_time: null,
  next_run_time: '2024-01-02 09:00:00',
  repeat_type: 'week',
  repeat_interval: 1,
  repeat_days: '[1, 3, 5]',
  repeat_day_of_month: 0,
  repeat_month: null,
  repeat_day_of_year: null,
  task_data: { schedule_type: 'repeat' },
  execution_count: 7,
  max_executions: 0,
  ...part,
});

const verdicts = async (rows: unknown, dryRun = false): Promise<string[]> =>
  (await tasks.import({ text: JSON.stringify(rows), dryRun })).rows.map((line) => line.verdict);

beforeAll(() => seedWorkflow(db));

describe('import', () => {
  it('shows what it would do, does it, and changes nothing the second time', async () => {
    const rows = [row(901), row(902, { status: 3 }), row(903, { max_executions: 7 })];
    expect(await verdicts(rows, true)).toEqual(['new', 'new', 'new']);
    expect((await tasks.list({})).total).toBe(0);
    expect(await verdicts(rows)).toEqual(['new', 'new', 'new']);
    expect(await verdicts(rows)).toEqual(['same', 'same', 'same']);
    const { rows: list } = await tasks.list({ sort: 'id' });
    expect(list.map((task) => [task.name, task.state, task.executionCount])).toEqual([
      ['Report 901', 'enabled', 7],
      ['Report 902', 'paused', 7],
      ['Report 903', 'ended', 7],
    ]);
    expect(list[0]).toMatchObject({
      repeatDays: [1, 3, 5],
      input: { topic: 'sales' },
      timeZone: 'Asia/Shanghai',
      source: { kind: 'file', id: '901' },
    });
    expect(Date.parse(list[0]?.nextRunTime ?? '')).toBeGreaterThan(Date.now());
    expect(await verdicts([row(901, { name: 'Renamed' }), ...rows.slice(1)])).toEqual([
      'changed',
      'same',
      'same',
    ]);
    expect((await tasks.list({ search: 'Renamed' })).total).toBe(1);
  });

  it.each([
    [{ user_id: 99 }, 'There is no user 99.'],
    [{ app_id: 99 }, 'There is no app 99.'],
    [{ workflow_id: 99 }, 'There is no workflow 99.'],
    [{ repeat_days: '[9]' }, 'repeat days'],
    [{ repeat_interval: 0 }, 'repeatInterval'],
    [{ name: ' ' }, 'name'],
    [{ start_time: 'soon' }, 'startTime'],
    [{ end_time: '2020-01-01 00:00:00' }, 'Never runs'],
    [{ status: 4 }, 'deleted'],
    [{ time_zone: 'Mars/Olympus' }, 'Unknown time zone'],
  ])('says why %o cannot be mapped, and imports the others', async (part, words) => {
    const { rows } = await tasks.import({
      text: JSON.stringify([row(911, part), row(901, { name: 'Renamed' })]),
      dryRun: true,
    });
    expect(rows.map((line) => line.verdict)).toEqual(['cannot_map', 'same']);
    expect(rows[0]?.text).toContain(words);
  });

  it('refuses what is no list of rows', async () => {
    for (const text of ['not json', '12', '"x"'])
      await expect(tasks.import({ text, dryRun: true })).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('export', () => {
  it('is read back by import as the same tasks', async () => {
    const made = await tasks.create({
      name: '周报, "quoted"',
      userId: '1',
      appId: '1',
      workflowId: '1',
      input: { 主题: ['销售'] },
      startTime: '2999-02-28T02:30:00',
      repeatType: 'year',
      repeatMonth: 2,
      repeatDayOfYear: 29,
      monthEnd: 'skip',
      timeZone: 'America/New_York',
      missed: 'all',
      overlap: 'queue_one',
      retryAttempts: 3,
      retryDelayMs: 5000,
      retryOn: ['failed'],
      timeoutMs: 60_000,
      tags: ['a', 'b'],
      pinned: true,
    });
    const { text } = await tasks.export({ select: { filter: {} }, format: 'json' });
    const exported: unknown = JSON.parse(text);
    expect(exported).toMatchObject({
      scheduled_tasks: expect.arrayContaining([
        expect.objectContaining({
          id: Number(made.id),
          user_id: 1,
          repeat_day_of_year: 29,
          time_zone: 'America/New_York',
          retry_delay_ms: 5000,
        }),
      ]),
    });
    const { rows } = await tasks.import({ text, dryRun: true });
    expect(rows).toHaveLength(4);
    expect(rows.every((line) => line.verdict === 'same')).toBe(true);
    const csv = (await tasks.export({ select: { ids: [made.id] }, format: 'csv' })).text;
    expect(csv).toContain('"周报, ""quoted"""');
    expect(csv.split('\r\n')[0]).toMatch(/^id,name,description,task_type,status,user_id/);
  });
});
