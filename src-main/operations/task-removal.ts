import type { Caller } from '../contract/api';
import { changeOf } from './task-changes';
import type { LockedTask } from './stored-task';
import type { TaskChange } from './task-records';
import { executionsLeft, nextPlanned, readSchedule } from './task-schedule';

/** Deletes a task as NexusAI does: status 4, the row and its history stay. Again is no change. */
export function decideDelete(task: LockedTask, caller: Caller): TaskChange | null {
  return changeOf(task, caller, 'tasks.delete', { columns: { status: 4 } });
}

/**
 * Brings a deleted task back to what it was. One that was enabled goes on with its stored next run if that lies ahead,
 * else with the first occurrence after now; while it was deleted nothing was planned, so nothing is recorded. A task
 * that would have nothing left comes back ended, one that was on hold stays so.
 * @param statusBefore the status it was deleted from, from the audit
 */
export function decideRestore(
  task: LockedTask,
  statusBefore: number,
  caller: Caller,
  defaultTimeZone: string,
  now: Date,
): TaskChange | null {
  if (task.status !== 4) return null;
  if (statusBefore !== 1 || task.holdReason !== null)
    return changeOf(task, caller, 'tasks.restore', { columns: { status: statusBefore } });
  if (task.nextRunTime !== null && Date.parse(task.nextRunTime) > now.getTime())
    return changeOf(task, caller, 'tasks.restore', { columns: { status: 1 } });
  const reading = readSchedule(task, defaultTimeZone);
  // An unreadable rule stays due: the executor puts it on hold with the reason.
  if (!reading.ok) return changeOf(task, caller, 'tasks.restore', { columns: { status: 1 } });
  const next = executionsLeft(task) ? nextPlanned(reading.compiled, now.getTime(), task.recordedAhead) : null;
  return changeOf(task, caller, 'tasks.restore', {
    columns: { status: next === null ? 2 : 1, nextRunTime: next?.toISOString() ?? null },
  });
}
