import { beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../../../src-main/contract/errors';
import type { Task } from '../../../src-main/contract/task';
import { resumeElapsedPauses } from '../../../src-main/operations/resume-elapsed-pauses';
import { leftOpen } from '../../support/left-open';
import { operationsClient, seedWorkflow } from '../../support/operations-client';
import { testDatabase } from '../../support/test-database';

const db = await testDatabase();
const { client, stores, defaults } = operationsClient(db.database);
const { tasks, runs } = client;

beforeAll(() => seedWorkflow(db));

const base = { userId: '1', appId: '1', workflowId: '1' };
const hourMs = 3_600_000;
/** The last occurrence of {@link hourly}: half an hour ago, so that none comes while the tests run, at whatever minute. */
const last = Math.floor(Date.now() / 60_000) * 60_000 - hourMs / 2;
/** Every hour from the past on. */
const hourly = (name: string): Parameters<typeof tasks.create>[0] => ({
  ...base,
  name,
  startTime: `2020-01-01T00:${new Date(last).toISOString().slice(14, 16)}:00`,
  repeatType: 'hour',
  timeZone: 'UTC',
});
/** An occurrence of {@link hourly}: the last one, or so many before it. */
const hoursAgo = (hours: number): string => new Date(last - hours * hourMs).toISOString();
const nextHour = (): string => hoursAgo(-1);

async function refusal(work: Promise<unknown>): Promise<Problem> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Problem) return error;
  throw new Error(`not refused: ${String(error)}`);
}

const ledger = (taskId: string): Promise<Record<string, unknown>[]> =>
  db.sql('SELECT * FROM task_runs WHERE task_id = $1 ORDER BY planned_at, id', [taskId]);

/** Moves a task's plan into the past, as if nobody had looked for a while. */
const setNext = (id: string, next: string): Promise<unknown> =>
  db.sql('UPDATE scheduled_tasks SET next_run_time = $2 WHERE id = $1', [id, next]);

describe('create', () => {
  it('trims the name, writes the zone down, and plans the first occurrence after now', async () => {
    const made = await tasks.create({ ...hourly('  Hourly  '), timeZone: null });
    expect(made).toMatchObject({
      name: 'Hourly',
      timeZone: 'Asia/Shanghai',
      state: 'enabled',
      problem: null,
    });
    expect(made.nextRunTime).toBe(nextHour());
    expect(await db.sql('SELECT time_zone FROM task_policies WHERE task_id = $1', [made.id])).toEqual([
      { time_zone: 'Asia/Shanghai' },
    ]);
    const { entries } = await tasks.audit({ id: made.id });
    expect(entries).toMatchObject([{ actor: 'mei', origin: 'window', action: 'tasks.create' }]);
    expect(entries[0]?.changes?.['name']).toEqual({ from: null, to: 'Hourly' });
  });

  it('draws ids past those that others gave their rows', async () => {
    await db.sql(
      `INSERT INTO scheduled_tasks (id, name, status, user_id, app_id, workflow_id) VALUES (500, 'own id', 4, 1, 1, 1)`,
    );
    expect(Number((await tasks.create(hourly('after it'))).id)).toBeGreaterThan(500);
  });

  it('plans a start in the future at that start', async () => {
    const made = await tasks.create({
      ...base,
      name: 'later',
      startTime: '2999-01-01T09:00:00',
      timeZone: 'UTC',
    });
    expect(made.nextRunTime).toBe('2999-01-01T09:00:00.000Z');
  });

  it.each([
    [{ startTime: '2020-01-01T00:00:00' }, 'startTime'],
    [
      { startTime: '2020-01-01T00:00:00', repeatType: 'day' as const, endTime: '2020-02-01T00:00:00' },
      'endTime',
    ],
    [
      { startTime: '2999-01-02T00:00:00', repeatType: 'day' as const, endTime: '2999-01-01T00:00:00' },
      'endTime',
    ],
    [{ startTime: '2999-01-01T00:00:00', timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ startTime: '2999-02-30T00:00:00' }, 'startTime'],
    [{ startTime: '2999-01-01T00:00:00', userId: '99' }, 'userId'],
    [{ startTime: '2999-01-01T00:00:00', appId: '99' }, 'appId'],
    [{ startTime: '2999-01-01T00:00:00', workflowId: '99' }, 'workflowId'],
    [{ startTime: '2999-01-01T00:00:00', name: '   ' }, 'name'],
  ])('refuses %o naming %s', async (part, field) => {
    const problem = await refusal(tasks.create({ ...base, name: 'bad', timeZone: 'UTC', ...part }));
    expect(problem.code).toBe('invalid_input');
    expect(problem.info.issues.map((issue) => issue.path)).toContain(field);
  });
});

