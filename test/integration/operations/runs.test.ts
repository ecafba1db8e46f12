import { beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../../../src-main/contract/errors';
import { operationsClient, seedWorkflow } from '../../support/operations-client';
import { testDatabase } from '../../support/test-database';

const db = await testDatabase();
const { client, stores } = operationsClient(db.database);
const { tasks, runs } = client;

/** A run as the executor would have left it. */
interface Past {
  readonly task: string;
  readonly plannedAt?: string;
  readonly trigger?: string;
  readonly status?: string;
  readonly ms?: number;
  readonly message?: string;
  readonly reason?: string;
  readonly code?: string;
  readonly covers?: number;
  readonly createdAt?: string;
}

async function past(run: Past): Promise<string> {
  const { status = 'succeeded', ms = 1000, trigger = 'schedule' } = run;
  const open = ['queued', 'running', 'waiting'].includes(status);
  const rows = await db.sql<{ id: string }>(
    `INSERT INTO task_runs (task_id, planned_at, trigger, state, outcome, started_at, finished_at, error, reason, reason_code,
       reason_params, covers, created_at)
     SELECT $1::bigint, at, $3::text, $4::text, $5::text, CASE WHEN $4::text <> 'queued' AND $5::text IS DISTINCT FROM 'missed' THEN at END,
       CASE WHEN $5::text IS NOT NULL THEN at + $6::float8 * interval '1 ms' END,
       CASE WHEN $7::text IS NOT NULL THEN jsonb_build_object('message', $7::text, 'step', NULL, 'detail', NULL) END,
       $8::text, $9::text, CASE WHEN $9::text IS NOT NULL THEN '{}'::jsonb END, $10::int, coalesce($11::timestamptz, clock_timestamp())
     FROM (SELECT coalesce($2::timestamptz, clock_timestamp()) AS at) planned RETURNING id`,
    [
      run.task,
      run.plannedAt ?? null,
      trigger,
      open ? status : 'ended',
      open ? null : status,
      ms,
      run.message ?? null,
      run.reason ?? null,
      run.code ?? null,
      run.covers ?? 1,
      run.createdAt ?? null,
    ],
  );
  return rows[0]?.id ?? '';
}

const newTask = async (name: string): Promise<string> =>
  (
    await tasks.create({
      name,
      userId: '1',
      appId: '1',
      workflowId: '1',
      input: { from: 'task' },
      startTime: '2999-01-01T00:00:00',
      repeatType: 'day',
      timeZone: 'UTC',
    })
  ).id;

async function refusal(work: Promise<unknown>): Promise<Problem> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Problem) return error;
  throw new Error(`not refused: ${String(error)}`);
}

const everyPage = async (query: Parameters<typeof runs.list>[0]): Promise<string[]> => {
  const ids: string[] = [];
  for (let cursor: string | null = null; ;) {
    const page: Awaited<ReturnType<typeof runs.list>> = await runs.list({ ...query, cursor, limit: 3 });
    ids.push(...page.rows.map((run) => run.id));
    if (page.nextCursor === null) return ids;
    cursor = page.nextCursor;
  }
};

beforeAll(() => seedWorkflow(db));

