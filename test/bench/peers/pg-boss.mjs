// pg-boss, fetched and completed in batches. Options: package (pg-boss 10 or pg-boss-12, which needs Node 22), jobs,
// batch, loops (at once).
import { Client } from 'pg';
import { caseOptions, reportRate, startMeter, until, urlOf } from '../report-case.mjs';

const options = caseOptions({ package: 'pg-boss', jobs: 10_000, batch: 200, loops: 4, warm: 10_000 });
const loaded = await import(options.package);
const PgBoss = loaded.PgBoss ?? loaded.default;
const newer = options.package === 'pg-boss-12';
const connectionString = urlOf('bench_pg_boss');
const client = new Client({ connectionString });
await client.connect();
await client.query('DROP SCHEMA IF EXISTS pgboss CASCADE');
const boss = new PgBoss({ connectionString, max: 10, supervise: false, schedule: false });
boss.on('error', (error) => console.error(error));
await boss.start();
await boss.createQueue('q');
const add = async (count) => {
  for (let from = 0; from < count; from += 1000) {
    const rows = Array.from({ length: Math.min(1000, count - from) }, (_, i) => ({ data: { id: from + i } }));
    if (newer) await boss.insert('q', rows);
    else await boss.insert(rows.map((row) => ({ name: 'q', ...row })));
  }
  await client.query('ANALYZE');
};
let done = 0;
const loop = async () => {
  for (;;) {
    const jobs = await boss.fetch('q', { batchSize: options.batch });
    if (!jobs?.length) return;
    await boss.complete(
      'q',
      jobs.map((job) => job.id),
    );
    done += jobs.length;
  }
};
await add(options.warm);
await Promise.all(Array.from({ length: options.loops }, loop));
await add(options.jobs);
done = 0;
const stop = startMeter();
await Promise.all(Array.from({ length: options.loops }, loop));
await until(async () => {
  const left = await client.query(
    "SELECT 1 FROM pgboss.job WHERE name = 'q' AND state < 'completed' LIMIT 1",
  );
  return left.rowCount === 0;
});
const used = stop();
if (done !== options.jobs) throw new Error(`${done} of ${options.jobs} jobs ran`);
reportRate(options.jobs, used);
process.exit(0);
