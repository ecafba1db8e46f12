import { z } from 'zod';
import { attemptRecord, outcome, reasonCode, runState, trigger } from '../../contract/run';
import { jsonObject } from '../../contract/primitives';
import type { ClaimedRun } from '../../executor/ledger';
import type { Names } from './names';

/** `bigint` arrives as text. */
const key = z.string();
const count = z.number().int().nullable();
/** Bounded by constraints, so it fits a number. */
const duration = z
  .string()
  .nullable()
  .transform((text) => (text === null ? null : Number(text)));

export const runRow = z.object({
  run_id: key,
  task_id: key,
  name: z.string(),
  planned_at: z.date(),
  trigger,
  state: runState,
  attempt: z.number(),
  attempts: z.array(attemptRecord).nullable().catch(null),
  serial: z.boolean(),
  started_at: z.date().nullable(),
  input: z.unknown(),
  node_confirm_users: z.unknown(),
  external_ref: jsonObject.nullable().catch(null),
  adopted: z.boolean(),
  cancel_requested_by: z.string().nullable(),
  retry_attempts: count,
  retry_delay_ms: duration,
  retry_on: z.unknown(),
  timeout_ms: duration,
  user_id: key,
  app_id: key,
  workflow_id: key,
  log_lines: z.number(),
});
export type RunRow = z.infer<typeof runRow>;

export const queuedRow = z.object({
  id: key,
  task_id: key,
  /** Seconds since the epoch. */
  planned_at: z.number(),
});
export const recordedRow = z.object({
  id: key,
  task_id: key,
  outcome,
  reason_code: reasonCode.nullable(),
  reason: z.string().nullable(),
});
export const idRow = z.object({ id: key });
export const openedRow = z.object({ id: key, at: z.date() });
export const aheadRow = z.object({
  now: z.date(),
  due_id: key.nullable(),
  due_name: z.string().nullable(),
  due_at: z.date().nullable().catch(null),
  queued_at: z.date().nullable(),
  serial: z.boolean(),
});
export const executorRow = z.object({
  id: z.string(),
  host: z.string(),
  pid: z.number(),
  boot_id: z.string(),
  process_started: z.string(),
  lease_expired: z.boolean(),
  stopped: z.boolean(),
});

export const toClaimedRun = (row: RunRow, names: Names): ClaimedRun => ({
  runId: row.run_id,
  taskId: row.task_id,
  taskName: row.name,
  plannedAt: row.planned_at,
  trigger: row.trigger,
  state: row.state,
  attempt: row.attempt,
  attempts: row.attempts ?? [],
  serial: row.serial,
  startedAt: row.started_at,
  input: row.input,
  nodeConfirmUsers: row.node_confirm_users,
  externalRef: row.external_ref,
  adopted: row.adopted,
  logLines: row.log_lines,
  cancelRequestedBy: row.cancel_requested_by,
  retryAttempts: row.retry_attempts,
  retryDelayMs: row.retry_delay_ms,
  retryOn: row.retry_on,
  timeoutMs: row.timeout_ms,
  userId: row.user_id,
  appId: row.app_id,
  workflowId: row.workflow_id,
  ...names,
});
