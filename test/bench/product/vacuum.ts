import { pickSql } from '../../../src-main/database/ledger/ledger-sql';
import { caseOptions, pause, report } from '../report-case.mjs';
import { addTasks, benchDatabase, dueJustNow } from './bench-database';
import { benchExecutor } from './bench-executor';

/** What many runs do to the claim's query: buffers it reads when nothing is due, before, right after, and a little later. */
const main = async (): Promise<void> => {
  const options = caseOptions({ jobs: 200_000, restSeconds: 45 });
  const { sql, openQuiet } = await benchDatabase('bench_vacuum');
  await addTasks(sql, options.jobs, dueJustNow);
  await sql.query('VACUUM (ANALYZE) scheduled_tasks');
  await sql.query('SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off');
  const nothingDue = pickSql
    .replaceAll('$1::timestamptz', `'2000-01-01'::timestamptz`)
    .replace('$2', '256')
    .replace('$3', `'-Infinity'`);
  const buffers = async (): Promise<number> => {
    const answer = await sql.query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${nothingDue}`);
    const { Plan } = answer.rows[0]['QUERY PLAN'][0];
    return Number(Plan['Shared Hit Blocks'] + Plan['Shared Read Blocks']);
  };
  await buffers();
  const before = await buffers();
  const database = openQuiet(2);
  await benchExecutor(database, 512, () => undefined).runOnce();
  const counted = await sql.query(`SELECT count(*)::int AS n FROM task_runs WHERE outcome = 'succeeded'`);
  if (counted.rows[0].n !== options.jobs) throw new Error(`${counted.rows[0].n} of ${options.jobs} ran`);
  const first = await buffers();
  const second = await buffers();
  await pause(options.restSeconds * 1000);
  const rested = await buffers();
  const vacuums = await sql.query(
    `SELECT autovacuum_count::int AS n FROM pg_stat_user_tables WHERE relname = 'scheduled_tasks'`,
  );
  await database.close();
  await sql.end();
  report({ before, first, second, rested, vacuums: vacuums.rows[0].n });
};

void main();
