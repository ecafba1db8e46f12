import { expect, it } from 'vitest';
import { testDatabase } from '../support/test-database';
import { HttpTarget } from './http-target';
import { Program } from './program';
import { ledger, seedOwner, seedTarget, seedTask } from './seed';
import { until } from './until';

const db = await testDatabase();
const target = await HttpTarget.open();
await seedOwner(db);
await seedTarget(db, 1, 'http', { method: 'POST', url: target.url });
const programs = [
  new Program({ env: { DATABASE_URL: db.url } }),
  new Program({ env: { DATABASE_URL: db.url } }),
];
const [one, two] = programs;
const run = (args: readonly string[]) => (one ?? new Program()).run(args);

it('a pause holds for every executor, manual runs go on, and its end is heard by all', async () => {
  const daemons = programs.map((program) =>
    program.start(['--mode', 'daemon', '--interval', '3600', '--json']),
  );
  await Promise.all(daemons.map((daemon) => daemon.line(/"phase":"running"/)));
  await db.sql(
    `INSERT INTO shared_state (key, value) VALUES ('pause', jsonb_build_object('since',
       to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'until', NULL, 'by', 'Ada', 'reason', 'works'))`,
  );
  await db.sql(`SELECT pg_notify('nexus_scheduler', 'state')`);
  await Promise.all(daemons.map((daemon) => daemon.line(/"paused":\{/)));

  const taskId = await seedTask(db);
  expect(await run(['tasks', 'run', taskId, '--wait'])).toMatchObject({ code: 0 });
  expect((await ledger(db)).map(({ trigger }) => trigger)).toEqual(['manual']);

  await db.sql(`DELETE FROM shared_state WHERE key = 'pause'`);
  await db.sql(`SELECT pg_notify('nexus_scheduler', 'state')`);
  const runs = await until(
    'the planned run',
    () => ledger(db),
    (seen) => seen.length === 2 && seen.every(({ state }) => state === 'ended'),
  );
  expect(runs.map(({ trigger, outcome }) => [trigger, outcome])).toEqual([
    ['manual', 'succeeded'],
    ['schedule', 'succeeded'],
  ]);
  expect(target.starts).toHaveLength(2);

  for (const daemon of daemons) daemon.signal('SIGTERM');
  for (const daemon of daemons) expect(await daemon.ended).toMatchObject({ code: 0 });
});

it('an executor that is asked to stop hands over what it has not started', async () => {
  one?.settings({ executor: { slots: 1 } });
  target.hold();
  const first = await programs[0]?.daemon();
  const before = target.starts.length;
  await db.sql('DELETE FROM scheduled_tasks');
  await db.sql('DELETE FROM task_runs');
  const slow = await seedTask(db, { name: `'slow'` });
  await until('the first start', () => target.starts.length === before + 1);
  const waits = await seedTask(db, { name: `'waits'` });
  const second = await two?.daemon();
  await until('the other takes it', () => target.starts.length === before + 2);
  first?.signal('SIGTERM');
  await first?.line(/Stopping/);
  target.release();
  expect(await first?.ended).toMatchObject({ code: 0 });
  const runs = await until(
    'both ended',
    () => ledger(db),
    (seen) => seen.length === 2 && seen.every(({ state }) => state === 'ended'),
  );
  expect(new Map(runs.map(({ task_id, outcome }) => [task_id, outcome]))).toEqual(
    new Map([
      [slow, 'succeeded'],
      [waits, 'succeeded'],
    ]),
  );
  second?.signal('SIGTERM');
  expect(await second?.ended).toMatchObject({ code: 0 });
});
