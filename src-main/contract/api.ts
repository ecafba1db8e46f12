import { z } from 'zod';
import { confirmation, confirmResult } from './confirmation';
import { errorInfo } from './errors';
import { id, instant, json, jsonObject, locale, type Locale } from './primitives';
import { occurrence } from './rule';
import { logLine, outcome, run, runDetail, runStatus, trigger } from './run';
import { settings, settingsChange, connectionDefinition } from './settings';
import { check, clockChange, executorStatus, wakeItem, whyAnswer } from './status';
import { auditEntry, task, taskChanges, taskDraft, taskRow } from './task';

/** A question with its answer, both parsed at each end. */
const call = <I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
): { readonly input: I; readonly output: O } => ({
  input,
  output,
});
const nothing = z.object({});

export const taskChip = z.enum(['all', 'attention', 'running', 'enabled', 'paused', 'ended']);
export type TaskChip = z.infer<typeof taskChip>;

export const taskSort = z.enum([
  'attention',
  'name',
  'state',
  'workflow',
  'next_run',
  'last_run',
  'runs',
  'created',
  'updated',
  'id',
]);
export type TaskSort = z.infer<typeof taskSort>;

export const taskFilter = z.object({
  search: z.string().max(200).default(''),
  chip: taskChip.default('all'),
  workflowId: id.nullable().default(null),
  repeatType: z.string().nullable().default(null),
  nextWithinMs: z.number().int().positive().nullable().default(null),
  tag: z.string().max(64).nullable().default(null),
  /** Only pinned tasks. */
  pinned: z.boolean().default(false),
});
export type TaskFilter = z.infer<typeof taskFilter>;

export const taskQuery = taskFilter.extend({
  /** `attention` = needs attention first, then next run, then name. */
  sort: taskSort.default('attention'),
  descending: z.boolean().default(false),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(1000).default(100),
});
export type TaskQuery = z.infer<typeof taskQuery>;

export const taskPage = z.object({
  rows: z.array(taskRow),
  total: z.number().int(),
  counts: z.record(taskChip, z.number().int()),
  asOf: instant,
});
export type TaskPage = z.infer<typeof taskPage>;

export const runFilter = z.object({
  taskId: id.nullable().default(null),
  statuses: z.array(runStatus).default([]),
  triggers: z.array(trigger).default([]),
  from: instant.nullable().default(null),
  to: instant.nullable().default(null),
  search: z.string().max(200).default(''),
  unseen: z.boolean().default(false),
});
export type RunFilter = z.infer<typeof runFilter>;

export const runQuery = runFilter.extend({
  /** Opaque; from the page before. Rows come newest first. */
  cursor: z.string().max(200).nullable().default(null),
  limit: z.number().int().min(1).max(500).default(100),
});
export type RunQuery = z.infer<typeof runQuery>;

export const runPage = z.object({ rows: z.array(run), nextCursor: z.string().nullable(), asOf: instant });
export type RunPage = z.infer<typeof runPage>;

/** Runs are counted up to here, newest first; a `total` of as many means "at least". */
export const runCountCap = 100_000;

/** Counts are exact below `runCountCap` and then say "at least". */
export const runCounts = z.object({
  counts: z.partialRecord(runStatus, z.number().int()),
  total: z.number().int(),
});
export type RunCounts = z.infer<typeof runCounts>;

export const preview = z.object({
  occurrences: z.array(occurrence),
  ended: z.boolean(),
  /** Total number of occurrences before the end; null = no end. */
  total: z.number().int().nullable(),
  words: z.string(),
  problems: z.array(z.string()),
  warnings: z.array(
    z.object({
      kind: z.enum([
        'clock_change',
        'month_end',
        'too_often',
        'poll_interval',
        'none_left',
        'collision',
        'start_not_matching',
      ]),
      text: z.string(),
    }),
  ),
});
export type Preview = z.infer<typeof preview>;

export const bulkAnswer = z.object({
  /** How many are now as asked, those that were so already included. */
  done: z.number().int(),
  /** Those that this call changed: what an undo may touch. */
  changed: z.array(id),
  failed: z.array(z.object({ id, name: z.string(), error: errorInfo })),
});
export type BulkAnswer = z.infer<typeof bulkAnswer>;