describe('update', () => {
  it('leaves the next run alone when only the name changes, and moves it when the rule does', async () => {
    const made = await tasks.create(hourly('edit me'));
    await setNext(made.id, '2999-01-01T00:00:00.123456Z');
    const renamed = await tasks.update({ id: made.id, changes: { name: 'edited', repeatInterval: 1 } });
    expect(renamed).toMatchObject({ name: 'edited', nextRunTime: '2999-01-01T00:00:00.123Z' });
    const moved = await tasks.update({ id: made.id, changes: { repeatInterval: 2 } });
    expect(moved.nextRunTime).not.toBe(renamed.nextRunTime);
    expect(Date.parse(moved.nextRunTime ?? '') - Date.now()).toBeLessThan(2 * hourMs);
    const { entries } = await tasks.audit({ id: made.id });
    expect(entries[0]?.changes).toMatchObject({ repeatInterval: { from: 1, to: 2 } });
    expect(entries[1]?.changes).toEqual({ name: { from: 'edit me', to: 'edited' } });
  });

  it('refuses an edit of an older revision with the other values, and changes nothing', async () => {
    const made = await tasks.create(hourly('two editors'));
    const first = await tasks.update({ id: made.id, changes: { name: 'first' }, revision: made.revision });
    const problem = await refusal(
      tasks.update({ id: made.id, changes: { name: 'second' }, revision: made.revision }),
    );
    expect(problem.code).toBe('conflict');
    expect(problem.info.details).toMatchObject({ name: '"first"', revision: first.revision });
    expect((await tasks.get({ id: made.id })).name).toBe('first');
    const policies = await tasks.update({ id: made.id, changes: { tags: ['x'] }, revision: first.revision });
    expect(policies.revision).not.toBe(first.revision);
  });

  it('saving what is there sends no change', async () => {
    const made = await tasks.create(hourly('same'));
    const { entries: before } = await tasks.audit({ id: made.id });
    const again = await tasks.update({
      id: made.id,
      changes: { name: 'same', startTime: made.startTime, tags: [] },
    });
    expect(again.revision).toBe(made.revision);
    expect((await tasks.audit({ id: made.id })).entries).toHaveLength(before.length);
  });

  it('records what was overdue under the old rule, and does not replay it', async () => {
    const made = await tasks.create(hourly('overdue'));
    await setNext(made.id, hoursAgo(3));
    const edited = await tasks.update({
      id: made.id,
      changes: { repeatType: 'day', startTime: '2020-01-01T09:00:00' },
    });
    expect(Date.parse(edited.nextRunTime ?? '')).toBeGreaterThan(Date.now());
    expect(await ledger(made.id)).toMatchObject([
      { outcome: 'skipped', reason_code: 'edited', covers: 4, planned_at: new Date(hoursAgo(3)) },
    ]);
  });

  it('ends a task whose new rule has nothing ahead, and revives it when a later rule has', async () => {
    const made = await tasks.create(hourly('to the end'));
    const ended = await tasks.update({ id: made.id, changes: { endTime: '2021-01-01T00:00:00' } });
    expect(ended).toMatchObject({ state: 'ended', status: 2, nextRunTime: null });
    expect((await tasks.update({ id: made.id, changes: { name: 'renamed' } })).state).toBe('ended');
    const revived = await tasks.update({ id: made.id, changes: { endTime: null } });
    expect(revived).toMatchObject({ state: 'enabled', nextRunTime: nextHour() });
  });

  it('clears a hold', async () => {
    const made = await tasks.create(hourly('held'));
    await db.sql(`UPDATE task_policies SET hold_reason = 'odd', hold_since = now() WHERE task_id = $1`, [
      made.id,
    ]);
    await db.sql('UPDATE scheduled_tasks SET next_run_time = NULL WHERE id = $1', [made.id]);
    expect(await tasks.get({ id: made.id })).toMatchObject({ state: 'invalid', problem: 'odd' });
    const edited = await tasks.update({ id: made.id, changes: { description: 'looked at' } });
    expect(edited).toMatchObject({ state: 'enabled', problem: null, nextRunTime: nextHour() });
  });

  it('keeps what others wrote in columns that an edit does not name', async () => {
    const [row] = await db.sql<{ id: string }>(
      `INSERT INTO scheduled_tasks (name, user_id, app_id, workflow_id, start_time, repeat_type, repeat_days, next_run_time)
       VALUES ('plain SQL', 1, 1, 1, '2020-01-01 00:00', 'hour', '"x"', '2999-01-01') RETURNING id`,
    );
    const id = row?.id ?? '';
    const read = await tasks.get({ id });
    expect(read).toMatchObject({ state: 'invalid', timeZone: 'Asia/Shanghai', repeatDays: null });
    await tasks.update({ id, changes: { name: 'renamed' } });
    expect(await db.sql('SELECT name, repeat_days FROM scheduled_tasks WHERE id = $1', [id])).toEqual([
      { name: 'renamed', repeat_days: 'x' },
    ]);
  });
});

