import { statfs } from 'node:fs/promises';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import type { Check } from '../../contract/status';
import { readDatabaseClock } from '../database-clock';
import { databaseProblem } from '../database-problem';
import { connectionSteps } from './connection-steps';

/** From here on a held transaction harms: dead rows gather where each claim starts (1000-fold at 200,000 moves). */
const longTransactionMs = 60_000;
const skewWarnMs = 2_000;
const latencyWarnMs = 250;
const diskWarnBytes = 1_000_000_000;
const diskFailBytes = 200_000_000;

export interface DatabaseChecksOptions {
  readonly url: string;
  readonly password: string | null;
  /** The folder whose disk the embedded database fills; null for an external one. */
  readonly dataDir: string | null;
  /** This machine's clock in epoch milliseconds. */
  readonly localNow?: () => number;
  /** Transactions open for longer are told of, in milliseconds. */
  readonly longTransactionMs?: number;
}

/** Everything `doctor` and Diagnostics ask of the database; the steps of a connection first. Never throws. */
export async function databaseChecks(options: DatabaseChecksOptions): Promise<Check[]> {
  const { checks, client, target } = await connectionSteps(
    options.url,
    options.password,
    'nexus-scheduler doctor',
  );
  const all = [...checks];
  if (client !== null) {
    try {
      all.push(
        ...(await clockChecks(client, options.localNow ?? Date.now)),
        await transactionCheck(client, options.longTransactionMs ?? longTransactionMs),
      );
    } catch (error) {
      const problem = databaseProblem(error, target?.label ?? 'the database');
      all.push({ name: 'Questions', result: 'fail', text: problem.message, remedy: problem.info.remedy });
    }
    await client.end().catch(() => undefined);
  }
  if (options.dataDir !== null) all.push(await diskCheck(options.dataDir));
  return all;
}

async function clockChecks(client: ClientBase, localNow: () => number): Promise<readonly Check[]> {
  const { skewMs, latencyMs } = await readDatabaseClock(client, localNow);
  const skewed = Math.abs(skewMs) > skewWarnMs;
  const slow = latencyMs > latencyWarnMs;
  const way = skewMs > 0 ? 'ahead of' : 'behind';
  return [
    {
      name: 'Clock',
      result: skewed ? 'warn' : 'pass',
      text: skewed
        ? `This machine's clock is ${seconds(Math.abs(skewMs))} ${way} the database's. Tasks run by the database's.`
        : `This machine's and the database's clock agree to ${Math.max(1, Math.round(Math.abs(skewMs) + latencyMs / 2))} ms.`,
      remedy: skewed
        ? 'Set this machine’s clock by a time server (NTP), and check the database server’s.'
        : null,
    },
    {
      name: 'Latency',
      result: slow ? 'warn' : 'pass',
      text: `The database answers in ${latencyMs.toFixed(1)} ms.`,
      remedy: slow ? 'Starts are late by about that much; run the executor nearer to the database.' : null,
    },
  ];
}

async function transactionCheck(client: ClientBase, longMs: number): Promise<Check> {
  const answer = await client.query(
    `SELECT pid, coalesce(usename, '') AS "user", coalesce(application_name, '') AS program,
            extract(epoch FROM now() - xact_start)::float8 AS age
     FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
       AND xact_start < now() - make_interval(secs => $1)
     ORDER BY xact_start LIMIT 1`,
    [longMs / 1000],
  );
  const row = z
    .array(z.object({ pid: z.number(), user: z.string(), program: z.string(), age: z.number() }))
    .parse(answer.rows)[0];
  if (row === undefined) {
    return {
      name: 'Transactions',
      result: 'pass',
      text: 'No transaction is held open for long.',
      remedy: null,
    };
  }
  return {
    name: 'Transactions',
    result: 'warn',
    text: `A transaction has been open for ${seconds(row.age * 1000)} (process ${row.pid}, user ${row.user}, program "${row.program}"). It keeps the database from cleaning up, and finding due tasks gets slower and slower.`,
    remedy: `Let that program finish, or end it: SELECT pg_terminate_backend(${row.pid});`,
  };
}

async function diskCheck(folder: string): Promise<Check> {
  // Node 18.15 brought `statfs`; older runtimes cannot say.
  const free =
    typeof statfs === 'function'
      ? await statfs(folder).then(
          (at) => at.bavail * at.bsize,
          () => null,
        )
      : null;
  if (free === null) {
    return { name: 'Disk', result: 'warn', text: `The free space of ${folder} is not known.`, remedy: null };
  }
  const result = free < diskFailBytes ? 'fail' : free < diskWarnBytes ? 'warn' : 'pass';
  return {
    name: 'Disk',
    result,
    text: `${(free / 1e9).toFixed(1)} GB free for ${folder}.`,
    remedy: result === 'pass' ? null : 'Make space: a full disk stops the embedded database.',
  };
}

function seconds(ms: number): string {
  return ms < 120_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} minutes`;
}
