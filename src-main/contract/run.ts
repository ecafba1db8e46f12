import { z } from 'zod';
import { id, instant, json, jsonObject } from './primitives';

export const trigger = z.enum(['schedule', 'catch_up', 'manual', 'backfill']);
export type Trigger = z.infer<typeof trigger>;

export const runState = z.enum(['queued', 'running', 'waiting', 'ended']);
export type RunState = z.infer<typeof runState>;

export const outcome = z.enum([
  'succeeded',
  'failed',
  'timed_out',
  'cancelled',
  'skipped',
  'missed',
  'abandoned',
]);
export type Outcome = z.infer<typeof outcome>;

/** What a screen shows for a run: its outcome once it ended, its state before. */
export const runStatus = z.enum([...outcome.options, 'queued', 'running', 'waiting']);
export type RunStatus = z.infer<typeof runStatus>;

/**
 * Why a run ended as it did, or why it did not start. The code and its parameters are the truth and are put into words
 * in the reader's language by `describeReason`; the English words are stored beside them for a reader of the table.
 */
export const reasonCode = z.enum([
  'late', // missed: could not start in time
  'coalesced', // missed: a later occurrence ran instead (policy once)
  'over_cap', // missed: more than the catch-up cap or older than its window
  'overlap', // skipped: the previous run was still going
  'queue_full', // skipped: one run was already waiting its turn (queue_one)
  'paused', // skipped: task paused
  'scheduler_paused', // missed: the scheduler was paused
  'ended', // skipped: the end time had passed
  'limit_reached', // skipped: max_executions reached
  'skipped_by_operator', // skipped: "skip next run"
  'edited', // skipped: overdue when its schedule was changed
  'invalid_task', // failed: the row cannot be understood; params.problem
  'invalid_input', // failed: input not usable; params.detail
  'user_unknown',
  'user_disabled',
  'app_unknown',
  'app_disabled',
  'workflow_unknown',
  'workflow_disabled',
  'no_target', // failed: no workflow target and no default connection
  'unknown_connector',
  'invalid_target', // failed: the target's configuration is not usable; params.detail
  'command_not_listed', // failed: this machine's settings list no such command
  'connection_missing',
  'secret_missing', // failed: a secret the target names is not on this machine; params.name
  'sign_in_failed',
  'unreachable', // failed: server could not be reached; params.detail
  'refused', // failed: the server refused the start; params.detail
  'http_status', // failed: params.status
  'success_rule', // failed: the answer did not meet the success rule
  'exit_code', // failed: params.code
  'signal', // failed: ended by a signal; params.signal
  'not_executable', // failed: the program could not be started; params.detail
  'workflow_failed', // failed: the workflow itself failed; params.detail
  'timeout', // timed_out: params.ms
  'stalled', // failed: no sign of life; params.ms
  'cancelled_by_operator', // cancelled: params.by
  'force_stopped', // cancelled: params.by, params.left = the connector that was no longer waited for
  'task_deleted', // cancelled: the task was deleted while the run waited
  'cancelled_by_overlap', // cancelled: a newer run took its place
  'stopped', // cancelled: the executor stopped and its grace period ended
  'executor_lost', // abandoned: the executor died while it ran
  'answer_lost', // abandoned: the start was sent, its answer never came
  'late_outcome', // the outcome arrived after a cancel; params.outcome
  'start_refused', // failed: the database refused to record the start, so nothing was started
  'result_refused', // the outcome stands, the database refused the result beside it
  'internal', // failed: a fault of ours; the log has the stack
]);
export type ReasonCode = z.infer<typeof reasonCode>;

export const reasonParams = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
export type ReasonParams = z.infer<typeof reasonParams>;

export const reason = z.object({ code: reasonCode, params: reasonParams });
export type Reason = z.infer<typeof reason>;

/** One try of a run; the last entry is the present one. */
export const attemptRecord = z.object({
  attempt: z.number().int(),
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  outcome: outcome.nullable(),
  reason: reason.nullable(),
  message: z.string().nullable(),
});
export type AttemptRecord = z.infer<typeof attemptRecord>;

/** A step of a workflow (a NexusAI node), for the run's Gantt. */
export const runStep = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  status: z.enum(['running', 'waiting', 'succeeded', 'failed']),
  startedAt: instant.nullable(),
  elapsedMs: z.number().nonnegative().nullable(),
  error: z.string().nullable(),
});
export type RunStep = z.infer<typeof runStep>;

/** Who a waiting run is waiting for. */
export const waitingFor = z.object({ step: z.string(), people: z.array(z.string()), since: instant });
export type WaitingFor = z.infer<typeof waitingFor>;

/** What went wrong, as the ledger keeps it; the stack is only in the log. */
export const runError = z.object({
  message: z.string(),
  step: z.string().nullable(),
  detail: json.nullable(),
});
export type RunError = z.infer<typeof runError>;
/** As the ledger keeps it: the message in English, and in Chinese where it is ours and no reason says as much. */
export const storedError = runError.extend({ messageZhCn: z.string().optional() });
export type StoredError = z.infer<typeof storedError>;

export const runProgress = z.object({
  percent: z.number().min(0).max(100).nullable(),
  text: z.string(),
});
/** As the ledger keeps it: the text in English, and in Chinese where that differs. */
export const storedProgress = runProgress.extend({ textZhCn: z.string().optional() });
export type StoredProgress = z.infer<typeof storedProgress>;
export type RunProgress = z.infer<typeof runProgress>;

/** One row of the ledger, as lists show it. */
export const run = z.object({
  id,
  taskId: id,
  taskName: z.string(),
  plannedAt: instant,
  trigger,
  state: runState,
  outcome: outcome.nullable(),
  reason: reason.nullable(),
  /** The reason in English, as stored. */
  reasonText: z.string().nullable(),
  /** How many planned occurrences this row accounts for, the last of them at `coversUntil`. */
  covers: z.number().int().min(1),
  coversUntil: instant.nullable(),
  attempt: z.number().int(),
  maxAttempts: z.number().int(),
  /** A queued run does not start before this instant (retry delay, spaced release). */
  notBefore: instant.nullable(),
  executorId: z.string().nullable(),
  executorHost: z.string().nullable(),
  error: runError.nullable(),
  progress: runProgress.nullable(),
  waitingFor: waitingFor.nullable(),
  requestedBy: z.string().nullable(),
  cancelRequestedAt: instant.nullable(),
  seenAt: instant.nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
});
export type Run = z.infer<typeof run>;

/** A run with everything the ledger keeps of it. */
export const runDetail = run.extend({
  externalRef: jsonObject.nullable(),
  input: json.nullable(),
  result: json.nullable(),
  steps: z.array(runStep),
  attempts: z.array(attemptRecord),
  /** When somebody asked for it to be ended at once; null = nobody has. */
  forceRequestedAt: instant.nullable(),
  /** Median of the task's last 30 successful durations; null when there is none. */
  medianMs: z.number().nullable(),
  logLines: z.number().int(),
  previousRunId: id.nullable(),
  nextRunId: id.nullable(),
});
export type RunDetail = z.infer<typeof runDetail>;

export const logStream = z.enum(['stdout', 'stderr', 'info', 'error']);
export type LogStream = z.infer<typeof logStream>;

export const logLine = z.object({
  attempt: z.number().int(),
  /** Position in the attempt's log, from 1. */
  seq: z.number().int(),
  at: instant,
  stream: logStream,
  line: z.string(),
});
export type LogLine = z.infer<typeof logLine>;
