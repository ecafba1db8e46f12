import { expect, it } from 'vitest';
import { testDatabase } from '../support/test-database';
import { HttpTarget } from './http-target';
import { Program } from './program';
import { ledger, seedOwner, seedTarget, seedTask, type LedgerRun } from './seed';
import { until } from './until';

const db = await testDatabase();
const target = await HttpTarget.open();
const program = new Program({ env: { DATABASE_URL: db.url } });
await seedOwner(db);
await seedTarget(db, 1, 'http', { method: 'POST', url: target.url });

const minuteMs = 60_000;

/** Every minute for an hour already, and the next run not yet. */
const everyMinute = (name: string): Promise<string> =>
  seedTask(db, {
    name: `'${name}'`,
    repeat_type: `'minute'`,
    start_time: `date_trunc('minute', now() AT TIME ZONE 'UTC') - interval '1 hour'`,
    next_run_time: `date_trunc('minute', now()) + interval '1 hour'`,
  });

interface Sleeper extends Record<string, unknown> {
  readonly id: string;
  readonly next_run_time: Date;
}

const tasks = (): Promise<Sleeper[]> =>
  db.sql<Sleeper>('SELECT id, next_run_time FROM scheduled_tasks ORDER BY id');

const outcomes = (runs: readonly LedgerRun[]): readonly (readonly [string | null, string | null])[] =>
  runs.map(({ outcome, reason_code }) => [outcome, reason_code] as const);

it('a daemon that slept through four minutes does what each missed policy says, and accounts for every minute', async () => {
  const ids = [await everyMinute('once'), await everyMinute('skip'), await everyMinute('all')];
  await db.sql(`INSERT INTO task_policies (task_id, missed) SELECT id, name FROM scheduled_tasks`);
  const daemon = await program.daemon();

  daemon.signal('SIGSTOP');
  // What the table would look like after sleep: the next run of each lies four minutes back.
  const [slept] = await db.sql<{ next_run_time: Date }>(
    `UPDATE scheduled_tasks SET next_run_time = date_trunc('minute', now()) - interval '4 minutes' RETURNING next_run_time`,
  );
  daemon.signal('SIGCONT');

  await until('everything caught up', async () => {
    const left = await db.sql(
      `SELECT 1 FROM task_runs WHERE state <> 'ended' UNION ALL SELECT 1 FROM scheduled_tasks WHERE next_run_time <= now()`,
    );
    return left.length === 0;
  });
  daemon.signal('SIGTERM');
  expect(await daemon.ended).toMatchObject({ code: 0 });

  const first = slept?.next_run_time.getTime() ?? 0;
  const all = await ledger(db);
  const [once = [], skip = [], every = []] = ids.map((id) =>
    all
      .filter(({ task_id }) => task_id === id)
      .sort((a, b) => a.planned_at.getTime() - b.planned_at.getTime()),
  );
  const ends = await tasks();
  for (const [place, runs] of [once, skip, every].entries()) {
    expect(runs[0]?.planned_at.getTime()).toBe(first);
    // No minute is in no row, none in two.
    const covered = runs.reduce((sum, run) => sum + run.covers, 0);
    expect(covered * minuteMs).toBe((ends[place]?.next_run_time.getTime() ?? 0) - first);
  }

  expect(once.slice(0, 2)).toMatchObject([
    { trigger: 'catch_up', outcome: 'succeeded', covers: 1 },
    { outcome: 'missed', reason_code: 'coalesced' },
  ]);
  expect(once[1]?.covers).toBeGreaterThanOrEqual(4);
  expect(skip.slice(0, 2)).toMatchObject([
    { outcome: 'missed', reason_code: 'late' },
    { trigger: 'schedule', outcome: 'succeeded', covers: 1 },
  ]);
  expect(skip[0]?.covers).toBeGreaterThanOrEqual(3);
  expect(every.length).toBeGreaterThanOrEqual(5);
  const caughtUp = every.slice(0, 5);
  expect(new Set(outcomes(caughtUp).map(String))).toEqual(new Set(['succeeded,']));
  // A minute that begins while they are being caught up may find one of them going.
  for (const end of outcomes(every.slice(5)).map(String))
    expect(['succeeded,', 'skipped,overlap']).toContain(end);
  expect(every.slice(0, 3).map(({ trigger }) => trigger)).toEqual(['catch_up', 'catch_up', 'catch_up']);
  // One after the other, the oldest first.
  const started = target.starts.map(({ runId }) => runId);
  const places = caughtUp.map(({ id }) => started.indexOf(id));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(Math.max(...target.startsByRun().values())).toBe(1);
});

it('a frozen daemon is not taken for dead on its own machine, and is fenced off when it was taken for dead', async () => {
  await db.sql('DELETE FROM scheduled_tasks');
  await db.sql('DELETE FROM task_runs');
  target.hold();
  const [before] = [target.starts.length];
  const frozen = await program.daemon();
  await seedTask(db, { name: `'kept'` });
  await seedTask(db, { name: `'lost'` });
  await until('both started', () => target.starts.length === before + 2);
  frozen.signal('SIGSTOP');
  const other = await new Program({ env: { DATABASE_URL: db.url } }).daemon();

  // Its lease has run out, but the other one sees the process.
  await db.sql(`UPDATE executors SET lease_until = now() - interval '1 minute' WHERE pid = $1`, [frozen.pid]);
  const beats = async (): Promise<number> => {
    const [row] = await db.sql<{ n: number }>(
      `SELECT extract(epoch FROM heartbeat_at - started_at)::float8 AS n FROM executors WHERE pid = $1`,
      [other.pid],
    );
    return row?.n ?? 0;
  };
  const now = await beats();
  await until('two more heartbeats of the other', async () => (await beats()) > now + 6);
  expect((await ledger(db)).map(({ state }) => state)).toEqual(['running', 'running']);

  // One run ends while the daemon thaws: nothing was lost.
  frozen.signal('SIGCONT');
  target.release();
  await until('both runs', async () => (await ledger(db)).every(({ state }) => state === 'ended'));
  expect(outcomes(await ledger(db))).toEqual([
    ['succeeded', null],
    ['succeeded', null],
  ]);

  // Seen from another machine only the lease counts.
  target.hold();
  await db.sql('DELETE FROM task_runs');
  other.signal('SIGSTOP');
  await seedTask(db, { name: `'fenced'` });
  await until('it started', () => target.held.size === 1);
  frozen.signal('SIGSTOP');
  await db.sql(
    `UPDATE executors SET lease_until = now() - interval '1 minute', boot_id = 'elsewhere' WHERE pid = $1`,
    [frozen.pid],
  );
  other.signal('SIGCONT');
  await until('the verdict', async () => (await ledger(db)).every(({ state }) => state === 'ended'));
  expect(outcomes(await ledger(db))).toEqual([['abandoned', 'executor_lost']]);
  frozen.signal('SIGCONT');
  target.release();
  await frozen.line(/belongs to another executor now|already settled by somebody else/);
  expect(outcomes(await ledger(db))).toEqual([['abandoned', 'executor_lost']]);
  expect(target.starts).toHaveLength(before + 3);

  for (const daemon of [frozen, other]) daemon.signal('SIGTERM');
  for (const daemon of [frozen, other]) expect(await daemon.ended).toMatchObject({ code: 0 });
});
