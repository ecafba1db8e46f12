import { caseOptions, pause, report } from '../report-case.mjs';
import { addTasks, benchDatabase, dueJustNow } from './bench-database';
import { benchExecutor } from './bench-executor';

/** Whether a transaction of the executor is open while runs go: looked at every 50 ms during runs of some seconds. */
const main = async (): Promise<void> => {
  const options = caseOptions({ seconds: 5 });
  const { sql, openQuiet } = await benchDatabase('bench_open');
  await addTasks(sql, 5, dueJustNow);
  const database = openQuiet(2);
  let going = 0;
  const executor = benchExecutor(database, 5, async () => {
    going += 1;
    await pause(options.seconds * 1000);
    going -= 1;
  });
  const done = executor.runOnce();
  const allGoing = (): boolean => going === 5;
  let looks = 0;
  let open = 0;
  let longestMs = 0;
  while (!allGoing()) await pause(5);
  await pause(200);
  for (; allGoing(); looks++) {
    const answer =
      await sql.query(`SELECT count(*)::int AS n, coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)) * 1000, 0)::float8 AS ms
      FROM pg_stat_activity WHERE application_name = 'bench executor' AND xact_start IS NOT NULL`);
    open += answer.rows[0].n > 0 ? 1 : 0;
    longestMs = Math.max(longestMs, answer.rows[0].ms);
    await pause(50);
  }
  await done;
  await database.close();
  await sql.end();
  report({ looks, open, longestMs });
};

void main();