describe('pause and resume', () => {
  it('leaves the next run as it was when resumed before it (K3), and shows none meanwhile (K6)', async () => {
    const made = await tasks.create(hourly('short pause'));
    const until = new Date(Date.now() + 86_400_000).toISOString();
    await tasks.pause({ select: { ids: [made.id] }, until, reason: 'maintenance' });
    expect(await tasks.get({ id: made.id })).toMatchObject({
      state: 'paused',
      nextRunTime: null,
      pauseReason: 'maintenance',
      pausedBy: 'mei',
      pausedUntil: until,
    });
    expect(await tasks.resume({ select: { ids: [made.id] } })).toEqual({
      done: 1,
      changed: [made.id],
      failed: [],
    });
    expect(await tasks.get({ id: made.id })).toMatchObject({
      state: 'enabled',
      nextRunTime: made.nextRunTime,
    });
    expect(await ledger(made.id)).toEqual([]);
    const { entries } = await tasks.audit({ id: made.id });
    expect(entries.map((entry) => entry.action)).toEqual(['tasks.resume', 'tasks.pause', 'tasks.create']);
    expect(entries[1]?.changes?.['pauseReason']).toEqual({ from: null, to: 'maintenance' });
  });

  it('accounts for what fell into the pause with one row', async () => {
    const made = await tasks.create(hourly('long pause'));
    await tasks.pause({ select: { ids: [made.id] } });
    await setNext(made.id, hoursAgo(5));
    await tasks.resume({ select: { ids: [made.id] } });
    expect((await tasks.get({ id: made.id })).nextRunTime).toBe(nextHour());
    expect(await ledger(made.id)).toMatchObject([
      {
        outcome: 'skipped',
        reason_code: 'paused',
        covers: 6,
        planned_at: new Date(hoursAgo(5)),
        covers_until: new Date(hoursAgo(0)),
      },
    ]);
  });

  it('resumes by itself when its time has come, and leaves what fell due since to the missed policy', async () => {
    const made = await tasks.create(hourly('until'));
    await tasks.pause({ select: { ids: [made.id] }, until: new Date(Date.now() + hourMs).toISOString() });
    expect(await resumeElapsedPauses(stores.tasks, defaults)).toBe(0);
    await setNext(made.id, hoursAgo(5));
    await db.sql('UPDATE task_policies SET paused_until = $2 WHERE task_id = $1', [made.id, hoursAgo(2)]);
    expect(await resumeElapsedPauses(stores.tasks, defaults)).toBe(1);
    expect(await tasks.get({ id: made.id })).toMatchObject({ state: 'enabled', nextRunTime: hoursAgo(1) });
    expect(await ledger(made.id)).toMatchObject([{ covers: 4, covers_until: new Date(hoursAgo(2)) }]);
  });

  it('resumes by itself beside a task that somebody’s open transaction holds, and that one later', async () => {
    const [held, free] = [await tasks.create(hourly('held')), await tasks.create(hourly('free'))];
    const until = new Date(Date.now() + hourMs).toISOString();
    await tasks.pause({ select: { ids: [held.id, free.id] }, until });
    await db.sql('UPDATE task_policies SET paused_until = now() WHERE task_id IN ($1, $2)', [
      held.id,
      free.id,
    ]);
    const somebody = await leftOpen(db.url, 'UPDATE scheduled_tasks SET description = $2 WHERE id = $1', [
      held.id,
      'meanwhile',
    ]);
    expect(await resumeElapsedPauses(stores.tasks, defaults)).toBe(1);
    expect((await tasks.get({ id: free.id })).state).toBe('enabled');
    expect((await tasks.get({ id: held.id })).state).toBe('paused');
    await somebody.commit();
    expect(await resumeElapsedPauses(stores.tasks, defaults)).toBe(1);
    expect(await tasks.get({ id: held.id })).toMatchObject({ state: 'enabled', description: 'meanwhile' });
  });

  it('changes the others of a selection and says which one somebody’s open transaction holds', async () => {
    const [held, free] = [await tasks.create(hourly('held')), await tasks.create(hourly('free'))];
    const somebody = await leftOpen(db.url, 'SELECT 1 FROM scheduled_tasks WHERE id = $1 FOR UPDATE', [
      held.id,
    ]);
    const impatient = operationsClient(db.open({ lockMs: 100 })).client;
    const answer = await impatient.tasks.pause({ select: { ids: [held.id, free.id] } });
    expect(answer).toMatchObject({ done: 1, changed: [free.id], failed: [{ id: held.id, name: 'held' }] });
    expect(answer.failed[0]?.error.message).toMatch(/Another transaction on .* holds what this would change/);
    expect((await tasks.get({ id: free.id })).state).toBe('paused');
    await somebody.commit();
    expect((await tasks.pause({ select: { ids: [held.id] } })).done).toBe(1);
  });

  it('names every task that could not be paused, and pauses the rest', async () => {
    const good = await Promise.all([1, 2, 3].map((n) => tasks.create(hourly(`bulk ${n}`))));
    const ended = await tasks.create(hourly('bulk ended'));
    await tasks.update({ id: ended.id, changes: { endTime: '2021-01-01T00:00:00' } });
    const answer = await tasks.pause({
      select: { ids: [...good.map((task) => task.id), ended.id, '999999'] },
    });
    expect(answer.done).toBe(3);
    expect(answer.failed.map(({ id, name, error }) => [id, name, error.code])).toEqual([
      [ended.id, 'bulk ended', 'refused'],
      ['999999', '', 'not_found'],
    ]);
    const byFilter = await tasks.resume({ select: { filter: { search: 'bulk ', chip: 'paused' } } });
    expect(byFilter).toMatchObject({ done: 3, failed: [] });
    expect(new Set(byFilter.changed)).toEqual(new Set(good.map((task) => task.id)));
  });

  it('tells which tasks an act changed, and leaves alone those that were so already', async () => {
    const [ran, gone] = await Promise.all(
      ['undo ran', 'undo gone'].map((name) => tasks.create(hourly(name))),
    );
    const ids = [ran?.id ?? '', gone?.id ?? ''];
    await tasks.delete({ select: { ids: ids.slice(1) } });
    expect(await tasks.resume({ select: { ids: ids.slice(0, 1) } })).toMatchObject({ done: 1, changed: [] });
    const removed = await tasks.delete({ select: { ids } });
    expect(removed).toEqual({ done: 2, changed: ids.slice(0, 1), failed: [] });
    await tasks.restore({ select: { ids: removed.changed } });
    expect((await tasks.get({ id: ids[1] ?? '' })).state).toBe('deleted');
  });

  it('takes a pause back: what ran goes on, what was paused is paused as it was', async () => {
    const until = new Date(Date.now() + 86_400_000).toISOString();
    const ran = await tasks.create(hourly('pause undo ran'));
    const paused = await tasks.create(hourly('pause undo paused'));
    await tasks.pause({ select: { ids: [paused.id] }, until, reason: 'vendor asked' });
    const { changed } = await tasks.pause({ select: { ids: [ran.id, paused.id] }, reason: 'maintenance' });
    expect(changed).toEqual([ran.id, paused.id]);

    expect(await tasks.undoPause({ ids: changed, of: 'pause' })).toMatchObject({ done: 2, failed: [] });
    expect(await tasks.get({ id: ran.id })).toMatchObject({ state: 'enabled', nextRunTime: ran.nextRunTime });
    expect(await tasks.get({ id: paused.id })).toMatchObject({
      state: 'paused',
      pausedUntil: until,
      pauseReason: 'vendor asked',
    });
  });

  it('takes a resume back: paused for the reason it was, and disabled where it was disabled', async () => {
    const paused = await tasks.create(hourly('resume undo paused'));
    const disabled = await tasks.create(hourly('resume undo disabled'));
    await tasks.pause({ select: { ids: [paused.id] }, reason: 'vendor asked' });
    await db.sql('UPDATE scheduled_tasks SET status = 2 WHERE id = $1', [disabled.id]);
    const { changed } = await tasks.resume({ select: { ids: [paused.id, disabled.id] } });

    await tasks.undoPause({ ids: changed, of: 'resume' });
    expect(await tasks.get({ id: paused.id })).toMatchObject({
      state: 'paused',
      pauseReason: 'vendor asked',
      pausedBy: 'mei',
    });
    expect((await tasks.get({ id: disabled.id })).state).toBe('disabled');
  });

  it('does not take back what somebody has changed since', async () => {
    const made = await tasks.create(hourly('undo too late'));
    const select = { ids: [made.id] };
    await tasks.pause({ select });
    await operationsClient(db.database, { caller: { actor: 'li', origin: 'window' } }).client.tasks.pause({
      select,
      reason: 'the disk is full',
    });
    const answer = await tasks.undoPause({ ids: select.ids, of: 'pause' });
    expect(answer).toMatchObject({ done: 0, changed: [], failed: [{ error: { code: 'conflict' } }] });
    await tasks.resume({ select });
    expect((await tasks.undoPause({ ids: select.ids, of: 'pause' })).failed).toHaveLength(1);
    expect((await tasks.get({ id: made.id })).state).toBe('enabled');
  });

  it('refuses a pause into the past', async () => {
    const made = await tasks.create(hourly('past'));
    const answer = await tasks.pause({ select: { ids: [made.id] }, until: '2020-01-01T00:00:00.000Z' });
    expect(answer.failed[0]?.error.code).toBe('invalid_input');
  });
});

