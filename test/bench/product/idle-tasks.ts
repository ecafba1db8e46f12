import { caseOptions, report } from '../report-case.mjs';
import { addTasks, benchDatabase, dueTomorrow } from './bench-database';

/** Makes the database of the idle cases: tasks enough, none of them due today. */
const main = async (): Promise<void> => {
  const options = caseOptions({ jobs: 5_000 });
  const { sql, url } = await benchDatabase('bench_idle');
  await addTasks(sql, options.jobs, dueTomorrow);
  await sql.end();
  report({ url });
};

void main();
