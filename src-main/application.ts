import { randomUUID } from 'node:crypto';
import { version } from '../package.json';
import type { Caller, ConnectionState, Handlers } from './contract/api';
import { Problem } from './contract/errors';
import type { Locale } from './contract/primitives';
import type { Settings } from './contract/settings';
import { attentionOf } from './operations/attention';
import { appHandlers } from './operations/app-handlers';
import { connectionHandlers } from './operations/connection-handlers';
import { operationHandlers } from './operations/operation-handlers';
import { OutsideTasks } from './operations/outside-tasks';
import { resumeElapsedPauses } from './operations/resume-elapsed-pauses';
import { settingsHandlers } from './operations/settings-handlers';
import { StatusBoard } from './operations/status-board';
import { systemClock } from './executor/clock';
import { Executor, type ExecutorSnapshot } from './executor/executor';
import { observedSnapshot } from './executor/observed-snapshot';
import type { OnceSummary } from './executor/tally';
import type { RunningConsole } from './ipc/console-server';
import { EventHub } from './ipc/event-hub';
import { rendererFolder } from './ipc/renderer-folder';
import { systemTimers } from './ipc/timers';
import { DataFolder } from './machine/data-folder';
import type { ProgramLog } from './machine/log';
import { watchClock } from './machine/clock-watch';
import { machineZone } from './machine/machine-zone';
import { isAlive, processIdentity } from './machine/process-identity';
import { databaseSecretName, type Secrets } from './machine/secrets';
import { SecretsFile } from './machine/secrets-file';
import { SettingsFile } from './machine/settings-file';
import { DatabaseAdministration } from './database/database-administration';
import { DatabaseHost } from './database/database-host';
import { databaseChecks } from './database/checks/database-checks';
import { testConnection } from './database/checks/connection-steps';
import { LedgerStore } from './database/ledger/ledger-store';
import { writeSampleTask } from './database/sample-task';
import { operationStores } from './database/stores/operation-stores';
import { PlaceStore } from './database/stores/place-store';
import { checkTarget } from './workflows/check-target';
import { createConnectors } from './workflows/connectors';
import { connectionProblem } from './workflows/nexusai/connection-problem';
import { NexusImport } from './workflows/nexusai/import/nexus-import';
import { parseExport } from './workflows/nexusai/import/parse-export';
import { Redactor } from './workflows/redactor';
import { connectionSecretName } from './workflows/secrets';

/** How the program was asked to run. `command` brings up no executor. */
export type ApplicationMode = 'once' | 'daemon' | 'command' | 'console' | 'desktop';

export interface ApplicationRequest {
  readonly mode: ApplicationMode;
  /** Null = the system's own place. */
  readonly dataDir: string | null;
  /** Null or absent = what the settings say, else the embedded database. */
  readonly databaseUrl?: string | null;
  /** Given on the command line; wins over the settings. */
  readonly overrides?: { readonly pollIntervalMs?: number };
  /** The system's keychain where there is one; a file with 0600 otherwise. */
  readonly secrets?: Secrets;
  readonly log: ProgramLog;
}