describe('list and counts', () => {
  it('pages newest first without a gap, over all tasks and within one', async () => {
    const [one, two] = [await newTask('paged one'), await newTask('paged two')];
    const made: { id: string; task: string; at: string }[] = [];
    for (let i = 0; i < 10; i++) {
      // Planned in another order than recorded, two at the same instant, by hand and by plan.
      const at = `2026-01-${String(10 + ((i * 7) % 9)).padStart(2, '0')}T00:00:00.000Z`;
      const task = i % 3 === 0 ? two : one;
      made.push({
        id: await past({ task, plannedAt: at, trigger: i % 2 === 0 ? 'manual' : 'schedule' }),
        task,
        at,
      });
    }
    const newest = [...made].sort((a, b) => Number(b.id) - Number(a.id)).map((run) => run.id);
    expect(await everyPage({})).toEqual(newest);
    const planned = made
      .filter((run) => run.task === one)
      .sort((a, b) => b.at.localeCompare(a.at) || Number(b.id) - Number(a.id));
    expect(await everyPage({ taskId: one })).toEqual(planned.map((run) => run.id));
    expect((await refusal(runs.list({ cursor: '1; DROP TABLE' }))).code).toBe('invalid_input');
  });

  it('filters by status, trigger, time, text and what is unseen, and counts the same', async () => {
    const task = await newTask('filtered');
    const failed = await past({ task, status: 'failed', message: 'Disk is 100% full' });
    const waiting = await past({ task, status: 'waiting', trigger: 'manual' });
    const missed = await past({ task, status: 'missed', reason: 'Missed: asleep', code: 'late' });
    const old = await past({ task, createdAt: '2020-05-05T00:00:00Z', plannedAt: '2020-05-05T00:00:00Z' });
    const ids = async (filter: Parameters<typeof runs.list>[0]): Promise<string[]> => {
      const counted = await runs.counts({ taskId: task, ...filter });
      const { rows } = await runs.list({ taskId: task, ...filter });
      expect(counted.total).toBe(rows.length);
      expect(Object.values(counted.counts).reduce((sum, n) => sum + n, 0)).toBe(rows.length);
      return rows.map((run) => run.id).sort();
    };
    expect(await ids({ statuses: ['failed', 'waiting'] })).toEqual([failed, waiting].sort());
    expect(await ids({ statuses: ['waiting'] })).toEqual([waiting]);
    expect(await ids({ triggers: ['manual'] })).toEqual([waiting]);
    expect(await ids({ unseen: true })).toEqual([failed, waiting, missed].sort());
    expect(await ids({ search: '100% FULL' })).toEqual([failed]);
    expect(await ids({ search: 'asleep' })).toEqual([missed]);
    expect(await ids({ search: old })).toEqual([old]);
    expect(await ids({ from: '2020-05-05T00:00:00.000Z', to: '2020-05-05T00:00:00.001Z' })).toEqual([old]);
    expect((await runs.list({ search: 'filtered' })).rows).toHaveLength(4);
    const row = await tasks.get({ id: task });
    expect(row).toMatchObject({ attention: 3, openRuns: 1 });
    expect(await runs.markSeen({ ids: [failed, missed] })).toEqual({ changed: 2 });
    expect(await ids({ unseen: true })).toEqual([waiting]);
    expect((await runs.markSeen({ ids: null })).changed).toBeGreaterThan(0);
    expect((await runs.list({ unseen: true })).rows).toEqual([]);
  });
});

describe('get', () => {
  it('has neighbours, the median of recent successes, attempts and parts that cannot be read left out', async () => {
    const task = await newTask('detail');
    const first = await past({ task, plannedAt: '2026-02-01T00:00:00Z', ms: 1000 });
    const middle = await past({ task, plannedAt: '2026-02-02T00:00:00Z', ms: 3000, trigger: 'manual' });
    const last = await past({
      task,
      plannedAt: '2026-02-03T00:00:00Z',
      ms: 9000,
      status: 'failed',
      message: 'no',
    });
    await db.sql(
      `UPDATE task_runs SET progress = '{"percent": 900}', attempts = '[{"attempt": 1, "startedAt": null,
      "finishedAt": null, "outcome": "failed", "reason": null, "message": "first try"}]' WHERE id = $1`,
      [last],
    );
    expect(await runs.get({ id: middle })).toMatchObject({
      previousRunId: first,
      nextRunId: last,
      medianMs: 2000,
    });
    expect(await runs.get({ id: last })).toMatchObject({
      previousRunId: middle,
      nextRunId: null,
      progress: null,
      attempts: [{ message: 'first try' }],
      error: { message: 'no' },
      maxAttempts: 1,
    });
    expect((await refusal(runs.get({ id: '999999' }))).code).toBe('not_found');
    const durations = await client.overview.durations({ taskId: task });
    expect(durations.runs.map((run) => run.runId)).toEqual([last, middle, first]);
    expect(durations).toMatchObject({ medianMs: 2000, p95Ms: 2900 });
  });
});