describe('characters that the database cannot hold', () => {
  it('are replaced wherever a task carries them, in the record of the change too', async () => {
    const made = await tasks.create({
      ...hourly('a\u0000b'),
      description: '\u0000',
      tags: ['t\u0000'],
      input: { topic: 'half \ud800' },
    });
    expect(made).toMatchObject({
      name: 'a\uFFFDb',
      description: '\uFFFD',
      tags: ['t\uFFFD'],
      input: { topic: 'half \uFFFD' },
    });
  });
});

describe('run now', () => {
  it('makes one run of a double activation, and tells the executor', async () => {
    const made = await tasks.create(hourly('by hand'));
    const answers = await Promise.all(Array.from({ length: 8 }, () => tasks.runNow({ id: made.id })));
    expect(new Set(answers.map((answer) => answer.runId)).size).toBe(1);
    expect(answers.filter((answer) => answer.created)).toHaveLength(1);
    expect(await ledger(made.id)).toMatchObject([
      { trigger: 'manual', state: 'queued', requested_by: 'mei', input: null },
    ]);
    const after = await tasks.get({ id: made.id });
    expect(after).toMatchObject({ nextRunTime: made.nextRunTime, executionCount: 0, openRuns: 1 });
  });

  it('makes a run each of two inputs, however soon the second comes', async () => {
    const made = await tasks.create(hourly('backfill'));
    const one = await tasks.runNow({ id: made.id, input: { day: 1 } });
    const two = await tasks.runNow({ id: made.id, input: { day: 2 } });
    const again = await tasks.runNow({ id: made.id, input: { day: 1 } });
    const plain = await tasks.runNow({ id: made.id });
    expect([one, two, again, plain].map(({ created }) => created)).toEqual([true, true, false, true]);
    expect(again.runId).toBe(one.runId);
    expect((await ledger(made.id)).map(({ input }) => input)).toEqual([{ day: 1 }, { day: 2 }, null]);
  });

  it('takes an input of its own, works for a paused task, and knows no deleted one', async () => {
    const made = await tasks.create(hourly('with input'));
    await tasks.pause({ select: { ids: [made.id] } });
    const { runId } = await tasks.runNow({ id: made.id, input: { topic: '周报\u0000' } });
    expect((await runs.get({ id: runId })).input).toEqual({ topic: '周报\uFFFD' });
    await tasks.delete({ select: { ids: [made.id] } });
    expect((await refusal(tasks.runNow({ id: made.id }))).code).toBe('not_found');
    expect((await tasks.runNowMany({ select: { ids: [made.id] } })).failed).toHaveLength(1);
  });
});

