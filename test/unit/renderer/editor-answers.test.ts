import { describe, expect, it } from 'vitest';
import { taskDraft, type TaskDraft, type TaskDraftInput } from '../../../src-main/contract/task';
import { readClock, tidyClock, wallTimeOf } from '../../../src-renderer/time/clock-text';
import { changedFields, givenChanges, ruleChanges } from '../../../src-renderer/pages/editor/draft-of-form';
import { formIssues } from '../../../src-renderer/pages/editor/form-issues';
import { presetAnswers, presetOf } from '../../../src-renderer/pages/editor/schedule-presets';
import { formOf, type TaskForm } from '../../../src-renderer/pages/editor/task-form';

const draft = (part: Partial<TaskDraftInput> = {}): TaskDraft =>
  taskDraft.parse({
    name: 'Task',
    userId: '1',
    appId: '2',
    workflowId: '3',
    startTime: '2030-01-31T02:30:00',
    timeZone: 'Europe/Berlin',
    repeatType: 'day',
    ...part,
  });

const codes = (form: TaskForm, base: TaskDraft, isNew = false): string[] =>
  formIssues(form, { base, variables: [], isNew, now: new Date('2026-11-24T12:00:00Z') }).map(
    ({ field, code }) => `${field} ${code}`,
  );

describe('a time of day as it is typed', () => {
  it.each([
    ['9', '09:00:00'],
    ['9:30', '09:30:00'],
    ['930', '09:30:00'],
    ['23:59:59', '23:59:59'],
    ['9：05', '09:05:00'],
    ['9.05', '09:05:00'],
    ['00:00:00.250', '00:00:00.250'],
  ])('reads %s', (typed, clock) => expect(readClock(typed)).toBe(clock));

  it.each(['', '24:00', '9:60', 'noon', '12:3', '-1'])('refuses %s', (typed) =>
    expect(readClock(typed)).toBeNull(),
  );

  it('is shown with seconds only when there are any', () => {
    expect(tidyClock('9')).toBe('09:00');
    expect(tidyClock('09:00:07')).toBe('09:00:07');
    expect(tidyClock('noon')).toBe('noon');
  });

  it('makes a wall time only with a date of the calendar', () => {
    expect(wallTimeOf('2030-02-28', '9')).toBe('2030-02-28T09:00:00');
    expect(wallTimeOf('2030-02-29', '9')).toBeNull();
  });
});

describe('answers against what is stored', () => {
  const stored = [
    draft(),
    draft({ description: '' }),
    draft({ startTime: '2030-01-31T02:30:15.250', endTime: '2031-01-01T00:00:01' }),
    draft({ repeatType: 'week', repeatDays: [] }),
    draft({ repeatType: 'week', repeatDays: [7, 1], maxExecutions: 3, endTime: '2031-01-01T00:00:00' }),
    // Fields of another way to repeat may be stored as well.
    draft({ repeatType: 'hour', repeatDays: [2], repeatDayOfMonth: 4, repeatMonth: 5, repeatDayOfYear: 6 }),
    draft({ taskType: 'one_time', repeatType: 'none', maxExecutions: 5, endTime: '2020-01-01T00:00:00' }),
    draft({ retryAttempts: 0, retryDelayMs: 0, retryOn: [], timeoutMs: 1000, nodeConfirmUsers: {} }),
    draft({ nodeConfirmUsers: { b: [2], a: [1] }, input: '{"as": "text"}', taskData: { kept: [1] } }),
  ];
  it.each(stored.map((base, index) => [index, base] as const))(
    'a form nobody touched changes nothing (%i)',
    (_, base) => {
      expect(changedFields(formOf(base), base)).toEqual([]);
      expect(givenChanges(formOf(base), base)).toEqual({});
    },
  );

  it('names only the changed fields, without defaults', () => {
    const base = draft({ repeatType: 'month', repeatDayOfMonth: 31 });
    expect(givenChanges({ ...formOf(base), repeatDayOfMonth: '' }, base)).toEqual({ repeatDayOfMonth: null });
    expect(givenChanges({ ...formOf(base), ends: 'runs', maxExecutions: 7 }, base)).toEqual({
      maxExecutions: 7,
    });
  });

  it('does not store days chosen for a way to repeat that was given up', () => {
    const base = draft();
    const form = { ...formOf(base), repeatDays: [1, 2], repeatType: 'hour' } as const;
    expect(givenChanges(form, base)).toEqual({ repeatType: 'hour' });
  });

  it('has no preview while the schedule cannot be read', () => {
    const base = draft();
    expect(ruleChanges({ ...formOf(base), repeatInterval: '' }, base, false)).toBeNull();
    expect(ruleChanges({ ...formOf(base), startClock: '25' }, base, false)).toBeNull();
    expect(ruleChanges({ ...formOf(base), name: '' }, base, false)).toEqual({});
  });
});