describe('log', () => {
  it('gives the tail, what is before and after, and the whole as text', async () => {
    const id = await past({ task: await newTask('logged') });
    await db.sql(
      `INSERT INTO task_run_logs (run_id, attempt, seq, stream, line)
      SELECT $1, 1, n, 'stdout', 'line ' || n FROM generate_series(1, 50) n`,
      [id],
    );
    const seqs = async (window: Omit<Parameters<typeof runs.log>[0], 'id'>): Promise<number[]> =>
      (await runs.log({ id, limit: 3, ...window })).lines.map((line) => line.seq);
    expect(await seqs({})).toEqual([48, 49, 50]);
    expect(await seqs({ before: 48 })).toEqual([45, 46, 47]);
    expect(await seqs({ after: 0 })).toEqual([1, 2, 3]);
    expect(await seqs({ after: 50 })).toEqual([]);
    expect(await runs.log({ id })).toMatchObject({ attempt: 1, total: 50, first: 1, last: 50 });
    expect(await runs.log({ id, attempt: 2 })).toMatchObject({ attempt: 2, total: 0, first: 0, last: 0 });
    const { text } = await runs.logText({ id });
    expect(text.split('\n')).toHaveLength(51);
    expect(text).toMatch(/stdout line 50\n$/);
    expect((await refusal(runs.log({ id: '999999' }))).code).toBe('not_found');
  });
});

