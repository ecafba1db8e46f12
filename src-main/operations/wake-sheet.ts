import { describeReason } from '../contract/reason-words';
import type { Run } from '../contract/run';
import type { WakeItem } from '../contract/status';

/** A line of the wake sheet: what was due while nobody could run it, and what the policy did. */
export function wakeItem(run: Run): WakeItem {
  const began = run.startedAt ?? run.createdAt;
  return {
    runId: run.id,
    taskId: run.taskId,
    taskName: run.taskName,
    plannedAt: run.plannedAt,
    coversUntil: run.coversUntil,
    covers: run.covers,
    status: run.outcome ?? run.state,
    lateMs: Math.max(0, Date.parse(began) - Date.parse(run.plannedAt)),
    text: run.reasonText ?? (run.reason === null ? caughtUp(run) : describeReason(run.reason, 'en')),
  };
}

function caughtUp(run: Run): string {
  return run.trigger === 'catch_up' ? 'Run late, because it could not start in time.' : '';
}