describe('skip next', () => {
  it('moves on by one occurrence with a row of its own, and can be taken back (D3)', async () => {
    const made = await tasks.create(hourly('skip me'));
    const skip = await tasks.skipNext({ id: made.id });
    expect(skip.skipped).toBe(made.nextRunTime);
    expect(Date.parse(skip.next ?? '') - Date.parse(skip.skipped)).toBe(hourMs);
    expect(await tasks.get({ id: made.id })).toMatchObject({ nextRunTime: skip.next, executionCount: 0 });
    expect(await runs.get({ id: skip.runId })).toMatchObject({
      outcome: 'skipped',
      reason: { code: 'skipped_by_operator' },
      reasonText: 'Skipped by mei before it was due.',
    });
    // Neither a pause nor an edit brings the skipped one back.
    await tasks.pause({ select: { ids: [made.id] } });
    await tasks.resume({ select: { ids: [made.id] } });
    expect((await tasks.update({ id: made.id, changes: { maxExecutions: 9 } })).nextRunTime).toBe(skip.next);
    const preview = await tasks.preview({ draft: {}, taskId: made.id, count: 2 });
    expect(preview.occurrences[0]?.at.slice(0, 19)).toBe(skip.next?.slice(0, 19));
    const back = await tasks.undoSkip({ runId: skip.runId });
    expect(back.nextRunTime).toBe(made.nextRunTime);
    expect(await ledger(made.id)).toEqual([]);
    expect((await refusal(tasks.undoSkip({ runId: skip.runId }))).code).toBe('not_found');
  });

  it('ends a task whose last run it skips, and undo brings it back', async () => {
    const made = await tasks.create({
      ...base,
      name: 'only once',
      startTime: '2999-01-01T00:00:00',
      timeZone: 'UTC',
    });
    const skip = await tasks.skipNext({ id: made.id });
    expect(skip.next).toBeNull();
    expect((await tasks.get({ id: made.id })).state).toBe('ended');
    expect(await tasks.undoSkip({ runId: skip.runId })).toMatchObject({
      state: 'enabled',
      nextRunTime: '2999-01-01T00:00:00.000Z',
    });
  });
});