describe('cancel and delete', () => {
  it('ends queued runs at once, asks running ones to stop, and refuses ended ones by name', async () => {
    const task = await newTask('cancelled');
    const [queued, running, ended] = [
      await past({ task, status: 'queued', trigger: 'manual' }),
      await past({ task, status: 'running', trigger: 'manual' }),
      await past({ task }),
    ];
    const answer = await runs.cancel({ ids: [queued, running, ended, '999999'] });
    expect(answer.done).toBe(2);
    expect(answer.failed.map(({ id, name, error }) => [id, name, error.code])).toEqual([
      [ended, 'cancelled', 'refused'],
      ['999999', '', 'not_found'],
    ]);
    expect(await runs.get({ id: queued })).toMatchObject({
      outcome: 'cancelled',
      reason: { code: 'cancelled_by_operator', params: { by: 'mei' } },
      reasonText: 'Cancelled by mei.',
    });
    expect(await runs.get({ id: running })).toMatchObject({ state: 'running', outcome: null });
    expect((await runs.get({ id: running })).cancelRequestedAt).not.toBeNull();
  });

  it('asks for the end by force, once, and says in the audit who did', async () => {
    const task = await newTask('forced');
    const running = await past({ task, status: 'running' });
    await runs.cancel({ ids: [running] });
    expect((await runs.get({ id: running })).forceRequestedAt).toBeNull();
    await runs.cancel({ ids: [running], force: true });
    const { cancelRequestedAt, forceRequestedAt } = await runs.get({ id: running });
    expect(Date.parse(forceRequestedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(cancelRequestedAt ?? ''));
    await runs.cancel({ ids: [running], force: true });
    expect((await runs.get({ id: running })).forceRequestedAt).toBe(forceRequestedAt);
    expect(
      (await tasks.audit({ id: task })).entries.map(({ action, runId }) => [action, runId]),
    ).toContainEqual(['runs.forceStop', running]);
  });

  it('ends a task whose only run is cancelled before it starts', async () => {
    const task = await newTask('once only');
    await db.sql('UPDATE scheduled_tasks SET next_run_time = NULL WHERE id = $1', [task]);
    await runs.cancel({ ids: [await past({ task, status: 'queued' })] });
    expect((await tasks.get({ id: task })).state).toBe('ended');
  });

  it('deletes ended runs with their logs, and neither open ones nor skips ahead', async () => {
    const task = await newTask('removed');
    const ended = await past({ task });
    const open = await past({ task, status: 'running', trigger: 'manual' });
    const { runId: skip } = await tasks.skipNext({ id: task });
    await db.sql(`INSERT INTO task_run_logs (run_id, seq, stream, line) VALUES ($1, 1, 'info', 'x')`, [
      ended,
    ]);
    const answer = await runs.delete({ ids: [ended, open, skip] });
    expect(answer.failed.map((failure) => failure.id)).toEqual([open, skip]);
    expect(await db.sql('SELECT 1 FROM task_run_logs WHERE run_id = $1', [ended])).toEqual([]);
    const { entries } = await tasks.audit({ id: task });
    expect(entries.map((entry) => [entry.action, entry.runId])).toContainEqual(['runs.delete', ended]);
  });
});

describe('run again and missed ones', () => {
  it('sends the right input (L7)', async () => {
    const task = await newTask('again');
    const id = await past({ task });
    await db.sql(`UPDATE task_runs SET input = '{"from": "run"}' WHERE id = $1`, [id]);
    const inputOf = async (again: Omit<Parameters<typeof runs.runAgain>[0], 'id'>): Promise<unknown> =>
      (await runs.get({ id: (await runs.runAgain({ id, ...again })).runId })).input;
    expect(await inputOf({ input: 'same' })).toEqual({ from: 'run' });
    expect(await inputOf({ input: 'current' })).toBeNull();
    expect(await inputOf({ input: 'edited', edited: [1] })).toEqual([1]);
    expect((await refusal(runs.runAgain({ id, input: 'edited' }))).code).toBe('invalid_input');
  });

  it('lists what was missed and releases it spaced, one after another', async () => {
    const [one, two] = [await newTask('missed one'), await newTask('missed two')];
    const since = new Date(Date.now() - 1000).toISOString();
    const row = await past({
      task: one,
      status: 'missed',
      plannedAt: '2026-03-01T00:00:00Z',
      covers: 3,
      code: 'late',
      reason: 'Missed.',
    });
    const other = await past({
      task: two,
      status: 'missed',
      plannedAt: '2026-03-02T00:00:00Z',
      code: 'late',
    });
    const sheet = await runs.wakeSheet({ since, locale: 'zh-CN' });
    const lines = sheet.items.filter((item) => item.taskId === one || item.taskId === two);
    expect(lines).toMatchObject([
      { runId: row, covers: 3, status: 'missed' },
      { runId: other, covers: 1, status: 'missed' },
    ]);
    expect(lines[1]?.text).toBe('已错过：当时电脑处于睡眠状态或执行器未运行。');
    const english = (await runs.wakeSheet({ since })).items.find((item) => item.runId === other);
    expect(english?.text).toContain('asleep');
    const once = await runs.runMissed({ runIds: [row, other], mode: 'once', spacingMs: 60_000 });
    expect(once.runIds).toHaveLength(2);
    const all = await runs.runMissed({ runIds: [row], mode: 'all', spacingMs: 1000 });
    expect(all.runIds).toHaveLength(3);
    const released = await Promise.all([...once.runIds, ...all.runIds].map((id) => runs.get({ id })));
    expect(released.map((run) => [run.taskId, run.trigger, run.notBefore === null])).toEqual([
      [one, 'manual', true],
      [two, 'manual', false],
      [one, 'manual', true],
      [one, 'manual', false],
      [one, 'manual', false],
    ]);
    expect(
      await db.sql('SELECT count(*)::int AS n FROM task_runs WHERE serial AND task_id = ANY($1)', [
        [one, two],
      ]),
    ).toEqual([{ n: 5 }]);
    expect((await runs.get({ id: row })).seenAt).not.toBeNull();
    expect((await refusal(runs.runMissed({ runIds: all.runIds, mode: 'once' }))).code).toBe('refused');
  });
});

describe('export and retention', () => {
  it('exports what the filter shows, under column names', async () => {
    const task = await newTask('=exported, "quoted"');
    await past({ task, status: 'failed', message: 'line 1\nline 2' });
    const json: unknown = JSON.parse((await runs.export({ taskId: task, format: 'json' })).text);
    expect(json).toMatchObject({ task_runs: [{ task_id: task, outcome: 'failed', trigger: 'schedule' }] });
    const csv = (await runs.export({ taskId: task, format: 'csv' })).text;
    expect(csv).toContain(`"'=exported, ""quoted"""`);
    expect(csv.split('\r\n')[0]).toMatch(/^id,task_id,task_name/);
  });

  it('removes old runs in batches, and keeps the newest of each task and open ones', async () => {
    const [many, single] = [await newTask('old many'), await newTask('old single')];
    const at = (day: number): { plannedAt: string; createdAt: string } => {
      const instant = `2019-01-${String(day).padStart(2, '0')}T00:00:00Z`;
      return { plannedAt: instant, createdAt: instant };
    };
    const kept: string[] = [await past({ task: many, status: 'running', trigger: 'manual', ...at(1) })];
    for (let day = 2; day < 9; day++)
      await past({ task: many, trigger: day % 2 === 0 ? 'manual' : 'schedule', ...at(day) });
    kept.push(await past({ task: many, ...at(9) }), await past({ task: single, ...at(3) }));
    expect(await stores.runs.prune(365, 3)).toBeGreaterThanOrEqual(7);
    const left = await db.sql<{ id: string }>(
      'SELECT id FROM task_runs WHERE task_id = ANY($1) ORDER BY id',
      [[many, single]],
    );
    expect(left.map((run) => run.id)).toEqual(kept);
    expect(await stores.runs.prune(365, 3)).toBe(0);
  });
});
