import { expect, it } from 'vitest';
import { settings } from '../../../src-main/contract/settings';
import { LedgerStore } from '../../../src-main/database/ledger/ledger-store';
import { decide } from '../../../src-main/executor/decide';
import { RuleCache } from '../../../src-main/executor/rule-cache';
import { previewLine } from '../../../src-main/recurrence/preview-line';
import { insertTask, seedWorkflow } from '../../support/executor-rig';
import { testDatabase } from '../../support/test-database';

const db = await testDatabase();
await seedWorkflow(db);
const executorId = '00000000-0000-4000-8000-000000000001';
const store = new LedgerStore(db.open({ quiet: true }), executorId);
const rules = new RuleCache();
const { missed, missedWindowMs, missedCap, overlap } = settings.parse({}).executor;
const defaults = { missed, missedWindowMs, missedCap, overlap, timeZone: 'UTC' };

/** Zones with the days on which their clocks change: an hour in New York, half an hour on Lord Howe. */
const days = [
  { zone: 'America/New_York', day: '2025-03-09', what: 'forward, 02:00 to 03:00' },
  { zone: 'America/New_York', day: '2025-11-02', what: 'back, 02:00 to 01:00' },
  { zone: 'Australia/Lord_Howe', day: '2025-10-05', what: 'forward, 02:00 to 02:30' },
  { zone: 'Australia/Lord_Howe', day: '2026-04-05', what: 'back, 02:00 to 01:30' },
] as const;

/** Rules that meet the gap or the repeated hour of such a day. */
const rulesOf = (day: string): readonly Readonly<Record<string, unknown>>[] => {
  const dayBefore = new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
  const [, month, dayOfMonth] = day.split('-').map(Number);
  return [
    { repeat_type: 'day', start_time: `${dayBefore}T02:15:00` },
    { repeat_type: 'day', start_time: `${dayBefore}T01:45:00` },
    { repeat_type: 'hour', repeat_interval: 1, start_time: `${dayBefore}T22:30:00` },
    { repeat_type: 'hour', repeat_interval: 6, start_time: `${dayBefore}T02:10:00` },
    { repeat_type: 'minute', repeat_interval: 20, start_time: `${day}T00:50:00` },
    { repeat_type: 'week', repeat_days: [6, 7], start_time: `${dayBefore}T01:40:00` },
    { repeat_type: 'month', repeat_day_of_month: dayOfMonth, start_time: `${day}T02:05:00` },
    {
      repeat_type: 'year',
      repeat_month: month,
      repeat_day_of_month: dayOfMonth,
      start_time: `${day}T01:50:00`,
    },
    { repeat_type: 'none', task_type: 'one_time', start_time: `${day}T02:20:00` },
  ];
};

const preview = (rule: Readonly<Record<string, unknown>>, count: number): readonly string[] => {
  const answer = previewLine(JSON.stringify({ id: 1, after: null, count, ...rule }));
  if ('error' in answer) throw new Error(answer.error);
  return answer.occurrences;
};

/** One claim as of `now`: what the executor would do at that moment. */
const claim = (now: Date): ReturnType<LedgerStore['cycle']> =>
  store.cycle({
    settlements: [],
    open: [],
    claim: 1,
    startNow: 1,
    take: 0,
    manualOnly: false,
    onDueLeft: () => undefined,
    dueBefore: now,
    passOver: [],
    decide: (task) => decide(task, now, rules, defaults),
  });

const cases = days.flatMap(({ zone, day, what }) => rulesOf(day).map((rule) => ({ zone, what, rule })));

it.each(cases)('in $zone ($what) the ledger has what the preview said: $rule', async ({ zone, rule }) => {
  const said = preview({ time_zone: zone, ...rule }, 12);
  expect(said.length).toBeGreaterThan(0);
  const { repeat_days, ...columns } = rule;
  const taskId = await insertTask(db, {
    ...columns,
    ...(repeat_days === undefined ? {} : { repeat_days: JSON.stringify(repeat_days) }),
    next_run_time: said[0],
  });
  await db.sql('INSERT INTO task_policies (task_id, time_zone) VALUES ($1, $2)', [taskId, zone]);

  // Each run is claimed on time and ends before the next one; only those that have come by now can be claimed.
  const come = said.filter((instant) => Date.parse(instant) < Date.now());
  for (const instant of come) {
    expect((await claim(new Date(instant))).due).toBe(1);
    await db.sql(
      `UPDATE task_runs SET state = 'ended', outcome = 'succeeded', finished_at = now() WHERE task_id = $1 AND state <> 'ended'`,
      [taskId],
    );
  }
  const ran = await db.sql<{ planned_at: Date; trigger: string }>(
    'SELECT planned_at, trigger FROM task_runs WHERE task_id = $1 ORDER BY planned_at',
    [taskId],
  );
  expect(ran.map(({ planned_at }) => planned_at.toISOString())).toEqual(
    come.map((instant) => new Date(instant).toISOString()),
  );
  expect(new Set(ran.map(({ trigger }) => trigger))).toEqual(new Set(['schedule']));
  await db.sql('DELETE FROM scheduled_tasks WHERE id = $1', [taskId]);
});

it('a machine that slept over the change catches up exactly the occurrences the preview lists', async () => {
  const rule = { repeat_type: 'minute', repeat_interval: 30, start_time: '2025-11-02T00:00:00' };
  const said = preview({ time_zone: 'America/New_York', ...rule }, 8);
  const taskId = await insertTask(db, { ...rule, next_run_time: said[0] });
  await db.sql(
    `INSERT INTO task_policies (task_id, time_zone, missed) VALUES ($1, 'America/New_York', 'all')`,
    [taskId],
  );
  await claim(new Date(said[7] ?? ''));
  const runs = await db.sql<{ planned_at: Date }>(
    'SELECT planned_at FROM task_runs WHERE task_id = $1 ORDER BY planned_at',
    [taskId],
  );
  expect(runs.map(({ planned_at }) => planned_at.getTime())).toEqual(
    said.map((instant) => Date.parse(instant)),
  );
});
