import moment, { type Moment } from 'moment-timezone';
import { beforeAll, describe, expect, it } from 'vitest';
import { leftOpen } from '../../support/left-open';
import { operationsClient, seedWorkflow } from '../../support/operations-client';
import { testDatabase } from '../../support/test-database';

const db = await testDatabase();
const { client, stores } = operationsClient(db.database, { timeZone: 'UTC' });
const { tasks, runs, overview, workflows, executor } = client;
const dayMs = 86_400_000;
const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();

/** The last day that had 25 hours and is over. Two zones, for a year from change to change may be longer than is shown. */
const longDay = (): { readonly zone: string; readonly day: Moment; readonly next: Moment } => {
  for (const zone of ['America/New_York', 'Europe/Berlin'])
    for (let daysAgo = 2; daysAgo < 370; daysAgo += 1) {
      const day = moment.tz(zone).startOf('day').subtract(daysAgo, 'days');
      const next = day.clone().add(1, 'day');
      if (next.diff(day, 'hours') === 25) return { zone, day, next };
    }
  throw new Error('No clock went back within a year');
};

const newTask = async (name: string, startTime: string): Promise<string> =>
  (
    await tasks.create({
      name,
      userId: '1',
      appId: '1',
      workflowId: '1',
      startTime,
      repeatType: 'minute',
      repeatInterval: 30,
      timeZone: 'UTC',
    })
  ).id;

const ended = (task: string, outcome: string, startedAt: string, ms: number): Promise<unknown> =>
  db.sql(
    `INSERT INTO task_runs (task_id, planned_at, trigger, state, outcome, created_at, started_at, finished_at)
     VALUES ($1, $3, 'schedule', 'ended', $2, $3, $3, $3::timestamptz + $4::float8 * interval '1 ms')`,
    [task, outcome, startedAt, ms],
  );

beforeAll(() => seedWorkflow(db));

