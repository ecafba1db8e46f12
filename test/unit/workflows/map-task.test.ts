import { describe, expect, it } from 'vitest';
import { mapTask } from '../../../src-main/workflows/nexusai/import/map-task';
import { parseExport } from '../../../src-main/workflows/nexusai/import/parse-export';
import { planImport } from '../../../src-main/workflows/nexusai/import/plan-import';
import { fingerprintOf, type SourceRow } from '../../../src-main/workflows/nexusai/import/source-row';

const row: SourceRow = {
  id: 9,
  name: ' Nightly ',
  description: null,
  task_type: 'recurring',
  status: 1,
  user_id: 2,
  app_id: 3,
  workflow_id: 4,
  input: { properties: { text: { name: 'text', type: 'string', value: 'hi' } } },
  node_confirm_users: null,
  start_time: '2026-01-05T09:00:00',
  end_time: null,
  repeat_type: 'day',
  repeat_interval: 1,
  repeat_days: null,
  repeat_day_of_month: null,
  repeat_month: null,
  repeat_day_of_year: null,
  task_data: { schedule_type: 'repeat' },
  execution_count: 0,
  max_executions: 0,
};

const mapped = (change: SourceRow) => mapTask({ ...row, ...change }, { timeZone: 'Asia/Shanghai' });

