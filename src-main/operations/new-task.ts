import type { Caller } from '../contract/api';
import { Problem } from '../contract/errors';
import type { TaskDraft } from '../contract/task';
import { operationTexts } from './operation-texts';
import { auditDiff, auditEntry } from './audit-diff';
import type { PolicyColumns, TaskColumns } from './stored-task';
import { ruleRefusal, splitChanges } from './task-edit';
import type { NewTask } from './task-records';
import { nextPlanned, readSchedule } from './task-schedule';

/**
 * A draft as a row: its zone written down, its first run computed from the database's clock.
 * @throws Problem `invalid_input` when the rule cannot be read, never fires, or has nothing ahead of `now`
 */
export function newTask(draft: TaskDraft, caller: Caller, defaultTimeZone: string, now: Date): NewTask {
  const zoned = { ...draft, timeZone: draft.timeZone ?? defaultTimeZone };
  const reading = readSchedule(zoned, defaultTimeZone);
  if (!reading.ok) throw ruleRefusal(reading.problems);
  const next = nextPlanned(reading.compiled, now.getTime());
  if (next === null) throw nothingAhead(reading.rule.repeatType === 'none');
  return rowOf({ ...zoned, timeZone: reading.rule.timeZone }, caller, 'tasks.create', {
    status: 1,
    nextRunTime: next.toISOString(),
    executionCount: 0,
  });
}

/** The row of a draft with the given standing. */
export function rowOf(
  draft: TaskDraft,
  caller: Caller,
  action: string,
  standing: Pick<TaskColumns, 'status' | 'nextRunTime' | 'executionCount'>,
  source: PolicyColumns['source'] = null,
): NewTask {
  const { policies } = splitChanges(draft);
  const columns: TaskColumns = {
    name: draft.name,
    description: draft.description,
    taskType: draft.taskType,
    userId: draft.userId,
    appId: draft.appId,
    workflowId: draft.workflowId,
    input: draft.input,
    nodeConfirmUsers: draft.nodeConfirmUsers,
    startTime: draft.startTime,
    endTime: draft.endTime,
    repeatType: draft.repeatType,
    repeatInterval: draft.repeatInterval,
    repeatDays: draft.repeatDays,
    repeatDayOfMonth: draft.repeatDayOfMonth,
    repeatMonth: draft.repeatMonth,
    repeatDayOfYear: draft.repeatDayOfYear,
    taskData: draft.taskData,
    maxExecutions: draft.maxExecutions,
    ...standing,
  };
  const all = source === null ? policies : { ...policies, source };
  return {
    columns,
    policies: all,
    audit: auditEntry(caller, action, auditDiff({}, { ...columns, ...policies })),
  };
}

function nothingAhead(oneTime: boolean): Problem {
  return oneTime
    ? new Problem('invalid_input', operationTexts.startPassed, {
        remedy: operationTexts.chooseFuture,
        issues: [{ path: 'startTime', message: operationTexts.startAhead }],
      })
    : new Problem('invalid_input', operationTexts.nothingLeft, {
        remedy: operationTexts.laterEnd,
        issues: [{ path: 'endTime', message: operationTexts.lastRunPast }],
      });
}
