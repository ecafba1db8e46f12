import type { ClaimedRun, Settlement } from './ledger';

/** The database refused its start: said as its end, which is offered until it is taken. */
export const neverStarted = (run: ClaimedRun): Settlement => ({
  runId: run.runId,
  taskId: run.taskId,
  taskName: run.taskName,
  outcome: 'failed',
  reason: { code: 'start_refused', params: {} },
  result: null,
  error: null,
  attempts: null,
  report: null,
  retryAfterMs: null,
});