describe('a schedule of NexusAI', () => {
  it.each<[SourceRow, object]>([
    [
      {},
      {
        name: 'Nightly',
        timeZone: 'Asia/Shanghai',
        startTime: '2026-01-05T09:00:00',
        userId: '2',
        appId: '3',
        workflowId: '4',
        repeatType: 'day',
      },
    ],
    [
      { task_type: 'one_time', repeat_type: 'week', repeat_interval: 3 },
      { taskType: 'one_time', repeatType: 'none', repeatInterval: 1 },
    ],
    [{ repeat_type: 'none' }, { taskType: 'one_time', repeatType: 'none' }],
    [{ repeat_type: null }, { taskType: 'one_time', repeatType: 'none' }],
    [{ repeat_type: 'week', repeat_days: '[5, 1, 3]' }, { repeatDays: [1, 3, 5] }],
    [{ repeat_type: 'week', repeat_days: [7] }, { repeatDays: [7] }],
    [{ repeat_type: 'week', repeat_days: '[]' }, { repeatDays: null }],
    [{ repeat_type: 'day', repeat_days: '[1]' }, { repeatDays: null }],
    [{ repeat_type: 'month', repeat_day_of_month: '31' }, { repeatDayOfMonth: 31 }],
    [{ repeat_type: 'month', repeat_day_of_month: 0 }, { repeatDayOfMonth: null }],
    [
      { repeat_type: 'year', repeat_month: 12, repeat_day_of_year: 25 },
      { repeatMonth: 12, repeatDayOfYear: 25 },
    ],
    [
      { repeat_type: 'year', repeat_month: 12 },
      { repeatMonth: null, repeatDayOfYear: null },
    ],
    [{ repeat_interval: null }, { repeatInterval: 1 }],
    [{ execution_count: null, max_executions: null }, { maxExecutions: 0 }],
    [
      { input: '{"a":1}', task_data: '{"b":2}' },
      { input: { a: 1 }, taskData: { b: 2 } },
    ],
    [{ node_confirm_users: '{"n1":[1,2]}' }, { nodeConfirmUsers: { n1: [1, 2] } }],
    [{ node_confirm_users: 'null' }, { nodeConfirmUsers: null }],
    [{ node_confirm_users: { n1: null } }, { nodeConfirmUsers: null }],
    [
      { start_time: '2026-01-05 09:00:00.900000', end_time: '2026-02-01T00:00:00+08:00' },
      { startTime: '2026-01-05T09:00:00', endTime: '2026-02-01T00:00:00' },
    ],
    [{ description: 'x'.repeat(300) }, { description: 'x'.repeat(255) }],
  ])('%j becomes %j', (change, expected) => {
    expect(mapped(change)).toMatchObject({ problem: '', draft: expected });
  });

  it.each<[SourceRow, string]>([
    [
      { repeat_type: 'year', repeat_month: 3, repeat_day_of_year: 200 },
      'repeat_day_of_year 200 cannot be mapped',
    ],
    [{ repeat_interval: 0 }, 'would be due at every look'],
    [{ repeat_interval: -5 }, 'would be due at every look'],
    [{ repeat_interval: 'x' }, 'repeat_interval "x" is no whole number'],
    [{ repeat_type: 'week', repeat_days: 'mon' }, 'repeat_days "mon" is no list of weekdays'],
    [{ repeat_type: 'week', repeat_days: [0] }, 'repeat_days "[0]"'],
    [{ repeat_type: 'month', repeat_day_of_month: 32 }, 'repeat_day_of_month 32 is not between 1 and 31'],
    [{ repeat_type: 'fortnight' }, 'repeat_type "fortnight" is unknown'],
    [{ start_time: '0000-00-00 00:00:00' }, 'start_time "0000-00-00 00:00:00" is no date'],
    [{ start_time: '2026-02-30T00:00:00' }, 'is no date'],
    [{ start_time: null }, 'start_time "" is no date'],
    [{ end_time: '2026-01-04T00:00:00' }, 'end_time lies before start_time'],
    [{ input: '[1]' }, 'The input is no object'],
    [{ input: 'text' }, 'The input is no object'],
    [{ workflow_id: 0 }, 'workflow_id is missing'],
    [{ name: ' ' }, 'name: '],
    [{ max_executions: -1 }, 'max_executions -1 is negative'],
    [{ id: null }, 'The row has no id'],
    [{ status: 4 }, 'It is deleted in NexusAI'],
  ])('%j cannot be mapped', (change, problem) => {
    const task = mapped(change);
    expect(task.draft).toBeNull();
    expect(task.problem).toContain(problem);
  });

  it('says where upstream did something else', () => {
    expect(mapped({ repeat_type: 'week', repeat_interval: 2, repeat_days: '[1]' }).notes.join(' ')).toContain(
      'never honoured repeat_days',
    );
    expect(mapped({ execution_count: null }).notes.join(' ')).toContain('execution_count is empty');
    expect(mapped({ execution_count: 3 }).notes.join(' ')).toContain('as it was at the first run');
    expect(mapped({ start_time: '2026-01-05T09:00:00Z' }).notes.join(' ')).toContain('names a zone');
    expect(mapped({}).notes).toEqual([]);
  });

  it('has a fingerprint that only edits change, however the row was read', () => {
    const print = fingerprintOf(row);
    const asSql = {
      ...row,
      id: '9',
      status: '1',
      user_id: '2',
      input: '{"properties": {"text": {"type":"string", "name":"text", "value":"hi"}}}',
      node_confirm_users: 'null',
      start_time: '2026-01-05 09:00:00',
      repeat_interval: '1',
      task_data: '{"schedule_type":"repeat"}',
    };
    expect(fingerprintOf(asSql)).toBe(print);
    expect(
      fingerprintOf({ ...row, execution_count: 5, next_run_time: 'x', last_run_time: 'y', updated_at: 'z' }),
    ).toBe(print);
    for (const change of [
      { status: 3 },
      { start_time: '2026-01-05T09:00:01' },
      { input: {} },
      { repeat_days: '[1]' },
      { name: 'other' },
    ]) {
      expect(fingerprintOf({ ...row, ...change })).not.toBe(print);
    }
  });
});

