import { z } from 'zod';
import { id, instant, json, localTime } from './primitives';
import { basis, monthEnd, repeatType, weekdays } from './rule';
import { outcome, runStatus } from './run';

/** NexusAI's numbers for `scheduled_tasks.status`. */
export const taskStatusCode = { enabled: 1, disabled: 2, paused: 3, deleted: 4 } as const;
/** NexusAI's numbers for `scheduled_tasks.last_run_status`. */
export const lastRunStatusCode = { success: 1, failed: 2, running: 3 } as const;

export const taskType = z.enum(['one_time', 'recurring']);
export type TaskType = z.infer<typeof taskType>;

export const missedPolicy = z.enum(['skip', 'once', 'all']);
export type MissedPolicy = z.infer<typeof missedPolicy>;

export const overlapPolicy = z.enum(['skip', 'queue_one', 'allow', 'cancel_running']);
export type OverlapPolicy = z.infer<typeof overlapPolicy>;

/** Outcomes after which another attempt makes sense. */
export const retryableOutcome = z.enum(['failed', 'timed_out', 'abandoned']);
export type RetryableOutcome = z.infer<typeof retryableOutcome>;

/**
 * A task as it is written: NexusAI's columns (camelCase here, snake_case on the command line and in the database) and
 * our policies; a policy left null follows the application's default. Values are checked for shape here and for
 * meaning by `recurrence/` when the rule is built.
 */
export const taskDraft = z.object({
  name: z.string().trim().min(1).max(255),
  description: z.string().max(255).nullable().default(null),
  taskType: taskType.default('recurring'),
  userId: id,
  appId: id,
  workflowId: id,
  input: json.default({}),
  nodeConfirmUsers: z.record(z.string(), z.array(z.number().int())).nullable().default(null),
  startTime: localTime,
  endTime: localTime.nullable().default(null),
  repeatType: repeatType.default('none'),
  repeatInterval: z.number().int().min(1).max(1_000_000).default(1),
  repeatDays: weekdays.nullable().default(null),
  repeatDayOfMonth: z.number().int().min(1).max(31).nullable().default(null),
  repeatMonth: z.number().int().min(1).max(12).nullable().default(null),
  repeatDayOfYear: z.number().int().min(1).max(31).nullable().default(null),
  maxExecutions: z.number().int().min(0).max(2_147_483_647).default(0),
  taskData: json.default({}),
  /** IANA name; null = this machine's zone at the time of saving is written down, so it never drifts with the machine. */
  timeZone: z.string().max(64).nullable().default(null),
  basis: basis.default('fixed'),
  monthEnd: monthEnd.default('last_day'),
  missed: missedPolicy.nullable().default(null),
  overlap: overlapPolicy.nullable().default(null),
  retryAttempts: z.number().int().min(0).max(20).nullable().default(null),
  retryDelayMs: z.number().int().min(0).max(86_400_000).nullable().default(null),
  retryOn: z.array(retryableOutcome).nullable().default(null),
  timeoutMs: z.number().int().min(1000).max(2_592_000_000).nullable().default(null),
  notify: z.enum(['app', 'always', 'never']).default('app'),
  pinned: z.boolean().default(false),
  tags: z.array(z.string().max(64)).max(32).default([]),
});
export type TaskDraft = z.infer<typeof taskDraft>;
/** What a caller may leave out. */
export type TaskDraftInput = z.input<typeof taskDraft>;

