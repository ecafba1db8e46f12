import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { settings } from '../../../src-main/contract/settings';
import { LedgerStore } from '../../../src-main/database/ledger/ledger-store';
import { claimFlag, claimSql, pickSql, settleSql } from '../../../src-main/database/ledger/ledger-sql';
import { decide } from '../../../src-main/executor/decide';
import type { ClaimedRun, Settlement } from '../../../src-main/executor/ledger';
import { RuleCache } from '../../../src-main/executor/rule-cache';
import { caseOptions, reportRate, startMeter } from '../report-case.mjs';
import { addTasks, benchDatabase, checkOnce, clearTasks, dueJustNow } from './bench-database';

const succeeded = (run: ClaimedRun): Settlement => ({
  runId: run.runId,
  taskId: run.taskId,
  taskName: run.taskName,
  outcome: 'succeeded',
  reason: null,
  result: null,
  error: null,
  attempts: null,
  retryAfterMs: null,
});

/** The product's ledger, one batch after another: each transaction settles the last batch and claims the next. */
const storeLoop = async (store: LedgerStore, batch: number): Promise<void> => {
  const rules = new RuleCache();
  const { missed, missedWindowMs, missedCap, overlap } = settings.parse({}).executor;
  const defaults = { missed, missedWindowMs, missedCap, overlap, timeZone: 'America/New_York' };
  let runs: readonly ClaimedRun[] = [];
  do {
    const result = await store.cycle({
      settlements: runs.map(succeeded),
      open: [],
      claim: batch,
      startNow: batch,
      take: 0,
      manualOnly: false,
      dueBefore: null,
      decide: (task, now) => decide(task, now, rules, defaults),
    });
    if (result.opened.size !== result.claimed.length) throw new Error('claimed and not started');
    runs = result.claimed;
  } while (runs.length > 0);
};

interface Taken {
  readonly run: string;
  readonly task: string;
}

/** The same statements over the bare driver, with as little around them as can be. */
const plainLoop = async (client: Client, batch: number): Promise<void> => {
  const owner = randomUUID();
  const list = (values: readonly unknown[]): string => `{${values.join(',')}}`;
  const flags = claimFlag.starts | claimFlag.ready;
  const asSent = { getTypeParser: () => (text: string) => text };
  let done: Taken[] = [];
  do {
    const [, , picked] = await Promise.all([
      client.query({ name: 'begin', text: 'BEGIN' }),
      done.length === 0
        ? null
        : client.query({
            name: 'settle',
            text: settleSql,
            values: [
              owner,
              list(done.map(({ run }) => run)),
              list(done.map(({ task }) => task)),
              list(done.map(() => 'succeeded')),
              [],
              [],
              [],
              [],
              [],
              [],
            ],
          }),
      client.query<string[]>({
        name: 'pick',
        text: pickSql,
        values: [null, batch],
        rowMode: 'array',
        types: asSent,
      }),
    ]);
    const { rows } = picked;
    const next = Date.now() / 1000 + 86_400;
    await Promise.all([
      rows.length === 0
        ? null
        : client.query({
            name: 'claim',
            text: claimSql,
            values: [
              owner,
              list(rows.map(([run]) => run)),
              list(rows.map(([, task]) => task)),
              list(rows.map((row) => row[19])),
              list(rows.map(() => next)),
              list(rows.map(() => flags)),
            ],
          }),
      client.query({ name: 'commit', text: 'COMMIT' }),
    ]);
    done = rows.map(([run = '', task = '']) => ({ run, task }));
  } while (done.length > 0);
};

const main = async (): Promise<void> => {
  const options = caseOptions({ jobs: 10_000, loops: 4, batch: 200, plain: false, warm: 2_000 });
  const { sql, url, openQuiet } = await benchDatabase('bench_product');
  await addTasks(sql, options.warm, dueJustNow);
  const refill = async (): Promise<void> => {
    await clearTasks(sql);
    await addTasks(sql, options.jobs, dueJustNow);
  };
  const loops = Array.from({ length: options.loops });
  if (options.plain) {
    const clients = await Promise.all(
      loops.map(async () => {
        const client = new Client({ connectionString: url, pipeline: true });
        await client.connect();
        await client.query(
          'SET nexus_scheduler.quiet = on; SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_memoize = off; SET random_page_cost = 1.1; SET plan_cache_mode = force_generic_plan',
        );
        return client;
      }),
    );
    const run = () => Promise.all(clients.map((client) => plainLoop(client, options.batch)));
    await run();
    await refill();
    const stop = startMeter();
    await run();
    const used = stop();
    await checkOnce(sql, options.jobs);
    await Promise.all(clients.map((client) => client.end()));
    reportRate(options.jobs, used);
  } else {
    const database = openQuiet(options.loops);
    const run = () =>
      Promise.all(loops.map(() => storeLoop(new LedgerStore(database, randomUUID()), options.batch)));
    await run();
    await refill();
    const stop = startMeter();
    await run();
    const used = stop();
    await checkOnce(sql, options.jobs);
    await database.close();
    reportRate(options.jobs, used);
  }
  await sql.end();
};

void main();
