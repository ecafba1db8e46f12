import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { Problem } from '../../../src-main/contract/errors';
import { settings } from '../../../src-main/contract/settings';
import { verbatim } from '../../../src-main/contract/text';
import { quietSettings, type Database } from '../../../src-main/database/connection';
import { LedgerStore } from '../../../src-main/database/ledger/ledger-store';
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
  report: null,
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
      passOver: [],
      onDueLeft: () => undefined,
      decide: (task, now) => decide(task, now, rules, defaults),
    });
    if (result.claimed.some((run) => run.state !== 'running')) throw new Error('claimed and not started');
    runs = result.claimed;
  } while (runs.length > 0);
};

/** Connections of the bare driver, set up as the product sets its own up: what is left to compare is Sequelize's pool. */
const bareDriver = async (url: string, connections: number): Promise<BareDriver> => {
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new Client({ connectionString: url });
      await client.connect();
      for (const [name, value] of quietSettings) await client.query(`SET ${name} = ${value}`);
      return client;
    }),
  );
  const free = [...clients];
  return {
    withClient: async (work) => {
      const client = free.pop();
      if (client === undefined) throw new Error('more loops than connections');
      try {
        return await work(client);
      } finally {
        free.push(client);
      }
    },
    problem: (error) => new Problem('database_failed', verbatim(String(error))),
    close: async () => {
      await Promise.all(clients.map((client) => client.end()));
    },
  };
};

type BareDriver = Pick<Database, 'withClient' | 'problem' | 'close'>;

const main = async (): Promise<void> => {
  const options = caseOptions({ jobs: 10_000, loops: 4, batch: 200, plain: false, warm: 10_000 });
  const { sql, url, openQuiet } = await benchDatabase('bench_product');
  await addTasks(sql, options.warm, dueJustNow);
  const database = options.plain ? await bareDriver(url, options.loops) : openQuiet(options.loops);
  const run = () =>
    Promise.all(
      Array.from({ length: options.loops }, () =>
        storeLoop(new LedgerStore(database, randomUUID()), options.batch),
      ),
    );
  await run();
  await clearTasks(sql);
  await addTasks(sql, options.jobs, dueJustNow);
  const stop = startMeter();
  await run();
  const used = stop();
  await checkOnce(sql, options.jobs);
  await database.close();
  await sql.end();
  reportRate(options.jobs, used);
};

void main();
