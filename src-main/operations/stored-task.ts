import { z } from 'zod';
import { json } from '../contract/primitives';
import type { Json } from '../contract/primitives';
import { runStatus } from '../contract/run';
import type { RetryableOutcome } from '../contract/task';

/** An instant from the database: ISO 8601 in UTC, with microseconds where there are any, `2026-03-08T07:30:00.000Z`. */
export const storedInstant = z.string();

/**
 * A task's row and its policies as stored. Loose on purpose: others write these rows too, and one that makes no sense
 * has to be shown with what is wrong with it. Wall times and instants are text, so no driver or zone can bend them;
 * null where the stored value has no four-digit year.
 */
export const storedTask = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  taskType: z.string(),
  status: z.number(),
  userId: z.string(),
  appId: z.string(),
  workflowId: z.string(),
  input: json,
  nodeConfirmUsers: json.nullable(),
  startTime: z.string().nullable(),
  endTime: z.string().nullable(),
  nextRunTime: storedInstant.nullable(),
  repeatType: z.string().nullable(),
  repeatInterval: z.number().nullable(),
  repeatDays: json.nullable(),
  repeatDayOfMonth: z.number().nullable(),
  repeatMonth: z.number().nullable(),
  repeatDayOfYear: z.number().nullable(),
  taskData: json,
  lastRunTime: storedInstant.nullable(),
  lastRunStatus: z.number().nullable(),
  executionCount: z.number().nullable(),
  maxExecutions: z.number().nullable(),
  createdAt: storedInstant.nullable(),
  updatedAt: storedInstant.nullable(),
  timeZone: z.string().nullable(),
  basis: z.string(),
  monthEnd: z.string(),
  missed: z.string().nullable(),
  overlap: z.string().nullable(),
  retryAttempts: z.number().nullable(),
  retryDelayMs: z.number().nullable(),
  retryOn: json.nullable(),
  timeoutMs: z.number().nullable(),
  pausedUntil: storedInstant.nullable(),
  pauseReason: z.string().nullable(),
  pausedBy: z.string().nullable(),
  holdReason: z.string().nullable(),
  notify: z.string(),
  pinned: z.boolean(),
  tags: json,
  source: json.nullable(),
  workflowName: z.string().nullable(),
  /** Null = there is no such row. */
  workflowStatus: z.number().nullable(),
  appName: z.string().nullable(),
  appStatus: z.number().nullable(),
  userName: z.string().nullable(),
  userStatus: z.number().nullable(),
  connector: z.string().nullable(),
  /** Status 2 because nothing of the schedule is left, rather than because somebody disabled it. */
  ended: z.boolean(),
  revision: z.string(),
});
export type StoredTask = z.infer<typeof storedTask>;

/** A task in a list: with its last runs, newest first, and the median of its recent successes. */
export const storedTaskRow = storedTask.extend({
  openRuns: z.number(),
  attention: z.number(),
  recentRuns: z.array(
    z.object({
      id: z.string(),
      status: runStatus,
      at: storedInstant,
      durationMs: z.number().nullable(),
    }),
  ),
  medianMs: z.number().nullable(),
});
export type StoredTaskRow = z.infer<typeof storedTaskRow>;

/** A task about to be changed, locked: with the planned instants ahead that already have their ledger row. */
export const lockedTask = storedTask.extend({ recordedAhead: z.array(storedInstant) });
export type LockedTask = z.infer<typeof lockedTask>;

/** The columns a change may write; the names are the contract's. `status` and the counters are NexusAI's numbers. */
export type TaskColumns = {
  readonly name: string;
  readonly description: string | null;
  readonly taskType: string;
  readonly status: number;
  readonly userId: string;
  readonly appId: string;
  readonly workflowId: string;
  readonly input: Json;
  readonly nodeConfirmUsers: Json | null;
  readonly startTime: string;
  readonly endTime: string | null;
  readonly nextRunTime: string | null;
  readonly repeatType: string;
  readonly repeatInterval: number;
  readonly repeatDays: number[] | null;
  readonly repeatDayOfMonth: number | null;
  readonly repeatMonth: number | null;
  readonly repeatDayOfYear: number | null;
  readonly taskData: Json;
  readonly executionCount: number;
  readonly maxExecutions: number;
};

/** The policies a change may write. */
export type PolicyColumns = {
  readonly timeZone: string | null;
  readonly basis: string;
  readonly monthEnd: string;
  readonly missed: string | null;
  readonly overlap: string | null;
  readonly retryAttempts: number | null;
  readonly retryDelayMs: number | null;
  readonly retryOn: RetryableOutcome[] | null;
  readonly timeoutMs: number | null;
  readonly pausedUntil: string | null;
  readonly pauseReason: string | null;
  readonly pausedBy: string | null;
  readonly holdReason: string | null;
  readonly notify: string;
  readonly pinned: boolean;
  readonly tags: string[];
  readonly source: Record<string, Json> | null;
};
