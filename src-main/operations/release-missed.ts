import type { Caller } from '../contract/api';
import { Problem } from '../contract/errors';
import { operationTexts } from './operation-texts';
import { auditEntry } from './audit-diff';
import type { RunRecords, RunRequest } from './run-records';
import type { StoredRun } from './stored-run';
import type { TaskDefaults } from './task-defaults';

/** At most so many runs are released at a time, whatever a coalesced row stands for. */
const releaseLimit = 1000;

/**
 * Runs missed occurrences after all: `once` = one run a task, `all` = one for every occurrence that the rows stand for,
 * up to the catch-up cap a task. They are runs by hand, since the planned instants have their rows already; one after
 * another within a task, `spacingMs` apart over all. The rows that were missed are marked as seen.
 * @returns the ids of the new runs, in the order they are released
 * @throws Problem `refused` when a row is no missed or skipped run
 */
export async function releaseMissed(
  { runs, defaults }: { readonly runs: RunRecords; readonly defaults: TaskDefaults },
  runIds: readonly string[],
  mode: 'once' | 'all',
  spacingMs: number,
  caller: Caller,
): Promise<string[]> {
  const missed = await runs.some(runIds);
  const other = missed.find((run) => run.outcome !== 'missed' && run.outcome !== 'skipped');
  if (other !== undefined)
    throw new Problem('refused', operationTexts.notMissed(other.id), { remedy: operationTexts.useRunAgain });
  const taskIds = releases(missed, mode, defaults.executor().missedCap);
  const requests = taskIds.map((taskId, i): RunRequest => ({
    taskId,
    input: undefined,
    requestedBy: caller.actor,
    mergeWithinMs: 0,
    delayMs: i * spacingMs,
    serial: true,
    audit: auditEntry(caller, 'runs.runMissed'),
  }));
  const requested = await runs.request(requests);
  await runs.markSeen(missed.map((run) => run.id));
  return requested.flatMap((run) => (run === null ? [] : [run.runId]));
}

/** The task of each run to be released, oldest planned instant first. */
function releases(missed: readonly StoredRun[], mode: 'once' | 'all', cap: number): readonly string[] {
  const ordered = [...missed].sort((a, b) => a.plannedAt.localeCompare(b.plannedAt));
  if (mode === 'once') return [...new Set(ordered.map((run) => run.taskId))].slice(0, releaseLimit);
  const count = new Map<string, number>();
  const wanted: string[] = [];
  for (const run of ordered) {
    const left = cap - (count.get(run.taskId) ?? 0);
    const now = Math.max(0, Math.min(run.covers, left));
    count.set(run.taskId, (count.get(run.taskId) ?? 0) + now);
    for (let i = 0; i < now; i++) wanted.push(run.taskId);
  }
  return wanted.slice(0, releaseLimit);
}
