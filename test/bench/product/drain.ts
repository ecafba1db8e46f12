import { setTimeout as pause } from 'node:timers/promises';
import { caseOptions, reportRate, startMeter } from '../report-case.mjs';
import { addTasks, benchDatabase, checkOnce, clearTasks, dueJustNow } from './bench-database';
import { benchExecutor } from './bench-executor';

/**
 * Due tasks, run to their end by the product's executor, which is running already, as a daemon is and as the peers are:
 * polled, claimed, started, settled. With several executors each has its own slots, and all share one pool of connections.
 */
const main = async (): Promise<void> => {
  const options = caseOptions({
    jobs: 10_000,
    slots: 256,
    executors: 1,
    connections: 2,
    work: 0,
    warm: 10_000,
  });
  const { sql, openQuiet } = await benchDatabase('bench_product');
  const database = openQuiet(options.connections);
  let ran = 0;
  let ended = 0;
  let allEnded = (): void => undefined;
  const work = async (): Promise<void> => {
    if (options.work > 0) await pause(options.work);
    ran += 1;
  };
  const executors = Array.from({ length: options.executors }, () => {
    const executor = benchExecutor(database, options.slots, work);
    executor.onEvent(({ kind }) => {
      if (kind !== 'ended') return;
      ended += 1;
      allEnded();
    });
    return executor;
  });
  const drain = async (jobs: number): Promise<void> => {
    ran = 0;
    ended = 0;
    const over = new Promise<void>((resolve) => {
      allEnded = () => {
        if (ended === jobs) resolve();
      };
    });
    for (const executor of executors) executor.pollNow();
    await over;
    if (ran !== jobs) throw new Error(`${ran} of ${jobs} tasks ran`);
  };
  await Promise.all(executors.map((executor) => executor.start()));
  // A daemon has run for days: what is measured begins after the engine has compiled the code, here and in the peers.
  await addTasks(sql, options.warm, dueJustNow);
  await drain(options.warm);
  await clearTasks(sql);
  await addTasks(sql, options.jobs, dueJustNow);
  const stop = startMeter();
  await drain(options.jobs);
  const used = stop();
  await Promise.all(executors.map((executor) => executor.stop()));
  await checkOnce(sql, options.jobs);
  await database.close();
  await sql.end();
  reportRate(options.jobs, used);
};

void main();