describe('overview', () => {
  it('collapses when nothing needs attention, and counts as the pages it opens (O2, O3)', async () => {
    expect(await overview.get({})).toMatchObject({
      attention: [],
      attentionCount: 0,
      running: [],
      next: [],
      taskCount: 0,
      today: { succeeded: 0, failed: 0, missed: 0, successRate30: null, medianMs: null },
    });
    const task = await newTask('every half hour', '2020-01-01T00:00:00');
    const later = await newTask('in the future', '2999-01-01T00:00:00');
    const today = new Date(Math.floor(Date.now() / dayMs) * dayMs);
    await ended(task, 'failed', new Date(today.getTime() - dayMs / 2).toISOString(), 900);
    await ended(task, 'succeeded', new Date(today.getTime() + 1).toISOString(), 0);
    await ended(task, 'timed_out', new Date(today.getTime() + 2).toISOString(), 0);
    await db.sql(
      `INSERT INTO task_runs (task_id, planned_at, trigger, state, started_at)
       VALUES ($1, clock_timestamp(), 'manual', 'running', clock_timestamp())`,
      [task],
    );
    const view = await overview.get({});
    expect(view.today).toMatchObject({ succeeded: 1, failed: 1, missed: 0 });
    // A reader further west has been in that day for longer.
    const west = new Date(today.getTime() - dayMs / 2).toISOString();
    expect((await overview.get({ today: west })).today).toMatchObject({ succeeded: 1, failed: 2 });
    expect(view.today.successRate30).toBeCloseTo(1 / 3);
    expect(view.attentionCount).toBe((await runs.counts({ unseen: true })).total);
    expect(view.attention).toHaveLength(2);
    expect(view.running).toMatchObject([{ taskId: task, state: 'running', medianMs: 0 }]);
    expect(view.next.map((item) => item.taskId)).toEqual([task]);
    expect(view.next[0]?.words).toContain('every 30 minutes');
    expect((await overview.get({ locale: 'zh-CN' })).next[0]?.words).toContain('每 30 分钟');
    expect(view).toMatchObject({ nextCount: 1, taskCount: 2 });
    await runs.markSeen({ ids: null });
    const calm = await overview.get({});
    expect(calm.attention).toEqual([]);
    expect(calm.calmSince).not.toBeNull();
    await tasks.delete({ select: { ids: [later] } });
  });

  it('lists enabled tasks that cannot run, with why, until they are mended or paused', async () => {
    const [held, orphan] = [
      await newTask('held', '2999-01-01T00:00:00'),
      await newTask('an orphan', '2999-01-01T00:00:00'),
    ];
    await db.sql(
      `INSERT INTO task_policies (task_id, hold_reason, hold_since) VALUES ($1, 'odd', '2026-01-01T00:00:00Z')
      ON CONFLICT (task_id) DO UPDATE SET hold_reason = 'odd', hold_since = '2026-01-01T00:00:00Z'`,
      [held],
    );
    await db.sql('UPDATE scheduled_tasks SET workflow_id = 99 WHERE id = $1', [orphan]);
    const { invalid, invalidCount } = await overview.get({ locale: 'zh-CN' });
    expect(invalid).toMatchObject([
      { taskId: orphan, taskName: 'an orphan', problem: expect.stringContaining('99'), since: null },
      { taskId: held, taskName: 'held', problem: 'odd', since: '2026-01-01T00:00:00.000Z' },
    ]);
    expect(invalid[0]?.problem).toMatch(/工作流/);
    expect(invalidCount).toBe(2);
    expect((await tasks.list({ chip: 'attention' })).rows.map((task) => task.id).sort()).toEqual(
      [orphan, held].sort(),
    );
    await tasks.pause({ select: { ids: [orphan] } });
    expect((await overview.get({})).invalid.map((task) => task.taskId)).toEqual([held]);
    await tasks.delete({ select: { ids: [held, orphan] } });
    expect(await overview.get({})).toMatchObject({ invalid: [], invalidCount: 0 });
  });

  it('lists due tasks that somebody’s open transaction keeps from starting, and says whose', async () => {
    const task = await newTask('kept', '2999-01-01T00:00:00');
    const dueAt = ago(120_000);
    await db.sql('UPDATE scheduled_tasks SET next_run_time = $2 WHERE id = $1', [task, dueAt]);
    expect((await overview.get({})).invalid).toEqual([]);
    const somebody = await leftOpen(db.url, 'SELECT 1 FROM scheduled_tasks WHERE id = $1 FOR UPDATE', [task]);
    await expect
      .poll(async () => (await overview.get({ locale: 'zh-CN' })).invalid, { timeout: 20_000 })
      .toMatchObject([{ taskId: task, taskName: 'kept', state: 'blocked', since: dueAt }]);
    const { invalid, invalidCount } = await overview.get({ locale: 'zh-CN' });
    expect(invalid[0]?.problem).toMatch(/被另一个未结束的事务占用（进程 \d+，somebody，用户 /);
    expect(invalidCount).toBe(1);
    // Nobody may look for it in a database that takes no changes; the rest is shown all the same.
    await db.sql(`ALTER DATABASE ${db.name} SET default_transaction_read_only = on`);
    const readOnly = operationsClient(db.open(), { timeZone: 'UTC' }).client;
    expect((await readOnly.overview.get({})).invalid).toEqual([]);
    await db.sql(`ALTER DATABASE ${db.name} RESET default_transaction_read_only`);
    const why = await tasks.why({ id: task });
    expect(why.verdict).toMatch(/It is not running: Another transaction holds its row and was left open/);
    await somebody.commit();
    expect((await overview.get({})).invalid).toEqual([]);
    expect((await tasks.why({ id: task })).terms).toContainEqual(
      expect.objectContaining({ term: 'row_free', ok: true }),
    );
    await tasks.delete({ select: { ids: [task] } });
  });

  it('plans what the preview plans, and nothing for a paused task (C1, C4)', async () => {
    // A quarter of an hour from its occurrences, so that none comes while the test looks.
    const minute = ago(-dayMs / 96).slice(14, 16);
    const task = await newTask('plotted', `2020-01-01T00:${minute}:00`);
    const window = { from: ago(dayMs / 2), to: ago(-dayMs / 2) };
    const planned = async (): Promise<string[]> =>
      (await overview.timeline(window)).items
        .filter((item) => item.taskId === task && item.status === 'planned')
        .map((item) => item.from);
    const preview = await tasks.preview({ draft: {}, taskId: task, count: 30 });
    const expected = preview.occurrences
      .map((at) => new Date(at.at).toISOString())
      .filter((at) => at <= window.to);
    expect(expected.length).toBeGreaterThan(20);
    expect(await planned()).toEqual(expected);
    await tasks.skipNext({ id: task });
    expect(await planned()).toEqual(expected.slice(1));
    await tasks.pause({ select: { ids: [task] } });
    expect(await planned()).toEqual([]);
    const skipped = (await overview.timeline({ from: window.from, to: window.to })).items.filter(
      (item) => item.taskId === task,
    );
    expect(skipped).toMatchObject([{ status: 'skipped', from: expected[0], to: null }]);
    expect((await overview.timeline({ ...window, lanes: 1 })).crowded).toBeGreaterThan(0);
  });

  it('counts days as the zone has them, 25 hours in autumn', async () => {
    const task = await newTask('days', '2020-01-01T00:00:00');
    const { zone, day, next } = longDay();
    // Half past midnight and half past eleven of that day are 24 hours apart.
    for (const [from, minutes] of [
      [day, 30],
      [next, -30],
      [next, 30],
    ] as const)
      await ended(task, 'missed', from.clone().add(minutes, 'minutes').toISOString(), 0);
    const [long, after] = [day, next].map((of) => of.format('YYYY-MM-DD'));
    const { days } = await overview.heatmap({ taskId: task, weeks: 53, timeZone: zone });
    expect(days).toEqual([
      { day: long, succeeded: 0, failed: 0, missed: 2, other: 0 },
      { day: after, succeeded: 0, failed: 0, missed: 1, other: 0 },
    ]);
    const all = await overview.heatmap({ weeks: 53, timeZone: zone });
    expect(all.days.find((shown) => shown.day === long)?.missed).toBe(2);
    await expect(overview.heatmap({ timeZone: 'Mars/Olympus' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});

describe('workflows', () => {
  it('are made with app and target, changed field by field, and kept while tasks use them', async () => {
    const made = await workflows.create({
      name: 'Clean up',
      connector: 'command',
      config: { command: 'clean' },
    });
    expect(made).toMatchObject({
      appName: 'Clean up',
      connector: 'command',
      config: { command: 'clean' },
      taskCount: 0,
    });
    const changed = await workflows.update({ workflowId: made.workflowId, changes: { name: 'Tidy' } });
    expect(changed).toMatchObject({
      workflowName: 'Tidy',
      appName: 'Clean up',
      config: { command: 'clean' },
    });
    const { workflows: all } = await workflows.list({});
    expect(all.map((workflow) => workflow.workflowName)).toEqual(['Nightly report', 'Tidy']);
    await expect(workflows.delete({ workflowId: '1' })).rejects.toMatchObject({ code: 'refused' });
    await workflows.delete({ workflowId: made.workflowId });
    expect((await workflows.list({})).workflows).toHaveLength(1);
    await expect(workflows.delete({ workflowId: made.workflowId })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(workflows.update({ workflowId: '99', changes: {} })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('offer users and zones', async () => {
    expect((await workflows.users({})).users).toEqual([{ id: '1', nickname: 'Mei', teamId: '0', status: 1 }]);
    const { zones, local } = await workflows.zones({});
    expect(local).toBe('UTC');
    expect(zones.find((zone) => zone.name === 'Asia/Shanghai')).toEqual({
      name: 'Asia/Shanghai',
      offsetMinutes: 480,
    });
  });
});

describe('shared pause', () => {
  it('is written for every executor, told, audited and taken back', async () => {
    const listener = db.open();
    const told = new Promise<string>((resolve) => {
      void listener.withClient(async (pg) => {
        pg.on('notification', (message) => resolve(message.payload ?? ''));
        await pg.query('LISTEN nexus_scheduler');
        const until = ago(-3_600_000);
        const status = await executor.pause({ until, reason: 'maintenance' });
        expect(status.paused).toMatchObject({ until, by: 'mei', reason: 'maintenance' });
        await pg.query('SELECT 1');
      });
    });
    expect(await told).toBe('state');
    const [row] = await db.sql<{ value: unknown }>(`SELECT value FROM shared_state WHERE key = 'pause'`);
    expect(row?.value).toMatchObject({ by: 'mei', reason: 'maintenance' });
    expect((await executor.resume({})).paused).toBeNull();
    expect(await db.sql(`SELECT 1 FROM shared_state WHERE key = 'pause'`)).toEqual([]);
    expect(
      await stores.state.resume({ actor: 'x', origin: 'cli', action: 'executor.resume', changes: null }),
    ).toBe(false);
    const audited = await db.sql<{ action: string }>(
      `SELECT action FROM audit_entries WHERE action LIKE 'executor.%' ORDER BY id`,
    );
    expect(audited.map((entry) => entry.action)).toEqual(['executor.pause', 'executor.resume']);
    await expect(executor.pause({ until: ago(1000) })).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
