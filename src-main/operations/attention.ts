import { runQuery } from '../contract/api';
import { describeReason } from '../contract/reason-words';
import type { ExecutorStatus } from '../contract/status';
import { presentRun } from './present-run';
import type { RunRecords } from './run-records';

const newestLimit = 10;

/** The newest runs that need a person, in the words of the tray, and how many there are in all. */
export async function attentionOf(
  runs: Pick<RunRecords, 'page' | 'counts'>,
): Promise<{ readonly newest: ExecutorStatus['attention']; readonly count: number }> {
  const query = runQuery.parse({ unseen: true, limit: newestLimit });
  const { rows } = await runs.page(query);
  const count = rows.length < newestLimit ? rows.length : (await runs.counts(query)).total;
  const newest = rows.map((stored) => {
    const run = presentRun(stored, 0);
    return {
      runId: run.id,
      taskId: run.taskId,
      taskName: run.taskName,
      status: run.outcome ?? run.state,
      at: run.finishedAt ?? run.startedAt ?? run.createdAt,
      message:
        run.error?.message ??
        (run.reason === null ? (run.reasonText ?? '') : describeReason(run.reason, 'en')),
    };
  });
  return { newest, count };
}
