import type { Caller } from '../contract/api';
import { Problem } from '../contract/errors';
import { operationTexts } from './operation-texts';
import type { LockedTask } from './stored-task';
import { assertNotDeleted, changeOf, overdueRuns } from './task-changes';
import { readableSchedule } from './task-edit';
import type { TaskChange } from './task-records';
import { executionsLeft, nextPlanned } from './task-schedule';

/**
 * Pauses an enabled task (status 3), or changes until when and why a paused one is. `next_run_time` keeps its value, so
 * that a resume before that instant changes nothing; the due index holds status 1 only, and lists show no next run.
 * @throws Problem `refused` for a disabled or finished task, or a pause that ends in the past
 */
export function decidePause(
  task: LockedTask,
  pause: { readonly until: string | null; readonly reason: string | null },
  caller: Caller,
  now: Date,
): TaskChange | null {
  assertNotDeleted(task);
  if (task.status === 2)
    throw new Problem(
      'refused',
      task.ended ? operationTexts.cannotPauseEnded(task.name) : operationTexts.cannotPauseDisabled(task.name),
      {
        remedy: task.ended ? operationTexts.giveRunsAhead : operationTexts.resumeToEnable,
      },
    );
  if (pause.until !== null && Date.parse(pause.until) <= now.getTime())
    throw new Problem('invalid_input', operationTexts.pauseInPast, {
      remedy: operationTexts.laterOrNone,
      issues: [{ path: 'until', message: operationTexts.mustBeAhead }],
    });
  return changeOf(task, caller, 'tasks.pause', {
    columns: { status: 3 },
    policies: { pausedUntil: pause.until, pauseReason: pause.reason, pausedBy: caller.actor },
  });
}

/** A pause that ran out ended then, whoever notices it later: what fell due since is late, not paused. */
function pauseEnd(task: LockedTask, now: Date): Date {
  const until = task.status === 3 && task.pausedUntil !== null ? Date.parse(task.pausedUntil) : Number.NaN;
  return until <= now.getTime() ? new Date(until) : now;
}

/**
 * Resumes a paused task, enables a disabled one and clears a hold. A next run that still lies ahead stays as it is;
 * otherwise the task goes on with the first occurrence after the end of the pause (now, or when it ran out), and what
 * fell into the pause is one ledger row.
 * @throws Problem `refused` when nothing of the schedule is left, or the row cannot be understood
 */
export function decideResume(
  task: LockedTask,
  caller: Caller,
  defaultTimeZone: string,
  now: Date,
): TaskChange | null {
  assertNotDeleted(task);
  const held = task.holdReason !== null;
  if (task.status === 1 && !held) return null;
  const reading = readableSchedule(task, defaultTimeZone);
  const end = pauseEnd(task, now);
  const ahead =
    !held && task.nextRunTime !== null && Date.parse(task.nextRunTime) > end.getTime()
      ? task.nextRunTime
      : null;
  const next =
    ahead ?? nextPlanned(reading.compiled, end.getTime(), task.recordedAhead)?.toISOString() ?? null;
  if (next === null || !executionsLeft(task)) {
    // A pause that outlived the schedule ends the task; anything else was finished already.
    if (task.status !== 3)
      throw new Problem('refused', operationTexts.noRunLeft(task.name), {
        remedy: operationTexts.giveRunsAhead,
      });
    return changeOf(task, caller, 'tasks.resume', {
      columns: { status: 2, nextRunTime: null },
      policies: { pausedUntil: null, pauseReason: null, pausedBy: null },
      runs: overdueRuns(task, reading, end, 'paused', task.pausedBy ?? ''),
    });
  }
  return changeOf(task, caller, 'tasks.resume', {
    columns: { status: 1, nextRunTime: next },
    policies: {
      pausedUntil: null,
      pauseReason: null,
      pausedBy: null,
      ...(held ? { holdReason: null } : {}),
    },
    runs: task.status === 3 && !held ? overdueRuns(task, reading, end, 'paused', task.pausedBy ?? '') : [],
  });
}
