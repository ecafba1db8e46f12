import { NoticeListener } from '../../../src-main/database/notice-listener';
import { caseOptions, pause, reportDelays, spreadInstants, startMeter, until } from '../report-case.mjs';
import { addTasks, benchDatabase, dueTomorrow } from './bench-database';
import { benchExecutor } from './bench-executor';

/** From due to started: tasks that come due one by one while the executor waits, as its daemon does. */
const main = async (): Promise<void> => {
  const options = caseOptions({ jobs: 500, seconds: 10, slots: 10 });
  const { sql, url, openQuiet } = await benchDatabase('bench_product');
  await addTasks(sql, options.jobs, dueTomorrow);
  const database = openQuiet(2);
  const delays: number[] = [];
  const executor = benchExecutor(database, options.slots, (run) => {
    delays.push(Date.now() - run.plannedAt.getTime());
  });
  const listener = new NoticeListener({ url, applicationName: 'bench listener' });
  listener.onNotice((notice) => executor.notice(notice));
  await listener.start();
  await executor.start();
  await pause(500);
  const instants = spreadInstants(options.jobs, options.seconds);
  await sql.query('SET nexus_scheduler.quiet = off');
  await sql.query(
    `UPDATE scheduled_tasks t SET next_run_time = v.at
     FROM (SELECT at, row_number() OVER () AS place FROM unnest($1::timestamptz[]) AS at) v WHERE t.id = v.place`,
    [instants.map((at) => at.toISOString())],
  );
  const stop = startMeter();
  await until(() => delays.length >= options.jobs);
  const used = stop();
  await executor.stop();
  await listener.stop();
  await database.close();
  await sql.end();
  reportDelays(delays, used);
};

void main();
