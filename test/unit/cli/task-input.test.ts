import { describe, expect, it } from 'vitest';
import { taskChangesFromRow, taskFromRow } from '../../../src-main/cli/task-input';

const row = {
  name: 'Report',
  user_id: 1,
  app_id: '2',
  workflow_id: 3,
  start_time: '2026-03-08 02:30',
};

const issue = (path: string) =>
  expect.objectContaining({
    code: 'invalid_input',
    info: expect.objectContaining({ issues: expect.arrayContaining([expect.objectContaining({ path })]) }),
  });

describe('a task from a row', () => {
  it('is refused in words that say what is allowed', () => {
    expect(() => taskFromRow({ ...row, repeat_interval: 'often', retry_attempts: 99 })).toThrow(
      expect.objectContaining({
        info: expect.objectContaining({
          issues: [
            { path: 'repeat_interval', message: 'must be from 1 to 1000000' },
            { path: 'retry_attempts', message: 'must be from 0 to 20' },
          ],
        }),
      }),
    );
  });

  it('takes NexusAI’s columns in the forms its drivers give', () => {
    expect(
      taskFromRow({
        ...row,
        repeat_type: 'week',
        repeat_days: '[5, 1]',
        input: '{"city": "Bern"}',
        node_confirm_users: null,
        end_time: '2027-01-01T00:00:00.250',
        time_zone: 'Europe/Zurich',
        missed: 'all',
      }),
    ).toMatchObject({
      userId: '1',
      appId: '2',
      workflowId: '3',
      startTime: '2026-03-08T02:30:00',
      endTime: '2027-01-01T00:00:00.250',
      repeatType: 'week',
      repeatDays: [1, 5],
      repeatInterval: 1,
      input: { city: 'Bern' },
      nodeConfirmUsers: null,
      missed: 'all',
      maxExecutions: 0,
    });
  });

  it('takes what a list printed, leaving out what nobody writes', () => {
    expect(
      taskFromRow({ ...row, id: 7, status: 1, next_run_time: null, execution_count: 4 }),
    ).not.toHaveProperty('id');
  });

  it.each([
    [{ ...row, repeat_intervall: 2 }, 'repeat_intervall'],
    [{ ...row, start_time: '2026-03-08T02:30:00Z' }, 'start_time'],
    [{ ...row, user_id: 0 }, 'user_id'],
    [{ ...row, repeat_days: 'x' }, 'repeat_days'],
    [{ ...row, repeat_type: 'fortnight' }, 'repeat_type'],
    [{ ...row, name: undefined }, 'name'],
  ])('names the column that is wrong in %j', (given, path) => {
    expect(() => taskFromRow(given)).toThrow(issue(path));
  });

  it.each([[1], ['text'], [null], [[row]]])('is no task: %j', (given) => {
    expect(() => taskFromRow(given)).toThrow('A task is a JSON object');
  });
});

describe('changes from a row', () => {
  it('are only what it names, null included', () => {
    expect(taskChangesFromRow({ repeat_interval: 2, end_time: null, missed: null })).toEqual({
      repeatInterval: 2,
      endTime: null,
      missed: null,
    });
  });

  it('are refused when nothing of them can be written', () => {
    expect(() => taskChangesFromRow({ status: 3 })).toThrow('no column that can be written');
    expect(() => taskChangesFromRow({})).toThrow('no column that can be written');
    expect(() => taskChangesFromRow({ nonsense: 1 })).toThrow('no column nonsense');
  });
});
