import { api } from '../../src-main/contract/api';
import type { Answer, Caller, Client, Handlers } from '../../src-main/contract/api';
import { createClient } from '../../src-main/contract/client';
import { contractTexts } from '../../src-main/contract/contract-texts';
import { inputProblem, Problem } from '../../src-main/contract/errors';
import { settings } from '../../src-main/contract/settings';
import type { Settings } from '../../src-main/contract/settings';
import type { ExecutorStatus } from '../../src-main/contract/status';
import type { Database } from '../../src-main/database/connection';
import { operationStores } from '../../src-main/database/stores/operation-stores';
import type { Confirmer } from '../../src-main/operations/confirm-run';
import { operationHandlers } from '../../src-main/operations/operation-handlers';
import type { OperationHandlers } from '../../src-main/operations/operation-handlers';
import type { TestDatabase } from './test-database';

export interface OperationsClient {
  /** Parses arguments and answers by the contract, as every transport does. */
  readonly client: Pick<Client, keyof OperationHandlers>;
  readonly stores: ReturnType<typeof operationStores>;
  readonly defaults: { readonly timeZone: () => string; readonly executor: () => Settings['executor'] };
}

/** The product's operations over a test database, asked as `caller`, with an executor that stands still. */
export function operationsClient(
  database: Database,
  options: {
    readonly caller?: Caller;
    readonly status?: Partial<ExecutorStatus>;
    readonly timeZone?: string;
    readonly confirmer?: Confirmer;
  } = {},
): OperationsClient {
  const { caller = { actor: 'mei', origin: 'window' }, timeZone = 'Asia/Shanghai' } = options;
  const stores = operationStores(database);
  const executor = settings.parse({}).executor;
  const defaults = { timeZone: () => timeZone, executor: () => executor };
  const handlers = operationHandlers({
    ...stores,
    defaults,
    status: {
      status: () => Promise.resolve({ ...standingStill(), ...options.status }),
      pollNow: () => Promise.resolve(),
      retryDatabase: () => Promise.resolve(),
    },
    targets: { describe: () => Promise.resolve({ fallback: null, connectionProblem: null }) },
    now: () => new Date(),
    lastWake: () => null,
    checkTarget: () => undefined,
    confirmer: options.confirmer ?? nobody,
  });
  return {
    client: createClient((group, name, input) => send(handlers, group, name, input, caller)),
    stores,
    defaults,
  };
}

/** No NexusAI to ask. */
const nobody: Confirmer = {
  look: () => Promise.reject(new Error('nobody is asked')),
  send: () => Promise.reject(new Error('nobody is asked')),
};

async function send(
  handlers: Partial<Handlers>,
  group: string,
  name: string,
  input: unknown,
  caller: Caller,
): Promise<Answer> {
  const definition: unknown = Reflect.get(Reflect.get(api, group), name);
  const run: unknown = Reflect.get(Object(Reflect.get(handlers, group)), name);
  if (!isDefinition(definition) || typeof run !== 'function')
    throw new TypeError(`No handler for ${group}.${name}`);
  try {
    const args = definition.input.safeParse(input);
    if (!args.success) throw inputProblem(args.error, contractTexts.sent, definition.input);
    return { ok: true, value: await run(args.data, caller) };
  } catch (error) {
    if (error instanceof Problem && error.code !== 'internal')
      return { ok: false, error: error.infoIn(caller.locale) };
    throw error;
  }
}

type Definition = (typeof api)['tasks']['list'];
const isDefinition = (value: unknown): value is Definition =>
  typeof value === 'object' && value !== null && 'input' in value;

/** The status of an executor that runs and has nothing to do. */
export function standingStill(): ExecutorStatus {
  const since = '2026-01-01T00:00:00.000Z';
  return {
    phase: 'running',
    executorId: '00000000-0000-4000-8000-000000000000',
    startedAt: since,
    pollIntervalMs: 60_000,
    lastPoll: null,
    nextPollAt: null,
    slots: 5,
    running: [],
    queued: 0,
    nextDue: null,
    blocked: [],
    paused: null,
    attention: [],
    attentionCount: 0,
    database: {
      state: 'connected',
      kind: 'embedded',
      since,
      latencyMs: 1,
      skewMs: 0,
      nextTryAt: null,
      error: null,
    },
  };
}

/** A user, an app and a workflow with a target, all numbered 1. */
export async function seedWorkflow(db: TestDatabase): Promise<void> {
  await db.sql(`INSERT INTO users (id, nickname) VALUES (1, 'Mei')`);
  await db.sql(`INSERT INTO apps (id, name) VALUES (1, 'Reports')`);
  await db.sql(`INSERT INTO workflows (id, app_id, name) VALUES (1, 1, 'Nightly report')`);
  await db.sql(`INSERT INTO workflow_targets (workflow_id, connector) VALUES (1, 'http')`);
}
