import type { Caller } from '../contract/api';
import { camelCase } from '../contract/column-names';
import { contractTexts } from '../contract/contract-texts';
import { Problem } from '../contract/errors';
import type { Json } from '../contract/primitives';
import type { RuleProblem } from '../contract/rule';
import type { TaskChanges } from '../contract/task';
import { problemText } from '../recurrence/problem-words';
import { operationTexts } from './operation-texts';
import { sameJson } from './audit-diff';
import { givenFields } from './given-fields';
import { presentDraft } from './present-task';
import type { LockedTask, PolicyColumns, StoredTask, TaskColumns } from './stored-task';
import { assertNotDeleted, changeOf, overdueRuns } from './task-changes';
import type { TaskChange } from './task-records';
import { executionsLeft, nextPlanned, readSchedule, ruleFields } from './task-schedule';
import type { ScheduleReading } from './task-schedule';

/** The changes of one edit, parsed, with the revision it is based on (null = whatever is stored now). */
export interface Edit {
  readonly changes: TaskChanges;
  readonly revision: string | null;
}

/**
 * Judges an edit of a locked task.
 *
 * Only a changed rule (or a hold, which every edit clears) moves the next run: to the first occurrence after now, never
 * back into the past; what was already due under the old rule is recorded as skipped. A disabled task stays disabled. A
 * finished one comes back only when its new rule has an occurrence ahead; a rule with nothing ahead ends the task.
 * @param defaultTimeZone written down when the edit sets the zone to null
 * @throws Problem `conflict` with the other's values, `invalid_input` naming each field, `not_found` when deleted
 */
export function decideEdit(
  task: LockedTask,
  edit: Edit,
  caller: Caller,
  defaultTimeZone: string,
  now: Date,
): TaskChange | null {
  assertNotDeleted(task);
  if (edit.revision !== null && edit.revision !== task.revision) throw conflict(task, edit.changes);
  const changes: TaskChanges =
    edit.changes.timeZone === null ? { ...edit.changes, timeZone: defaultTimeZone } : edit.changes;
  const ruleChanged = changesRule(task, changes, defaultTimeZone);
  const held = task.holdReason !== null;
  const { columns, policies } = splitChanges(changes);
  if (!ruleChanged && !held) return changeOf(task, caller, 'tasks.update', { columns, policies });

  const before = readSchedule(task, defaultTimeZone);
  const merged = { ...task, ...changes };
  const after = readSchedule(merged, defaultTimeZone);
  if (!after.ok) throw ruleRefusal(after.problems);
  const next = executionsLeft(merged) ? nextPlanned(after.compiled, now.getTime(), task.recordedAhead) : null;
  const overdue =
    task.status === 1 || task.status === 3
      ? overdueRuns(task, before, now, task.status === 3 ? 'paused' : 'edited', caller.actor)
      : [];
  return changeOf(task, caller, 'tasks.update', {
    columns: { ...columns, ...placement(task, ruleChanged, next) },
    policies: held ? { ...policies, holdReason: null } : policies,
    runs: held ? [] : overdue,
  });
}

/** Where an edited task stands: its status and next run. */
function placement(task: LockedTask, ruleChanged: boolean, next: Date | null): Partial<TaskColumns> {
  const nextRunTime = next?.toISOString() ?? null;
  if (task.status === 2) {
    const revived = task.ended && ruleChanged && next !== null;
    return revived ? { status: 1, nextRunTime } : next === null ? {} : task.ended ? {} : { nextRunTime };
  }
  return next === null ? { status: 2, nextRunTime } : { nextRunTime };
}

/**
 * Whether an edit changes the rule. The same value written again is no change, nor is "no zone of its own" where the
 * stored one is the default.
 */
export function changesRule(task: StoredTask, changes: TaskChanges, defaultTimeZone: string): boolean {
  const draft: Readonly<Record<string, Json>> = {
    ...presentDraft(task),
    timeZone: task.timeZone ?? defaultTimeZone,
  };
  const given: Readonly<Record<string, Json | undefined>> = changes;
  return ruleFields.some((field) => {
    const value = given[field];
    if (field === 'timeZone' && value === null) return draft[field] !== defaultTimeZone;
    return value !== undefined && !sameJson(draft[field] ?? null, value);
  });
}

/** The changes by the table they belong to. */
export function splitChanges(changes: TaskChanges): {
  readonly columns: Partial<TaskColumns>;
  readonly policies: Partial<PolicyColumns>;
} {
  const {
    timeZone,
    basis,
    monthEnd,
    missed,
    overlap,
    retryAttempts,
    retryDelayMs,
    retryOn,
    timeoutMs,
    notify,
    pinned,
    tags,
    ...columns
  } = changes;
  const policies = {
    timeZone,
    basis,
    monthEnd,
    missed,
    overlap,
    retryAttempts,
    retryDelayMs,
    retryOn,
    timeoutMs,
    notify,
    pinned,
    tags,
  };
  return { columns: givenFields(columns), policies: givenFields(policies) };
}

/** A rule that cannot be saved, one issue a field. */
export function ruleRefusal(problems: readonly RuleProblem[]): Problem {
  return new Problem('invalid_input', operationTexts.scheduleInvalid, {
    remedy: contractTexts.correctFields,
    issues: problems.map((problem) => ({
      path: camelCase(problem.field),
      message: problemText(problem),
    })),
  });
}

/** Says that somebody else changed the task meanwhile, and to what: `details` has the stored value of each edited field. */
function conflict(task: LockedTask, changes: TaskChanges): Problem {
  const stored: Readonly<Record<string, Json>> = presentDraft(task);
  const details: Record<string, string> = { revision: task.revision };
  if (task.updatedAt !== null) details['updatedAt'] = task.updatedAt;
  const given: Readonly<Record<string, Json | undefined>> = changes;
  for (const [field, value] of Object.entries(given)) {
    const theirs = stored[field] ?? null;
    if (value !== undefined && !sameJson(theirs, value)) details[field] = JSON.stringify(theirs);
  }
  return new Problem('conflict', operationTexts.taskChangedMeanwhile(task.name), {
    remedy: operationTexts.lookAtOthersValues,
    details,
  });
}

/** Used where a schedule must be readable before anything else can be said about it. */
export function readableSchedule(
  task: LockedTask,
  defaultTimeZone: string,
): Extract<ScheduleReading, { ok: true }> {
  const reading = readSchedule(task, defaultTimeZone);
  if (!reading.ok)
    throw new Problem('refused', operationTexts.scheduleUnreadable(task.name), {
      remedy: operationTexts.editTask,
      issues: ruleRefusal(reading.problems).issues,
    });
  return reading;
}
