import { caseOptions, pause, report } from '../report-case.mjs';
import { addTasks, benchDatabase, dueJustNow } from './bench-database';
import { benchExecutor } from './bench-executor';

/**
 * Whether a transaction of the executor stays open while runs go: one that two looks, 50 ms apart, find during runs of
 * some seconds. A single statement, such as the heartbeat's, may be under way at a look.
 */
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
  let before: ReadonlySet<string> = new Set();
  while (!allGoing()) await pause(5);
  await pause(200);
  for (; allGoing(); looks++) {
    const answer = await sql.query(`SELECT pid || ' ' || xact_start AS transaction FROM pg_stat_activity
      WHERE application_name = 'bench executor' AND xact_start IS NOT NULL`);
    const now: ReadonlySet<string> = new Set(answer.rows.map((row) => String(row.transaction)));
    open += [...now].filter((transaction) => before.has(transaction)).length;
    before = now;
    await pause(50);
  }
  await done;
  await database.close();
  await sql.end();
  report({ looks, open });
};

void main();
