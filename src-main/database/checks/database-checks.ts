import { statfs } from 'node:fs/promises';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import type { Locale } from '../../contract/primitives';
import { checkIn, type SpokenCheck } from '../../contract/spoken-check';
import type { Check } from '../../contract/status';
import type { Text } from '../../contract/text';
import { readDatabaseClock } from '../database-clock';
import { databaseProblem } from '../database-problem';
import { checkTexts } from './check-texts';
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
  /** The reader's language; English by default. */
  readonly locale?: Locale;
}

/** Everything `doctor` and Diagnostics ask of the database; the steps of a connection first. Never throws. */
export async function databaseChecks(options: DatabaseChecksOptions): Promise<Check[]> {
  const { checks, client, target } = await connectionSteps(
    options.url,
    options.password,
    'nexus-scheduler doctor',
  );
  const all: SpokenCheck[] = [...checks];
  if (client !== null) {
    try {
      all.push(
        ...(await clockChecks(client, options.localNow ?? Date.now)),
        await transactionCheck(client, options.longTransactionMs ?? longTransactionMs),
      );
    } catch (error) {
      const { text, remedy } = databaseProblem(error, target?.label ?? '');
      all.push({ name: checkTexts.questions, result: 'fail', text, remedy });
    }
    await client.end().catch(() => undefined);
  }
  if (options.dataDir !== null) all.push(await diskCheck(options.dataDir));
  return all.map((check) => checkIn(check, options.locale ?? 'en'));
}

async function clockChecks(client: ClientBase, localNow: () => number): Promise<readonly SpokenCheck[]> {
  const { skewMs, latencyMs } = await readDatabaseClock(client, localNow);
  const skewed = Math.abs(skewMs) > skewWarnMs;
  const slow = latencyMs > latencyWarnMs;
  const skew = spanText(Math.abs(skewMs));
  const agreeMs = Math.max(1, Math.round(Math.abs(skewMs) + latencyMs / 2));
  return [
    {
      name: checkTexts.clock,
      result: skewed ? 'warn' : 'pass',
      text: !skewed
        ? checkTexts.clocksAgree(agreeMs)
        : skewMs > 0
          ? checkTexts.clockAhead(skew)
          : checkTexts.clockBehind(skew),
      remedy: skewed ? checkTexts.setClock : null,
    },
    {
      name: checkTexts.latency,
      result: slow ? 'warn' : 'pass',
      text: checkTexts.answersIn(latencyMs.toFixed(1)),
      remedy: slow ? checkTexts.runNearer : null,
    },
  ];
}

async function transactionCheck(client: ClientBase, longMs: number): Promise<SpokenCheck> {
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
      name: checkTexts.transactions,
      result: 'pass',
      text: checkTexts.noLongTransaction,
      remedy: null,
    };
  }
  return {
    name: checkTexts.transactions,
    result: 'warn',
    text: checkTexts.longTransaction(spanText(row.age * 1000), row.pid, row.user, row.program),
    remedy: checkTexts.endTransaction(row.pid),
  };
}

async function diskCheck(folder: string): Promise<SpokenCheck> {
  // Node 18.15 brought `statfs`; older runtimes cannot say.
  const free =
    typeof statfs === 'function'
      ? await statfs(folder).then(
          (at) => at.bavail * at.bsize,
          () => null,
        )
      : null;
  if (free === null) {
    return {
      name: checkTexts.disk,
      result: 'warn',
      text: checkTexts.diskUnknown(folder),
      remedy: null,
    };
  }
  const result = free < diskFailBytes ? 'fail' : free < diskWarnBytes ? 'warn' : 'pass';
  return {
    name: checkTexts.disk,
    result,
    text: checkTexts.diskFree((free / 1e9).toFixed(1), folder),
    remedy: result === 'pass' ? null : checkTexts.makeSpace,
  };
}

function spanText(ms: number): Text {
  return ms < 120_000
    ? checkTexts.seconds(Math.round(ms / 1000))
    : checkTexts.minutes(Math.round(ms / 60_000));
}