describe('what is wrong with the answers', () => {
  const base = draft({ taskType: 'one_time', repeatType: 'none', startTime: '2020-01-01T00:00:00' });
  it('takes a past one-time start as it is stored, not as it is typed', () => {
    expect(codes(formOf(base), base)).toEqual([]);
    expect(codes({ ...formOf(base), startClock: '01:00' }, base)).toEqual(['startDate startPast']);
    expect(codes(formOf(base), base, true)).toEqual(['startDate startPast']);
  });

  it.each([
    [0, 'repeatInterval range'],
    [-1, 'repeatInterval range'],
    [1.5, 'repeatInterval range'],
    [1_000_001, 'repeatInterval range'],
    ['', 'repeatInterval required'],
  ] as const)('refuses the interval %s', (repeatInterval, code) => {
    const daily = draft();
    expect(codes({ ...formOf(daily), repeatInterval }, daily)).toEqual([code]);
  });

  it('asks for the number of runs and an end after the start', () => {
    const daily = draft();
    expect(codes({ ...formOf(daily), ends: 'runs' }, daily)).toEqual(['maxExecutions required']);
    expect(codes({ ...formOf(daily), ends: 'runs', maxExecutions: 0 }, daily)).toEqual([
      'maxExecutions range',
    ]);
    expect(codes({ ...formOf(daily), ends: 'date', endDate: '2030-01-30' }, daily)).toEqual([
      'endDate endBeforeStart',
    ]);
    expect(codes({ ...formOf(daily), ends: 'date', endDate: '' }, daily)).toEqual(['endDate date']);
  });

  it('asks of every step who confirms it', () => {
    const daily = draft();
    expect(codes({ ...formOf(daily), confirmers: [{ node: 'a', users: [] }] }, daily)).toEqual([
      'confirmers nobody',
    ]);
    const twice = [
      { node: 'a', users: [1] },
      { node: ' a ', users: [2] },
    ];
    expect(codes({ ...formOf(daily), confirmers: twice }, daily)).toEqual(['confirmers node']);
  });

  it('does not ask about repeating a task that runs once', () => {
    const future = draft({ taskType: 'one_time', repeatType: 'none' });
    expect(codes({ ...formOf(future), repeatInterval: '', ends: 'runs' }, future)).toEqual([]);
  });
});

describe('presets', () => {
  it.each(['hourly', 'daily', 'weekdays', 'weekly', 'monthly'] as const)(
    '%s answers what it is known by',
    (preset) => {
      const form = formOf(draft({ repeatType: 'year', repeatInterval: 4 }));
      expect(presetOf({ ...form, ...presetAnswers(preset, form) })).toBe(preset);
    },
  );
  it('calls everything else custom', () => {
    expect(presetOf(formOf(draft({ repeatInterval: 2 })))).toBe('custom');
    expect(presetOf(formOf(draft({ repeatType: 'week', repeatDays: [1, 3] })))).toBe('custom');
  });
});
