import { randomUUID } from 'node:crypto';
import { settings } from '../../../src-main/contract/settings';
import type { Database } from '../../../src-main/database/connection';
import { LedgerStore } from '../../../src-main/database/ledger/ledger-store';
import { systemClock } from '../../../src-main/executor/clock';
import type { Connector, Connectors, Ended, RunContext } from '../../../src-main/executor/connector';
import { Executor } from '../../../src-main/executor/executor';
import type { Log } from '../../../src-main/executor/log';
import { isAlive, processIdentity } from '../../../src-main/machine/process-identity';

const succeeded: Ended = { kind: 'ended', outcome: 'succeeded', reason: null, result: null, error: null };

/** Only what goes wrong is said, on stderr. */
const log: Log = {
  debug: () => undefined,
  info: () => undefined,
  error: (message, error) => console.error(message, error),
};

const identity = { ...processIdentity(), isAlive };

/** A connector in this process: each run does `work` and has succeeded. */
const connectorsOf = (work: (run: RunContext) => Promise<void> | void): Connectors => {
  const done = Promise.resolve(succeeded);
  const connector: Connector = {
    kind: 'bench',
    start: (run) => work(run)?.then(() => succeeded) ?? done,
  };
  return { get: () => connector, fallback: () => null };
};

/** The product's executor on its own ledger store; only the workflows it starts are ours. */
export const benchExecutor = (
  database: Database,
  slots: number,
  work: (run: RunContext) => Promise<void> | void,
  pollIntervalMs = 60_000,
): Executor => {
  const id = randomUUID();
  const chosen = { ...settings.parse({}).executor, slots, pollIntervalMs };
  return new Executor(new LedgerStore(database, id), connectorsOf(work), systemClock, log, {
    id,
    identity,
    version: 'bench',
    mode: 'bench',
    settings: () => chosen,
    machineTimeZone: 'America/New_York',
  });
};
