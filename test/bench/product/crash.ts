import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { caseOptions, report, until } from '../report-case.mjs';
import { addTasks, benchDatabase, dueJustNow } from './bench-database';

/** Three executor processes on one database, one of them killed in the middle: every occurrence has one row, all ended. */
const main = async (): Promise<void> => {
  const options = caseOptions({ jobs: 10_000, processes: 3 });
  const { sql } = await benchDatabase('bench_crash');
  await addTasks(sql, options.jobs, dueJustNow);
  const workers = Array.from({ length: options.processes }, () =>
    spawn(process.execPath, [join(__dirname, 'crash-worker.cjs')], {
      stdio: ['ignore', 'ignore', 'inherit'],
    }),
  );
  const count = async (where: string): Promise<number> =>
    (await sql.query(`SELECT count(*)::int AS n FROM task_runs WHERE ${where}`)).rows[0].n;
  await until(async () => (await count(`state = 'ended'`)) > options.jobs / 4);
  workers[0]?.kill('SIGKILL');
  await until(async () => (await count(`state = 'ended'`)) >= options.jobs);
  const answer =
    await sql.query(`SELECT count(*)::int AS runs, count(DISTINCT (task_id, planned_at))::int AS once,
    count(*) FILTER (WHERE outcome = 'succeeded')::int AS succeeded, count(*) FILTER (WHERE outcome = 'abandoned')::int AS abandoned,
    count(*) FILTER (WHERE state <> 'ended')::int AS open, count(DISTINCT executor_id)::int AS executors FROM task_runs`);
  for (const worker of workers) worker.kill('SIGKILL');
  await sql.end();
  report({ jobs: options.jobs, ...answer.rows[0] });
};

void main();
