import { z } from 'zod';
import { json } from '../contract/primitives';
import { outcome, runState, trigger } from '../contract/run';
import { storedInstant } from './stored-task';

/** A ledger row as stored, with what its list shows of task and executor. */
export const storedRun = z.object({
  id: z.string(),
  taskId: z.string(),
  taskName: z.string(),
  plannedAt: storedInstant,
  trigger,
  state: runState,
  outcome: outcome.nullable(),
  reasonCode: z.string().nullable(),
  reasonParams: json.nullable(),
  reasonText: z.string().nullable(),
  covers: z.number(),
  coversUntil: storedInstant.nullable(),
  attempt: z.number(),
  retryAttempts: z.number().nullable(),
  notBefore: storedInstant.nullable(),
  executorId: z.string().nullable(),
  executorHost: z.string().nullable(),
  error: json.nullable(),
  progress: json.nullable(),
  waitingFor: json.nullable(),
  requestedBy: z.string().nullable(),
  cancelRequestedAt: storedInstant.nullable(),
  seenAt: storedInstant.nullable(),
  createdAt: storedInstant,
  startedAt: storedInstant.nullable(),
  finishedAt: storedInstant.nullable(),
});
export type StoredRun = z.infer<typeof storedRun>;

/** A ledger row with everything the ledger keeps of it. */
export const storedRunDetail = storedRun.extend({
  externalRef: json.nullable(),
  input: json.nullable(),
  result: json.nullable(),
  steps: json.nullable(),
  attempts: json.nullable(),
  forceRequestedAt: storedInstant.nullable(),
  medianMs: z.number().nullable(),
  logLines: z.number(),
  previousRunId: z.string().nullable(),
  nextRunId: z.string().nullable(),
});
export type StoredRunDetail = z.infer<typeof storedRunDetail>;
