import { setTimeout as pause } from 'node:timers/promises';
import type { Executor } from '../../../src-main/executor/executor';
import { caseOptions, reportRate, startMeter } from '../report-case.mjs';
import { addTasks, benchDatabase, checkOnce, clearTasks, dueJustNow } from './bench-database';
import { benchExecutor } from './bench-executor';

/** Lets them look for due tasks, and resolves when so many runs are settled. */
const drained = async (executors: readonly Executor[], jobs: number): Promise<void> =>
  new Promise((resolve) => {
    let ended = 0;
    for (const executor of executors) {
      executor.onEvent(({ kind }) => {
        if (kind !== 'ended') return;
        ended += 1;
        if (ended === jobs) resolve();
      });
      executor.pollNow();
    }
  });

/** Seconds an executor takes to register and to look for what others left; a peer whose start is measured is compared with it. */
const timeOfStart = async (executor: Executor): Promise<number> => {
  const from = performance.now();
  await executor.start();
  const seconds = (performance.now() - from) / 1000;
  await executor.stop();
  return seconds;
};

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
  const count = (): void => {
    ran += 1;
  };
  const work = options.work > 0 ? () => pause(options.work).then(count) : count;
  const executors = Array.from({ length: options.executors }, () =>
    benchExecutor(database, options.slots, work),
  );
  await Promise.all(executors.map((executor) => executor.start()));
  // A daemon has run for days: what is measured begins after the engine has compiled the code, here and in the peers.
  await addTasks(sql, options.warm, dueJustNow);
  await drained(executors, options.warm);
  // The last looks ahead read what is taken away here.
  await pause(500);
  await clearTasks(sql);
  await addTasks(sql, options.jobs, dueJustNow);
  ran = 0;
  const stop = startMeter();
  await drained(executors, options.jobs);
  const used = stop();
  if (ran !== options.jobs) throw new Error(`${ran} of ${options.jobs} tasks ran`);
  await Promise.all(executors.map((executor) => executor.stop()));
  await checkOnce(sql, options.jobs);
  const startSeconds = await timeOfStart(benchExecutor(database, options.slots, work));
  await database.close();
  await sql.end();
  reportRate(options.jobs, used, { startedRate: options.jobs / (used.seconds + startSeconds) });
};

void main();