/** A day, hour or lane of the overview's plots. */
export const plotRun = z.object({
  taskId: id,
  taskName: z.string(),
  runId: id.nullable(),
  status: z.union([runStatus, z.literal('planned')]),
  from: instant,
  to: instant.nullable(),
});
export type PlotRun = z.infer<typeof plotRun>;

export const dayCount = z.object({
  day: z.string(),
  succeeded: z.number().int(),
  failed: z.number().int(),
  missed: z.number().int(),
  other: z.number().int(),
});
export type DayCount = z.infer<typeof dayCount>;

export const overview = z.object({
  attention: z.array(run),
  attentionCount: z.number().int(),
  /** Nothing has needed attention since then. */
  calmSince: instant.nullable(),
  /**
   * Enabled tasks that cannot run: those that are due and that somebody's transaction holds (`blocked`), then those that
   * cannot run as they stand, the first ones by name.
   */
  invalid: z.array(
    z.object({
      taskId: id,
      taskName: z.string(),
      state: z.enum(['invalid', 'blocked']),
      problem: z.string(),
      /** On hold or due since then; null where somebody or something it names is gone or disabled. */
      since: instant.nullable(),
    }),
  ),
  invalidCount: z.number().int(),
  running: z.array(run.extend({ medianMs: z.number().nullable() })),
  next: z.array(
    z.object({ taskId: id, taskName: z.string(), at: instant, words: z.string(), timeZone: z.string() }),
  ),
  /** Tasks whose next run is within a day; `next` has the first of them. */
  nextCount: z.number().int(),
  today: z.object({
    succeeded: z.number().int(),
    failed: z.number().int(),
    missed: z.number().int(),
    successRate30: z.number().nullable(),
    medianMs: z.number().nullable(),
  }),
  taskCount: z.number().int(),
  asOf: instant,
});
export type Overview = z.infer<typeof overview>;

export const workflowTarget = z.object({
  workflowId: id,
  workflowName: z.string(),
  /** `0` for a workflow outside any app, as others may write them. */
  appId: z.string(),
  appName: z.string(),
  status: z.number().int(),
  connector: z.string().nullable(),
  config: json,
  inputDefinition: json.nullable(),
  taskCount: z.number().int(),
});
export type WorkflowTarget = z.infer<typeof workflowTarget>;

export const workflowDraft = z.object({
  name: z.string().trim().min(1).max(255),
  appName: z.string().trim().max(255).nullable().default(null),
  connector: z.string().regex(/^[a-z][a-z0-9_]*$/),
  config: z.record(z.string(), json).default({}),
  inputDefinition: json.nullable().default(null),
});
export type WorkflowDraft = z.infer<typeof workflowDraft>;

/** Only the given fields; without the draft's defaults, which `partial` alone would fill in. */
export const workflowChanges = z
  .object({
    name: workflowDraft.shape.name,
    appName: workflowDraft.shape.appName.unwrap(),
    connector: workflowDraft.shape.connector,
    config: workflowDraft.shape.config.unwrap(),
    inputDefinition: workflowDraft.shape.inputDefinition.unwrap(),
  } satisfies Record<keyof WorkflowDraft, z.ZodType>)
  .partial();

export const importRow = z.object({
  sourceId: z.string(),
  name: z.string(),
  verdict: z.enum(['new', 'changed', 'same', 'cannot_map', 'gone']),
  text: z.string(),
  taskId: id.nullable(),
});
export const importAnswer = z.object({ dryRun: z.boolean(), rows: z.array(importRow), note: z.string() });
export type ImportAnswer = z.infer<typeof importAnswer>;

export const connectionState = connectionDefinition.extend({
  state: z.enum(['unknown', 'signed_in', 'wrong_password', 'unreachable', 'not_nexusai']),
  since: instant.nullable(),
  text: z.string(),
  hasSecret: z.boolean(),
});
export type ConnectionState = z.infer<typeof connectionState>;

const taskIds = z.object({ ids: z.array(id).min(1).max(10_000) });

/** How a set of tasks is named in a bulk action: by ids, or by the filter that shows them. */
export const taskSelection = z.union([taskIds, z.object({ filter: taskFilter })]);
export type TaskSelection = z.infer<typeof taskSelection>;

