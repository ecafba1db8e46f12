import type { Caller } from '../contract/api';
import { Problem } from '../contract/errors';
import type { LockedTask } from './stored-task';
import { changeOf } from './task-changes';
import type { TaskDefaults } from './task-defaults';
import { decideResume } from './task-pause';
import type { TaskChange, TaskRecords } from './task-records';

const batchSize = 500;
const executor: Caller = { actor: 'executor', origin: 'executor' };

/**
 * Resumes paused tasks whose `paused_until` has passed by the database's clock; for the executor's tick. Cheap when there
 * is none. Several executors may do it at once: the task is judged again under its lock.
 * @returns how many tasks were resumed
 */
export async function resumeElapsedPauses(tasks: TaskRecords, defaults: TaskDefaults): Promise<number> {
  const ids = await tasks.elapsedPauses(batchSize);
  if (ids.length === 0) return 0;
  const results = await tasks.change(ids, (task, now) =>
    task.status === 3 && task.pausedUntil !== null && Date.parse(task.pausedUntil) <= now.getTime()
      ? resume(task, defaults, now)
      : null,
  );
  return results.filter((result) => result.error === null).length;
}

/** A row that cannot be understood is enabled all the same: the executor then puts it on hold with the reason. */
function resume(task: LockedTask, defaults: TaskDefaults, now: Date): TaskChange | null {
  try {
    return decideResume(task, executor, defaults.timeZone(), now);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return changeOf(task, executor, 'tasks.resume', {
      columns: { status: 1 },
      policies: { pausedUntil: null, pauseReason: null, pausedBy: null },
    });
  }
}