describe('delete and restore', () => {
  it.each(['enabled', 'paused'] as const)('brings a task back %s, as it was', async (state) => {
    const made = await tasks.create(hourly(`gone ${state}`));
    if (state === 'paused') await tasks.pause({ select: { ids: [made.id] }, reason: 'why' });
    await tasks.delete({ select: { ids: [made.id] } });
    expect((await tasks.list({ search: `gone ${state}` })).total).toBe(0);
    expect((await tasks.get({ id: made.id })).state).toBe('deleted');
    expect((await refusal(tasks.update({ id: made.id, changes: { name: 'x' } }))).code).toBe('not_found');
    await tasks.restore({ select: { ids: [made.id] } });
    const back = await tasks.get({ id: made.id });
    expect(back).toMatchObject({ state, nextRunTime: state === 'paused' ? null : made.nextRunTime });
  });
});

describe('list', () => {
  const names = async (query: Parameters<typeof tasks.list>[0]): Promise<string[]> =>
    (await tasks.list(query)).rows.map((task) => task.name);

  it('searches name, description, workflow and id, literally', async () => {
    const made: Task = await tasks.create({ ...hourly('100%_sure 周报'), description: 'Needle in it' });
    expect(await names({ search: '100%_' })).toEqual(['100%_sure 周报']);
    expect(await names({ search: 'needle IN' })).toEqual(['100%_sure 周报']);
    expect(await names({ search: `#${made.id}` })).toContain('100%_sure 周报');
    expect((await tasks.list({ search: 'nightly REP' })).total).toBeGreaterThan(5);
    expect(await names({ search: 'no such thing' })).toEqual([]);
  });

  it('counts each chip as the list it opens, and pages without a gap', async () => {
    const all = await tasks.list({ limit: 1000 });
    for (const [chip, count] of Object.entries(all.counts)) {
      const page = await tasks.list({ chip: taskChipOf(chip), limit: 1000 });
      expect([chip, page.total, page.rows.length]).toEqual([chip, count, count]);
    }
    for (const sort of [
      'attention',
      'name',
      'state',
      'workflow',
      'next_run',
      'last_run',
      'runs',
      'created',
      'updated',
      'id',
    ] as const)
      for (const descending of [false, true]) {
        const whole = (await tasks.list({ sort, descending, limit: 1000 })).rows.map((task) => task.id);
        const pages: string[] = [];
        for (let offset = 0; offset < whole.length; offset += 7)
          pages.push(
            ...(await tasks.list({ sort, descending, offset, limit: 7 })).rows.map((task) => task.id),
          );
        expect(pages).toEqual(whole);
        expect(new Set(whole).size).toBe(all.total);
      }
  });

  it('shows rows of others as they are, with what is wrong with each', async () => {
    await db.sql(`INSERT INTO scheduled_tasks (name, user_id, app_id, workflow_id, start_time, next_run_time, repeat_type,
        repeat_interval, repeat_days, execution_count, max_executions, status, updated_at, end_time, input) VALUES
      ('odd interval', 1, 1, 1, '2020-01-01', '2999-01-01', 'hour', 0, NULL, NULL, NULL, 1, NULL, NULL, '[]'),
      ('odd days', 1, 1, 1, '2020-01-01', '2999-01-01', 'week', NULL, '"1, 3"', 0, 0, 1, 'infinity', 'infinity', '"text"'),
      ('odd owner', 0, 0, 99, 'infinity', 'infinity', NULL, 1, '[9]', 0, -5, NULL, now(), '0044-03-15 BC', 'null'),
      (' ', 1, 1, 1, '9999-12-31 23:59:59', '12000-01-01', 'year', 1, NULL, 0, 0, 1, now(), NULL, '{}')`);
    const { rows } = await tasks.list({ sort: 'id', descending: true, limit: 4 });
    expect(rows.map((task) => [task.name, task.state])).toEqual([
      [expect.stringMatching(/^#\d+$/), 'enabled'],
      ['odd owner', 'ended'],
      ['odd days', 'invalid'],
      ['odd interval', 'invalid'],
    ]);
    expect(rows[2]).toMatchObject({ repeatDays: [1, 3], endTime: null });
    expect(rows[2]?.problem).toContain('end time “infinity”');
    expect(rows[3]?.problem).toContain('repeat interval “0”');
  });
});

type Chip = NonNullable<Parameters<typeof tasks.list>[0]['chip']>;
const chips: readonly Chip[] = ['all', 'attention', 'running', 'enabled', 'paused', 'ended'];
function taskChipOf(text: string): Chip {
  const chip = chips.find((known) => known === text);
  if (chip === undefined) throw new Error(`unknown chip ${text}`);
  return chip;
}