/**
 * The one contract between the window (or the console in a browser) and the application: names, both ends' types, the
 * preload bridge, the router and the tests' helpers are derived from this object.
 */
export const api = {
  tasks: {
    list: call(taskQuery, taskPage),
    get: call(z.object({ id }), taskRow),
    create: call(taskDraft, task),
    /** Refused as a conflict when `revision` is given and the stored one differs. */
    update: call(z.object({ id, changes: taskChanges, revision: z.string().nullable().default(null) }), task),
    pause: call(
      z.object({
        select: taskSelection,
        until: instant.nullable().default(null),
        reason: z.string().max(255).nullable().default(null),
      }),
      bulkAnswer,
    ),
    resume: call(z.object({ select: taskSelection }), bulkAnswer),
    /** Takes the caller's own last pause (or resume) of each task back, unless something has changed the task since. */
    undoPause: call(taskIds.extend({ of: z.enum(['pause', 'resume']) }), bulkAnswer),
    /** Twice within a second for one task is one run. `input` replaces the task's own for this run. */
    runNow: call(z.object({ id, input: json.optional() }), z.object({ runId: id, created: z.boolean() })),
    runNowMany: call(z.object({ select: taskSelection }), bulkAnswer),
    skipNext: call(z.object({ id }), z.object({ runId: id, skipped: instant, next: instant.nullable() })),
    /** Takes a skip back while its instant has not come. */
    undoSkip: call(z.object({ runId: id }), task),
    delete: call(z.object({ select: taskSelection }), bulkAnswer),
    restore: call(z.object({ select: taskSelection }), bulkAnswer),
    pin: call(z.object({ id, pinned: z.boolean() }), task),
    preview: call(
      z.object({
        /** Over the stored task when `taskId` is given, else over the defaults of a new one. */
        draft: taskChanges,
        after: instant.nullable().default(null),
        count: z.number().int().min(1).max(500).default(10),
        taskId: id.nullable().default(null),
        locale: locale.default('en'),
      }),
      preview,
    ),
    clockChanges: call(
      z.object({ timeZone: z.string(), from: instant, to: instant }),
      z.object({ changes: z.array(clockChange) }),
    ),
    why: call(z.object({ id, locale: locale.default('en') }), whyAnswer),
    audit: call(
      z.object({ id, limit: z.number().int().min(1).max(500).default(100) }),
      z.object({ entries: z.array(auditEntry) }),
    ),
    export: call(
      z.object({ select: taskSelection, format: z.enum(['json', 'csv']) }),
      z.object({ fileName: z.string(), text: z.string() }),
    ),
    import: call(z.object({ text: z.string().max(50_000_000), dryRun: z.boolean() }), importAnswer),
  },
  runs: {
    list: call(runQuery, runPage),
    counts: call(runFilter, runCounts),
    get: call(z.object({ id }), runDetail),
    /** Lines before `before` or after `after` (positions from 1); without either the tail. */
    log: call(
      z.object({
        id,
        attempt: z.number().int().nullable().default(null),
        after: z.number().int().nullable().default(null),
        before: z.number().int().nullable().default(null),
        limit: z.number().int().min(1).max(5000).default(500),
      }),
      z.object({
        lines: z.array(logLine),
        attempt: z.number().int(),
        total: z.number().int(),
        first: z.number().int(),
        last: z.number().int(),
      }),
    ),
    logText: call(
      z.object({ id, attempt: z.number().int().nullable().default(null) }),
      z.object({ fileName: z.string(), text: z.string() }),
    ),
    /** `force`: what does not stop is ended at once, or no longer waited for. */
    cancel: call(
      z.object({ ids: z.array(id).min(1).max(1000), force: z.boolean().default(false) }),
      bulkAnswer,
    ),
    /** What a waiting run waits for, and whether this machine's account may confirm it: asks NexusAI. */
    confirmation: call(z.object({ id }), confirmation),
    /** Confirms a step (the only one when left out) with its values as they stand, or with these. Twice is once. */
    confirm: call(
      z.object({
        id,
        step: z.string().max(20).nullable().default(null),
        values: jsonObject.nullable().default(null),
      }),
      confirmResult,
    ),
    /** `same` repeats the run's stored input, `current` takes the task's present one. */
    runAgain: call(
      z.object({ id, input: z.enum(['same', 'current', 'edited']), edited: json.optional() }),
      z.object({ runId: id }),
    ),
    markSeen: call(
      z.object({ ids: z.array(id).max(1000).nullable() }),
      z.object({ changed: z.number().int() }),
    ),
    delete: call(z.object({ ids: z.array(id).min(1).max(1000) }), bulkAnswer),
    export: call(
      runFilter.extend({ format: z.enum(['json', 'csv']) }),
      z.object({ fileName: z.string(), text: z.string() }),
    ),
    /** Missed occurrences since `since` (default: the last wake or start), with what the policy did. */
    wakeSheet: call(
      z.object({ since: instant.nullable().default(null), locale: locale.optional() }),
      z.object({ items: z.array(wakeItem), since: instant.nullable() }),
    ),
    /** Releases missed occurrences one after another, `spacingMs` apart. */
    runMissed: call(
      z.object({
        runIds: z.array(id).min(1).max(1000),
        mode: z.enum(['once', 'all']),
        spacingMs: z.number().int().min(0).max(3_600_000).default(5_000),
      }),
      z.object({ runIds: z.array(id) }),
    ),
  },
  overview: {
    /**
     * `locale`: the language of the schedules' words; English by default. `today`: when the reader's day began; by
     * default the day of the scheduler's zone.
     */
    get: call(z.object({ locale: locale.optional(), today: instant.optional() }), overview),
    timeline: call(
      z.object({ from: instant, to: instant, lanes: z.number().int().min(1).max(200).default(30) }),
      z.object({ items: z.array(plotRun), crowded: z.number().int() }),
    ),
    heatmap: call(
      z.object({
        taskId: id.nullable().default(null),
        weeks: z.number().int().min(1).max(53).default(8),
        timeZone: z.string(),
      }),
      z.object({ days: z.array(dayCount) }),
    ),
    durations: call(
      z.object({ taskId: id, limit: z.number().int().min(1).max(200).default(30) }),
      z.object({
        runs: z.array(z.object({ runId: id, at: instant, outcome, durationMs: z.number().nullable() })),
        medianMs: z.number().nullable(),
        p95Ms: z.number().nullable(),
      }),
    ),
  },
  workflows: {
    list: call(nothing, z.object({ workflows: z.array(workflowTarget) })),
    create: call(workflowDraft, workflowTarget),
    update: call(z.object({ workflowId: id, changes: workflowChanges }), workflowTarget),
    delete: call(z.object({ workflowId: id }), nothing),
    users: call(
      nothing,
      z.object({
        users: z.array(
          z.object({ id, nickname: z.string(), teamId: id.or(z.literal('0')), status: z.number().int() }),
        ),
      }),
    ),
    zones: call(
      nothing,
      z.object({
        zones: z.array(z.object({ name: z.string(), offsetMinutes: z.number().int() })),
        local: z.string(),
      }),
    ),
  },
  executor: {
    status: call(nothing, executorStatus),
    pollNow: call(nothing, nothing),
    pause: call(
      z.object({ until: instant.nullable(), reason: z.string().max(255).nullable().default(null) }),
      executorStatus,
    ),
    resume: call(nothing, executorStatus),
    retryDatabase: call(nothing, nothing),
  },
  settings: {
    get: call(nothing, settings),
    update: call(settingsChange, settings),
    reset: call(nothing, settings),
    export: call(nothing, z.object({ fileName: z.string(), text: z.string() })),
    import: call(z.object({ text: z.string().max(1_000_000) }), settings),
    testDatabase: call(
      z.object({ url: z.string().max(2048), password: z.string().max(1024).nullable() }),
      z.object({ steps: z.array(check) }),
    ),
    /** Stores the password and takes effect at the next start. */
    setDatabase: call(
      z.object({
        kind: z.enum(['embedded', 'external']),
        url: z.string().max(2048).nullable(),
        password: z.string().max(1024).nullable(),
      }),
      settings,
    ),
  },
  connections: {
    list: call(nothing, z.object({ connections: z.array(connectionState) })),
    save: call(
      z.object({ connection: connectionDefinition, secret: z.string().max(4096).nullable() }),
      connectionState,
    ),
    test: call(z.object({ name: z.string() }), connectionState),
    remove: call(z.object({ name: z.string() }), nothing),
    /** From the server, or from an SQL or JSON export of its `scheduled_tasks` given as `text`. */
    importTasks: call(
      z.object({
        name: z.string().nullable(),
        dryRun: z.boolean(),
        text: z.string().max(50_000_000).nullable().default(null),
      }),
      importAnswer,
    ),
    /** What was changed in NexusAI since the last import; writes nothing. */
    drift: call(z.object({ name: z.string().nullable() }), importAnswer),
  },
  app: {
    info: call(
      nothing,
      z.object({
        version: z.string(),
        shell: z.enum(['desktop', 'console']),
        locale,
        versions: z.record(z.string(), z.string()),
        dataDir: z.string(),
        trayHost: z.boolean().nullable(),
        loginItem: z.string().nullable(),
        secrets: z.string(),
      }),
    ),
    checks: call(nothing, z.object({ checks: z.array(check) })),
    /** What the window shows; the desktop shell decides what to tell the operator by the system. */
    windowState: call(z.object({ visible: z.boolean(), route: z.string().max(500) }), nothing),
    notifyWhenEnds: call(z.object({ runId: id, on: z.boolean() }), nothing),
    sendTestNotification: call(nothing, z.object({ shown: z.boolean(), text: z.string() })),
    openPath: call(z.object({ what: z.enum(['logs', 'data', 'settings_file']) }), nothing),
    quit: call(z.object({ mode: z.enum(['wait', 'stop', 'ask']) }), nothing),
    answerClose: call(z.object({ choice: z.enum(['keep_running', 'quit']), remember: z.boolean() }), nothing),
  },
} as const;

