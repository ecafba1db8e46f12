// graphile-worker. Options: mode drain|delays, jobs, concurrency, work (ms a job takes), tuned (its local queue and its
// batched completion switched on, as its documentation advises for speed; both are off as it comes).
import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import { Client } from 'pg';
import {
  caseOptions,
  pause,
  reportDelays,
  reportRate,
  spreadInstants,
  startMeter,
  until,
  urlOf,
} from '../report-case.mjs';

const options = caseOptions({
  mode: 'drain',
  jobs: 10_000,
  concurrency: 10,
  work: 0,
  tuned: false,
  warm: 10_000,
  seconds: 10,
});
const connectionString = urlOf('bench_graphile');
const logger = new Logger(() => () => undefined);
const client = new Client({ connectionString });
await client.connect();
await client.query('DROP SCHEMA IF EXISTS graphile_worker CASCADE');
const utils = await makeWorkerUtils({ connectionString, logger });
await utils.migrate();
const tuned = { localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 };
const preset = {
  worker: {
    connectionString,
    concurrentJobs: options.concurrency,
    maxPoolSize: Math.min(20, Math.max(10, options.concurrency)),
    ...(options.tuned ? tuned : {}),
  },
};
const start = (task) =>
  run({ preset, logger, noHandleSignals: true, parsedCronItems: [], taskList: { task } });
let done = 0;
const add = async (count) => {
  for (let from = 0; from < count; from += 1000) {
    const size = Math.min(1000, count - from);
    await utils.addJobs(
      Array.from({ length: size }, (_, i) => ({ identifier: 'task', payload: { id: from + i } })),
    );
  }
};
const gone = async () => (await client.query('SELECT 1 FROM graphile_worker.jobs LIMIT 1')).rowCount === 0;
if (options.mode === 'drain') {
  await add(options.warm);
  const first = await start(async () => undefined);
  await until(gone);
  await first.stop();
  await add(options.jobs);
  const stop = startMeter();
  const runner = await start(async () => {
    if (options.work > 0) await pause(options.work);
    done += 1;
  });
  await until(() => done >= options.jobs);
  await until(gone);
  const used = stop();
  await runner.stop();
  if (done !== options.jobs) throw new Error(`${done} of ${options.jobs} jobs ran`);
  reportRate(options.jobs, used);
} else {
  const delays = [];
  const runner = await start(async (payload) => {
    delays.push(Date.now() - payload.due);
  });
  await pause(500);
  const instants = spreadInstants(options.jobs, options.seconds);
  await utils.addJobs(
    instants.map((at) => ({ identifier: 'task', payload: { due: at.getTime() }, runAt: at })),
  );
  const stop = startMeter();
  await until(() => delays.length >= options.jobs);
  const used = stop();
  await runner.stop();
  reportDelays(delays, used);
}
await utils.release();
await client.end();
process.exit(0);
