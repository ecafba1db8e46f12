// What waiting costs at least when it is done by asking once a second.
import { Client } from 'pg';
import { caseOptions, report, startMeter, urlOf } from '../report-case.mjs';

const options = caseOptions({ seconds: 20 });
const client = new Client({ connectionString: urlOf('bench_idle') });
await client.connect();
const ask = () =>
  client.query({
    name: 'due',
    text: 'SELECT id FROM scheduled_tasks WHERE status = 1 AND next_run_time <= now() ORDER BY next_run_time LIMIT 200 FOR UPDATE SKIP LOCKED',
  });
await ask();
const timer = setInterval(() => void ask(), 1000);
await new Promise((resolve) => setTimeout(resolve, 2_000));
const stop = startMeter();
await new Promise((resolve) => setTimeout(resolve, options.seconds * 1000));
const used = stop();
clearInterval(timer);
report({
  nodePercent: (used.node / used.seconds) * 100,
  serverPercent: (used.server / used.seconds) * 100,
  rss: used.rss,
});
await client.end();
