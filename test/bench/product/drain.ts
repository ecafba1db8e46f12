import { setTimeout as pause } from 'node:timers/promises';
import { caseOptions, reportRate, startMeter } from '../report-case.mjs';
import { addTasks, benchDatabase, checkOnce, clearTasks, dueJustNow } from './bench-database';
import { benchExecutor } from './bench-executor';

/**
 * Due tasks, run to their end by the product's executor: registered, claimed, started, settled, and signed off again.
 * With several executors each has its own slots, and all share one pool of connections.
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
  // A daemon has run for days: what is measured begins after the engine has compiled the code, here and in the peers.
  await addTasks(sql, options.warm, dueJustNow);
  await benchExecutor(database, options.slots, () => undefined).runOnce();
  await clearTasks(sql);
  await addTasks(sql, options.jobs, dueJustNow);
  let ran = 0;
  const work = async (): Promise<void> => {
    if (options.work > 0) await pause(options.work);
    ran += 1;
  };
  const executors = Array.from({ length: options.executors }, () =>
    benchExecutor(database, options.slots, work),
  );
  const stop = startMeter();
  await Promise.all(executors.map((executor) => executor.runOnce()));
  const used = stop();
  if (ran !== options.jobs) throw new Error(`${ran} of ${options.jobs} tasks ran`);
  await checkOnce(sql, options.jobs);
  await database.close();
  await sql.end();
  reportRate(options.jobs, used);
};

void main();
