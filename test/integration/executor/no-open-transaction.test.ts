import { afterAll, expect, it } from 'vitest';
import { ExecutorRig, HandConnector, insertTask, seedWorkflow, succeeded } from '../../support/executor-rig';
import { testDatabase } from '../../support/test-database';

const db = await testDatabase();

/** Transactions of anybody else on this database, one look every 50 ms. */
const openTransactions = (): Promise<{ state: string; query: string; beat: Date | null }[]> =>
  db.sql(`SELECT a.state, a.query, a.xact_start, (SELECT max(heartbeat_at) FROM executors) AS beat
    FROM (SELECT pg_sleep(0.05)) pace LEFT JOIN pg_stat_activity a ON a.datname = current_database()
      AND a.backend_type = 'client backend' AND a.pid <> pg_backend_pid() AND a.xact_start < now() - interval '100 ms'`);

it('no transaction is open while workflows run, so that no snapshot holds vacuum back', async () => {
  await seedWorkflow(db);
  const tasks = 3;
  for (let i = 0; i < tasks; i++)
    await insertTask(db, { repeat_type: 'day', next_run_time: new Date(Date.now() - 5_000) });
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let going = 0;
  let allGoing = (): void => undefined;
  const started = new Promise<void>((resolve) => {
    allGoing = resolve;
  });
  const connector = new HandConnector(async () => {
    going += 1;
    if (going === tasks) allGoing();
    await held;
    return succeeded;
  });
  const rig = new ExecutorRig(db, connector);
  afterAll(() => rig.close());
  await rig.executor.start();
  await started;

  const seen: unknown[] = [];
  let looks = 0;
  let firstBeat: number | null = null;
  // For as long as it takes the executor to renew its lease once more: about five seconds.
  for (let renewed = false; !renewed; looks++) {
    const rows = await openTransactions();
    const beat = rows[0]?.beat?.getTime() ?? null;
    firstBeat ??= beat;
    renewed = beat !== firstBeat;
    seen.push(...rows.filter((row) => row.state !== null));
  }
  expect(rig.executor.snapshot().running).toHaveLength(tasks);
  expect(seen).toEqual([]);
  expect(looks).toBeGreaterThan(3);
  release();
  await rig.ended(tasks);
});