const draft = taskDraft.shape;
/** Changes to a task: only the given fields. Without the draft's defaults, which `partial` alone would fill in. */
export const taskChanges = z
  .object({
    name: draft.name,
    description: draft.description.unwrap(),
    taskType: draft.taskType.unwrap(),
    userId: draft.userId,
    appId: draft.appId,
    workflowId: draft.workflowId,
    input: draft.input.unwrap(),
    nodeConfirmUsers: draft.nodeConfirmUsers.unwrap(),
    startTime: draft.startTime,
    endTime: draft.endTime.unwrap(),
    repeatType: draft.repeatType.unwrap(),
    repeatInterval: draft.repeatInterval.unwrap(),
    repeatDays: draft.repeatDays.unwrap(),
    repeatDayOfMonth: draft.repeatDayOfMonth.unwrap(),
    repeatMonth: draft.repeatMonth.unwrap(),
    repeatDayOfYear: draft.repeatDayOfYear.unwrap(),
    maxExecutions: draft.maxExecutions.unwrap(),
    taskData: draft.taskData.unwrap(),
    timeZone: draft.timeZone.unwrap(),
    basis: draft.basis.unwrap(),
    monthEnd: draft.monthEnd.unwrap(),
    missed: draft.missed.unwrap(),
    overlap: draft.overlap.unwrap(),
    retryAttempts: draft.retryAttempts.unwrap(),
    retryDelayMs: draft.retryDelayMs.unwrap(),
    retryOn: draft.retryOn.unwrap(),
    timeoutMs: draft.timeoutMs.unwrap(),
    notify: draft.notify.unwrap(),
    pinned: draft.pinned.unwrap(),
    tags: draft.tags.unwrap(),
  } satisfies Record<keyof TaskDraft, z.ZodType>)
  .partial();
export type TaskChanges = Partial<TaskDraft>;

/** Where a task stands, in the words of the screens. */
export const taskState = z.enum(['enabled', 'paused', 'disabled', 'ended', 'invalid', 'deleted']);
export type TaskState = z.infer<typeof taskState>;

/** The last runs of a task, newest first, for the strip in its row. */
export const recentRun = z.object({ id, status: runStatus, at: instant, durationMs: z.number().nullable() });
export type RecentRun = z.infer<typeof recentRun>;

/** A task as it is read: the stored row, plus what follows from it. */
export const task = z.object({
  ...taskDraft.shape,
  id,
  /** As stored: rows that others wrote may name nobody (0). */
  userId: z.string(),
  appId: z.string(),
  workflowId: z.string(),
  /** As stored (1 enabled, 2 disabled or finished, 3 paused, 4 deleted). */
  status: z.number().int().min(1).max(4),
  state: taskState,
  /** Why it is invalid or held, in English words; null when it is sound. */
  problem: z.string().nullable(),
  timeZone: z.string(),
  nextRunTime: instant.nullable(),
  lastRunTime: instant.nullable(),
  lastRunStatus: z.number().int().nullable(),
  lastRunOutcome: outcome.nullable(),
  lastRunId: id.nullable(),
  executionCount: z.number().int(),
  pausedUntil: instant.nullable(),
  pauseReason: z.string().nullable(),
  pausedBy: z.string().nullable(),
  workflowName: z.string().nullable(),
  appName: z.string().nullable(),
  userName: z.string().nullable(),
  connector: z.string().nullable(),
  /** Unfinished runs now. */
  openRuns: z.number().int(),
  /** Failed, timed out, missed or waiting runs nobody has marked as seen. */
  attention: z.number().int(),
  createdAt: instant.nullable(),
  updatedAt: instant.nullable(),
  /** Changes with every edit; an update that names an older one is refused. */
  revision: z.string(),
  source: z.record(z.string(), json).nullable(),
});
export type Task = z.infer<typeof task>;

/** A task in a list, with its last ten runs. */
export const taskRow = task.extend({ recentRuns: z.array(recentRun), medianMs: z.number().nullable() });
export type TaskRow = z.infer<typeof taskRow>;

/** One line of a task's or run's history of changes. */
export const auditEntry = z.object({
  id,
  at: instant,
  actor: z.string(),
  /** `tray | window | console | cli | import | executor | sql` */
  origin: z.string(),
  action: z.string(),
  taskId: id.nullable(),
  runId: id.nullable(),
  changes: z.record(z.string(), z.object({ from: json, to: json })).nullable(),
});
export type AuditEntry = z.infer<typeof auditEntry>;
