// Agenda with its PostgreSQL backend: the nearest in kind, a job is a row that moves on to its next run.
import { PostgresBackend } from '@agendajs/postgres-backend';
import { Agenda } from 'agenda';
import { Client } from 'pg';
import { caseOptions, reportRate, startMeter, until, urlOf } from '../report-case.mjs';

const options = caseOptions({ jobs: 3_000, concurrency: 10 });
const connectionString = urlOf('bench_agenda');
const client = new Client({ connectionString });
await client.connect();
await client.query('DROP TABLE IF EXISTS agenda_jobs CASCADE');
const agenda = new Agenda({
  backend: new PostgresBackend({ poolConfig: { connectionString, max: Math.max(10, options.concurrency) } }),
  processEvery: 100,
  maxConcurrency: options.concurrency,
  defaultConcurrency: options.concurrency,
  lockLimit: 0,
  defaultLockLimit: 0,
});
await agenda.ready;
let done = 0;
agenda.define(
  'task',
  () => {
    done += 1;
  },
  { concurrency: options.concurrency, lockLimit: 0 },
);
await client.query(
  `INSERT INTO agenda_jobs (name, next_run_at, type, data, repeat_interval)
   SELECT 'task', now() - interval '1 hour', 'normal', jsonb_build_object('id', g), '24 hours' FROM generate_series(1, $1::int) g`,
  [options.jobs],
);
const stop = startMeter();
await agenda.start();
await until(() => done >= options.jobs, 300_000);
await until(async () => {
  const left = await client.query('SELECT 1 FROM agenda_jobs WHERE last_finished_at IS NULL LIMIT 1');
  return left.rowCount === 0;
});
const used = stop();
if (done !== options.jobs) throw new Error(`${done} of ${options.jobs} jobs ran`);
reportRate(options.jobs, used);
process.exit(0);
