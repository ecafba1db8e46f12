import type { RunReport } from '../../executor/ledger';
import type { Statement } from './pipelined';
import { storableJson } from './storable-json';

/** Writes what a run says of itself while it goes. */
export const reportStatement = (
  { runId, progress, steps, waitingFor }: RunReport,
  executorId: string,
): Statement => ({
  name: 'report',
  text: `UPDATE task_runs SET progress = COALESCE($3::jsonb, progress), steps = COALESCE($4::jsonb, steps),
      waiting_for = CASE WHEN $5 THEN $6::jsonb ELSE waiting_for END,
      state = CASE WHEN NOT $5 THEN state WHEN $6 IS NULL THEN 'running' ELSE 'waiting' END
    WHERE id = $1 AND executor_id = $2 AND finished_at IS NULL`,
  values: [
    runId,
    executorId,
    storableJson(progress ?? null),
    storableJson(steps ?? null),
    waitingFor !== undefined,
    storableJson(waitingFor ?? null),
  ],
});