describe('the plan of an import', () => {
  const tasks = [
    mapped({}),
    mapped({ id: 10 }),
    mapped({ id: 10 }),
    mapped({ id: 11, repeat_interval: 0 }),
    mapped({ id: 12, status: 4 }),
  ];
  const known = (id: string, fingerprint: string, deleted = false) => ({
    taskId: `t${id}`,
    sourceId: id,
    name: id,
    fingerprint,
    deleted,
  });

  it('tells new, changed, same, gone and what cannot be mapped', () => {
    const before = [known('9', 'old'), known('12', 'x'), known('13', 'x'), known('14', 'x', true)];
    const rows = planImport(tasks, before, true).map(({ row: { sourceId, verdict, taskId } }) => [
      sourceId,
      verdict,
      taskId,
    ]);
    expect(rows).toEqual([
      ['9', 'changed', 't9'],
      ['10', 'new', null],
      ['10', 'cannot_map', null],
      ['11', 'cannot_map', null],
      ['12', 'gone', 't12'],
      ['13', 'gone', 't13'],
    ]);
    expect(planImport(tasks, before, false).some(({ row }) => row.sourceId === '13')).toBe(false);
  });

  it('plans nothing the second time', () => {
    const before = tasks.slice(0, 2).map((task) => known(task.sourceId, task.fingerprint));
    const plans = planImport(tasks.slice(0, 2), before, true);
    expect(plans.map(({ row, create, update }) => [row.verdict, create, update])).toEqual([
      ['same', null, null],
      ['same', null, null],
    ]);
  });

  it('does not bring back what was deleted here', () => {
    const [plan] = planImport(tasks.slice(0, 1), [known('9', 'old', true)], true);
    expect([plan?.row.verdict, plan?.update]).toEqual(['same', null]);
  });
});

describe('an export as text', () => {
  it('reads dumps of MariaDB', () => {
    const sql = String.raw`
-- MariaDB dump
CREATE TABLE ${'`scheduled_tasks`'} (
  ${'`id`'} bigint(20) NOT NULL AUTO_INCREMENT,
  ${'`name`'} varchar(255) NOT NULL,
  ${'`input`'} longtext NOT NULL CHECK (json_valid(${'`input`'})),
  ${'`end_time`'} datetime DEFAULT NULL,
  PRIMARY KEY (${'`id`'}),
  KEY ${'`idx_name`'} (${'`name`'})
) ENGINE=InnoDB;
INSERT INTO ${'`other`'} VALUES (1,'x');
INSERT INTO ${'`scheduled_tasks`'} VALUES (1,'It\'s; (a) "task"','{\"a\":\"b\\n\"}',NULL),
(2,'two','INSERT INTO scheduled_tasks VALUES (9)','2026-01-01 00:00:00');`;
    expect(parseExport(sql)).toEqual([
      { id: '1', name: `It's; (a) "task"`, input: '{"a":"b\\n"}', end_time: null },
      {
        id: '2',
        name: 'two',
        input: 'INSERT INTO scheduled_tasks VALUES (9)',
        end_time: '2026-01-01 00:00:00',
      },
    ]);
  });

  it('reads dumps of PostgreSQL', () => {
    const inserted = `INSERT INTO public.scheduled_tasks (id, name, input) VALUES (1, 'it''s', '{"a": 1}'::jsonb);`;
    expect(parseExport(inserted)).toEqual([{ id: '1', name: "it's", input: '{"a": 1}' }]);
    const copied = `COPY public.scheduled_tasks (id, name, end_time) FROM stdin;\n1\ta\\tb\t\\N\n2\tc\t2026\n\\.\n`;
    expect(parseExport(copied)).toEqual([
      { id: '1', name: 'a\tb', end_time: null },
      { id: '2', name: 'c', end_time: '2026' },
    ]);
  });

  it.each([
    '[{"id":1}]',
    '{"code":0,"data":{"list":[{"id":1}]}}',
    '{"scheduled_tasks":[{"id":1}]}',
    '[{"type":"header"},{"type":"table","name":"scheduled_tasks","data":[{"id":1}]}]',
    '\uFEFF[{"id":1}]',
  ])('reads %s', (text) => {
    expect(parseExport(text)).toEqual([{ id: 1 }]);
  });

  it.each(['', 'hello', '{"a":1}', '[1]', '{'])('refuses %j', (text) => {
    expect(() => parseExport(text)).toThrow(/holds no rows|not JSON/);
  });
});
