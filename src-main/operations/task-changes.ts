import type { Caller } from '../contract/api';
import { Problem } from '../contract/errors';
import { operationTexts } from './operation-texts';
import { auditDiff, auditEntry } from './audit-diff';
import type { LockedTask, PolicyColumns, TaskColumns } from './stored-task';
import type { EndedRun, TaskChange } from './task-records';
import { backlog } from './task-schedule';
import type { ScheduleReading } from './task-schedule';

/** A change that writes these values and audits exactly what differs; null when nothing does and nothing is recorded. */
export function changeOf(
  task: LockedTask,
  caller: Caller,
  action: string,
  what: {
    readonly columns?: Partial<TaskColumns>;
    readonly policies?: Partial<PolicyColumns>;
    readonly runs?: readonly EndedRun[];
    readonly removeRunId?: string | null;
  },
): TaskChange | null {
  const { columns = {}, policies = {}, runs = [], removeRunId = null } = what;
  const changes = auditDiff(task, { ...columns, ...policies });
  if (changes === null && runs.length === 0 && removeRunId === null) return null;
  return {
    columns,
    policies: Object.keys(policies).length === 0 ? null : policies,
    runs,
    removeRunId,
    audit: auditEntry(caller, action, changes),
  };
}

/** The ledger row for what fell due and is not going to run because of a pause or an edit; empty when nothing did. */
export function overdueRuns(
  task: LockedTask,
  reading: ScheduleReading,
  now: Date,
  code: 'paused' | 'edited',
  by: string,
): readonly EndedRun[] {
  const due = backlog(task, reading.ok ? reading.compiled : null, now);
  if (due === null) return [];
  const from = new Date(due.from).toISOString();
  return [
    {
      plannedAt: due.from,
      trigger: 'schedule',
      outcome: 'skipped',
      reason: {
        code,
        params: { by, count: due.count, from, ...(due.until === null ? {} : { to: due.until }) },
      },
      covers: due.count,
      coversUntil: due.until,
      requestedBy: null,
    },
  ];
}

/** @throws Problem `not_found` for a deleted task: only `restore` may touch it */
export function assertNotDeleted(task: LockedTask): void {
  if (task.status === 4)
    throw new Problem('not_found', operationTexts.taskDeleted(task.id, task.name), {
      remedy: operationTexts.restoreFirst,
    });
}
