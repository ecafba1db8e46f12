import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase } from '../../../src-main/database/connection';
import { caseOptions, urlOf } from '../report-case.mjs';
import { benchExecutor } from './bench-executor';

/** One of several executor processes on one database. */
const main = async (): Promise<void> => {
  const options = caseOptions({ slots: 20, work: 10 });
  const database = openDatabase({
    url: urlOf('bench_crash'),
    applicationName: 'bench executor',
    quiet: true,
    max: 2,
  });
  await benchExecutor(database, options.slots, () => pause(options.work), 1_000).start();
};

void main();
