import type { Caller } from '../contract/api';
import { Problem } from '../contract/errors';
import { isOccurrence } from '../recurrence/occurrences';
import { operationTexts } from './operation-texts';
import type { LockedTask } from './stored-task';
import { assertNotDeleted, changeOf } from './task-changes';
import { readableSchedule } from './task-edit';
import type { TaskChange } from './task-records';
import { plannedAfter, readSchedule } from './task-schedule';

/**
 * Skips the next planned run: its instant gets its ledger row now, the task moves on by one occurrence. Skipping the
 * last one ends the task. `execution_count` is untouched, since nothing started.
 * @throws Problem `refused` when no run is planned
 */
export function decideSkip(task: LockedTask, caller: Caller, defaultTimeZone: string): TaskChange | null {
  assertNotDeleted(task);
  if (task.status !== 1 || task.nextRunTime === null)
    throw new Problem('refused', operationTexts.nothingToSkip(task.name), {
      remedy: task.status === 3 ? operationTexts.resumeFirst : operationTexts.scheduleWithRunsAhead,
    });
  const { compiled } = readableSchedule(task, defaultTimeZone);
  const planned = new Date(task.nextRunTime);
  const next = plannedAfter(compiled, planned, task.recordedAhead);
  return changeOf(task, caller, 'tasks.skipNext', {
    columns: { nextRunTime: next?.toISOString() ?? null, ...(next === null ? { status: 2 } : {}) },
    runs: [
      {
        plannedAt: task.nextRunTime,
        trigger: 'schedule',
        outcome: 'skipped',
        reason: {
          code: 'skipped_by_operator',
          params: { by: caller.actor, count: 1, from: planned.toISOString() },
        },
        covers: 1,
        coversUntil: null,
        requestedBy: caller.actor,
      },
    ],
  });
}

/** A skip as the ledger has it. */
export interface SkippedRun {
  readonly runId: string;
  readonly plannedAt: string;
}

/**
 * Takes a skip back while its instant has not come: its row goes, and the task runs then again unless an edit has moved
 * the schedule away from it. A task that ended by the skip is enabled again; a paused one stays paused.
 * @throws Problem `refused` when the instant has passed
 */
export function decideUndoSkip(
  task: LockedTask,
  skipped: SkippedRun,
  caller: Caller,
  defaultTimeZone: string,
  now: Date,
): TaskChange | null {
  assertNotDeleted(task);
  const atMs = Date.parse(skipped.plannedAt);
  if (atMs <= now.getTime())
    throw new Problem('refused', operationTexts.skipTimePassed, {
      remedy: operationTexts.useRunNow,
    });
  const reading = readSchedule(task, defaultTimeZone);
  const nextMs = task.nextRunTime === null ? Infinity : Date.parse(task.nextRunTime);
  // A run-based plan has no fixed occurrences: the skipped instant was the plan.
  const planned =
    reading.ok && (reading.rule.basis === 'from_run' || isOccurrence(reading.compiled, Math.floor(atMs)));
  const back = planned && atMs < nextMs && (task.status !== 2 || task.ended);
  return changeOf(task, caller, 'tasks.undoSkip', {
    columns: back ? { nextRunTime: skipped.plannedAt, ...(task.status === 2 ? { status: 1 } : {}) } : {},
    removeRunId: skipped.runId,
  });
}