export interface ConsoleRequest {
  readonly host?: string;
  readonly port?: number;
  readonly publicOrigin?: string;
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** The program without its face: handlers, events, the executor. */
export interface Application {
  readonly handlers: Handlers;
  readonly events: EventHub;
  readonly database: DatabaseAdministration;
  /** Null in mode `command`. */
  readonly executor: {
    runOnce(): Promise<OnceSummary>;
    start(): Promise<void>;
    stop(): Promise<void>;
  } | null;
  /** Begins to poll; keeps trying while the database is away. */
  start(): Promise<void>;
  /** Stops everything in order; `wait` lets running runs end first. Safe to call twice. */
  stop(mode?: 'wait' | 'stop'): Promise<void>;
  /** The machine is about to sleep: nothing new is started. */
  suspend(): void;
  /** The machine is awake, or its clock was set: looks at everything at once. */
  resume(): void;
  /** Serves the window to a browser. */
  openConsole(request: ConsoleRequest): Promise<RunningConsole>;
}

/** Runs are pruned at most so often. */
const pruneEveryMs = 3_600_000;
/** As many as the settings allow to run at once. */
const mostSlots = 512;
const pruneBatch = 1_000;
/** Longer than any run may take; "wait for the runs" then means it. */
const noHurryMs = 2_147_000_000;

/**
 * The composition root: the only place that builds services and ties them together.
 * @throws Problem when the data folder is not ours to use, or (except where an executor keeps trying) the database cannot be had
 */
export async function createApplication(request: ApplicationRequest): Promise<Application> {
  const { mode, log } = request;
  const folder = DataFolder.open({ asked: request.dataDir });
  const secrets = request.secrets ?? new SecretsFile(folder.secretsFile);
  const settings = SettingsFile.open(folder.settingsFile, log, () => new Date(), secrets);
  await settings.keepPasswords();
  const zone = machineZone((text) => log.warn(text));
  const timeZone = (): string => settings.current.executor.timeZone ?? zone;
  const identity = processIdentity();
  const executorId = randomUUID();
  const says = log.child({ scope: 'database' });

  const { kind, url: settingsUrl } = settings.current.database;
  const url = request.databaseUrl ?? (kind === 'external' ? settingsUrl : null);
  const host: DatabaseHost = new DatabaseHost({
    dataDir: folder.path,
    url,
    password: url === null ? null : await secrets.get(databaseSecretName),
    programVersion: version,
    say: (text) => says.info(text),
    onCreated: () => writeSampleTask(host.ordinary, timeZone(), new Date()),
  });

  const events = new EventHub({
    timers: systemTimers,
    failed: (name, error) => log.error(`A listener of ${name} failed`, error),
  });
  const redactor = new Redactor();
  log.setRedactor((text) => redactor.text(text));
  const connectors = createConnectors({
    redactor,
    settings: () => settings.current,
    secrets,
    log: log.child({ scope: 'workflows' }),
    host: identity.host,
    bootId: identity.bootId,
    onConnectionChange: () => tellStatus(),
  });
  const stores = operationStores(host.ordinary);
  const defaults = { timeZone, executor: () => settings.current.executor };
  const executorSettings = (): Settings['executor'] => ({
    ...settings.current.executor,
    ...(request.overrides?.pollIntervalMs === undefined
      ? {}
      : { pollIntervalMs: request.overrides.pollIntervalMs }),
  });

  let prunedAt = 0;
  const ledger = new LedgerStore(host.quiet, executorId);
  const executor = new Executor(ledger, connectors, systemClock, log.child({ scope: 'executor' }), {
    id: executorId,
    identity: { ...identity, isAlive },
    version,
    mode,
    settings: executorSettings,
    machineTimeZone: zone,
    prepare: () => host.prepare(),
    onHeartbeat: async (now) => {
      if ((await resumeElapsedPauses(stores.tasks, defaults)) > 0) executor.pollNow();
      if (now.getTime() - prunedAt < pruneEveryMs) return;
      prunedAt = now.getTime();
      const removed = await stores.runs.prune(settings.current.executor.retentionDays, pruneBatch);
      if (removed > 0) log.info('old runs were removed', { removed });
    },
  });
  const board = new StatusBoard({
    executorId,
    databaseKind: host.kind,
    facts: (): ExecutorSnapshot => observed ?? executor.snapshot(),
    settings: executorSettings,
    attention: () => attentionOf(stores.runs),
  });
  let lastWake: Date | null = null;
  /** In mode `command`: what other processes' executors are doing. */
  let observed: ExecutorSnapshot | null = null;

  const tellStatus = (): void => events.emit('status.changed', board.status());
  const tellAttention = async (): Promise<void> => {
    await board.refresh();
    tellStatus();
  };

  const operations = operationHandlers({
    ...stores,
    defaults,
    now: () => new Date(),
    lastWake: () => lastWake,
    checkTarget,
    confirmer: connectors.confirmations,
    status: {
      status: async () => {
        if (mode === 'command') {
          const [seen, running] = await Promise.all([
            observedSnapshot(ledger, { ...identity, isAlive }),
            stores.overview.running(mostSlots),
          ]);
          observed = {
            ...seen,
            running: running.map(({ id: runId, taskId, taskName, startedAt, createdAt, state }) => ({
              runId,
              taskId,
              taskName,
              startedAt: new Date(startedAt ?? createdAt),
              waiting: state === 'waiting',
            })),
          };
        }
        await board.refresh();
        return board.status();
      },
      pollNow: async () => executor.pollNow(),
      retryDatabase: async () => executor.pollNow(),
    },
    targets: {
      describe: async (_workflowId, locale) => ({
        fallback: connectors.fallback()?.connector ?? null,
        connectionProblem: problemOf(await connectors.connections.states(), locale),
      }),
    },
  });
  const places = new PlaceStore(host.ordinary);
  const outside = new OutsideTasks(stores.tasks, timeZone, { actor: 'import', origin: 'import' });
  const importer = new NexusImport(connectors.connections, {
    bySource: (kind) => outside.bySource(kind),
    place: (wanted, dryRun) => places.place(wanted, dryRun),
    create: (tasks) => outside.create(tasks),
    update: (taskId, task) => outside.update(taskId, task),
  });
  const handlers: Handlers = {
    ...operations,
    tasks: {
      ...operations.tasks,
      import: async ({ text, ...wish }, caller) =>
        operations.tasks.import({ ...wish, text: asRows(text) }, caller),
    },
    settings: settingsHandlers({ settings, secrets, databaseSecret: databaseSecretName, testConnection }),
    connections: connectionHandlers({
      settings,
      secrets,
      secretName: connectionSecretName,
      connections: connectors.connections,
      importTasks: (wish) => importer.import({ ...wish, timeZone: timeZone() }),
      drift: (wish) => importer.drift({ ...wish, timeZone: timeZone() }),
    }),
    app: appHandlers({
      version,
      locale: () => (settings.current.general.language === 'zh-CN' ? 'zh-CN' : 'en'),
      dataDir: folder.path,
      versions: async () => ({ node: process.versions.node, postgresql: await serverVersion(host) }),
      secrets: (locale) => secrets.describe(locale),
      checks: async (locale) =>
        databaseChecks({ url: host.url, password: null, dataDir: url === null ? folder.path : null, locale }),
    }),
  };

  let sleptSince: Date | null = null;
  /** After a sleep the first poll decides what becomes of the missed occurrences; then there is something to show. */
  const tellWaking = async (): Promise<void> => {
    const since = sleptSince;
    const polledAt = executor.snapshot().lastPoll?.at;
    if (since === null || polledAt === undefined || polledAt < since) return;
    sleptSince = null;
    const { items } = await handlers.runs.wakeSheet({ since: since.toISOString(), locale: 'en' }, system);
    events.emit('woke.up', { since: since.toISOString(), items: items.length });
  };

  executor.onEvent((event) => {
    switch (event.kind) {
      case 'status':
        tellStatus();
        void tellWaking().catch((error: unknown) => log.error('the wake sheet could not be read', error));
        break;
      case 'log':
        events.emit('log.appended', { runId: event.runId, total: event.total });
        break;
      case 'held':
        log.info(`task on hold: ${event.problem}`, { task: event.taskId });
        events.emit('tasks.changed', { ids: [event.taskId] });
        break;
      case 'blocked':
        events.emit('tasks.changed', { ids: [event.taskId] });
        break;
      case 'ended': {
        const { runId, taskId, taskName, outcome, message, final } = event;
        log.info(`run ${outcome}${message === '' ? '' : `: ${message}`}`, { run: runId, task: taskId });
        const failures =
          final && needsAttention.has(outcome) ? [{ runId, taskId, taskName, status: outcome }] : [];
        events.emit('runs.changed', { ids: [runId], failures });
        events.emit('tasks.changed', { ids: [taskId] });
        if (failures.length > 0) void tellAttention();
        break;
      }
      default:
        log.info(`run ${event.kind}`, { run: event.runId, task: event.taskId });
        events.emit('runs.changed', { ids: [event.runId], failures: [] });
        events.emit('tasks.changed', { ids: [event.taskId] });
    }
  });
  settings.onChange((changed) => {
    executor.settingsChanged();
    events.emit('settings.changed', changed);
  });

  const resume = (): void => {
    lastWake = new Date();
    sleptSince = lastWake;
    executor.resume();
  };
  let unwatch = (): void => undefined;
  const listen = (): void => {
    settings.watch();
    unwatch = watchClock(({ jumpMs, sleptMs }) => {
      log.info('the clock jumped or the machine slept', {
        jumpMs: Math.round(jumpMs),
        sleptMs: Math.round(sleptMs),
      });
      resume();
    });
    host.onNotice((notice) => {
      executor.notice(notice);
      if (notice !== 'runs' && notice !== 'state') events.emit('tasks.changed', { ids: null });
      if (notice !== 'tasks' && notice !== 'state') {
        events.emit('runs.changed', { ids: null, failures: [] });
        void tellAttention();
      }
    });
  };

  const start = async (): Promise<void> => {
    listen();
    await executor.start();
    await tellAttention();
  };

  if (mode === 'command' || mode === 'once') await host.prepare();

  let stopping: Promise<void> | null = null;
  const stop = async (how: 'wait' | 'stop'): Promise<void> => {
    if (how === 'stop') await executor.stop();
    else await executor.stop(noHurryMs);
    unwatch();
    settings.close();
    await host.close();
  };
  return {
    handlers,
    events,
    database: new DatabaseAdministration(host, version),
    executor:
      mode === 'command'
        ? null
        : {
            runOnce: () => executor.runOnce(),
            start,
            stop: () => executor.stop(),
          },
    start,
    stop: (how = 'stop') => {
      stopping ??= stop(how);
      // Somebody who waited for the runs has changed their mind.
      if (how === 'stop') executor.hurry();
      return stopping;
    },
    suspend: () => executor.suspend(),
    resume,
    openConsole: async (wish) => {
      const { startConsole } = await import('./ipc/console-server');
      return startConsole({
        handlers,
        events,
        rendererDir: rendererFolder(),
        log,
        actor: () => settings.current.general.operator || `console@${identity.host}`,
        ...wish,
      });
    },
  };
}

/** Who asks when nobody does. */
const system: Caller = { actor: 'executor', origin: 'executor' };
const needsAttention: ReadonlySet<string> = new Set(['failed', 'timed_out', 'missed', 'abandoned']);

/** What is wrong with the connection that workflows without a target of their own go through. */
const problemOf = (states: readonly ConnectionState[], locale: Locale): string | null => {
  const used = states.find((state) => state.isDefault) ?? states[0];
  return used === undefined ? null : connectionProblem(used.name, used, locale);
};

/** NexusAI's own dumps are SQL; what is read from there on is rows. */
const asRows = (text: string): string =>
  /^\s*[[{]/.test(text.replace(/^\uFEFF/, '')) ? text : JSON.stringify(parseExport(text));

const serverVersion = async (host: DatabaseHost): Promise<string> => {
  try {
    return await host.ordinary.withClient(async (client) => {
      const answer = await client.query<{ server_version: string }>('SHOW server_version');
      return answer.rows[0]?.server_version ?? '';
    });
  } catch (error) {
    if (error instanceof Problem) return '';
    throw error;
  }
};