/** What the application tells its windows, in the past tense; coalesced by the event hub. */
export const events = {
  'status.changed': executorStatus,
  /** `ids` null = many; ask again. */
  'tasks.changed': z.object({ ids: z.array(id).nullable() }),
  'runs.changed': z.object({
    ids: z.array(id).nullable(),
    failures: z.array(z.object({ runId: id, taskId: id, taskName: z.string(), status: runStatus })),
  }),
  'log.appended': z.object({ runId: id, total: z.number().int() }),
  'settings.changed': settings,
  'woke.up': z.object({ since: instant, items: z.number().int() }),
  'navigate.requested': z.object({ route: z.string() }),
  'close.asked': z.object({ running: z.number().int() }),
  'quit.asked': z.object({ running: z.number().int() }),
} as const;

export type Api = typeof api;
export type ApiGroup = keyof Api;
export type ApiCall<G extends ApiGroup> = keyof Api[G] & string;
type Definition = { readonly input: z.ZodType; readonly output: z.ZodType };
export type CallInput<D> = D extends Definition ? z.input<D['input']> : never;
export type CallArgs<D> = D extends Definition ? z.output<D['input']> : never;
export type CallOutput<D> = D extends Definition ? z.output<D['output']> : never;

/** The window's view: every call as an asynchronous function that rejects with a `Problem`. */
export type Client = {
  readonly [G in ApiGroup]: {
    readonly [C in keyof Api[G]]: (input: CallInput<Api[G][C]>) => Promise<CallOutput<Api[G][C]>>;
  };
};

/** The application's view: handlers get parsed arguments and who asks. */
export type Handlers = {
  readonly [G in ApiGroup]: {
    readonly [C in keyof Api[G]]: (
      args: CallArgs<Api[G][C]>,
      caller: Caller,
    ) => Promise<CallOutput<Api[G][C]>>;
  };
};

/** Who asks: written into the audit and the ledger. */
export interface Caller {
  readonly actor: string;
  readonly origin: 'tray' | 'window' | 'console' | 'cli' | 'import' | 'executor';
  /** The language to answer in; English when it does not say. */
  readonly locale?: Locale;
}

export type Events = typeof events;
export type EventName = keyof Events;
export type EventPayload<N extends EventName> = z.infer<Events[N]>;

/** An answer as a value, so that no transport wraps or loses an error. */
export const answer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: errorInfo }),
]);
export type Answer = z.infer<typeof answer>;
