import { z } from 'zod';
import type { Caller } from '../contract/api';
import type { TaskDraft } from '../contract/task';
import { auditDiff } from './audit-diff';
import { rowOf } from './new-task';
import type { LockedTask } from './stored-task';
import { changeOf } from './task-changes';
import type { TaskDefaults } from './task-defaults';
import { decideEdit } from './task-edit';
import type { NewTask, TaskChange, TaskRecords } from './task-records';
import { nextPlanned, readSchedule } from './task-schedule';

interface ImportedTask {
  readonly draft: TaskDraft;
  readonly source: { readonly kind: string; readonly id: string; readonly fingerprint: string };
  /** 1 enabled, 2 disabled, 3 paused. */
  readonly status: number;
  readonly executionCount: number;
}

interface KnownTask {
  readonly taskId: string;
  readonly sourceId: string;
  readonly name: string;
  readonly fingerprint: string;
  readonly deleted: boolean;
}

const storedSource = z.looseObject({ fingerprint: z.string() }).catch({ fingerprint: '' });

/** The tasks of this database as an import from NexusAI needs them: found by their source, created, brought up to date. */
export const importedTaskRecords = (
  tasks: TaskRecords,
  defaults: TaskDefaults,
  caller: Caller,
): {
  bySource(kind: string): Promise<readonly KnownTask[]>;
  create(imported: readonly ImportedTask[]): Promise<readonly string[]>;
  update(taskId: string, imported: ImportedTask): Promise<void>;
} => ({
  bySource: async (kind) =>
    (await tasks.bySource(kind)).map(({ sourceId, task }) => ({
      taskId: task.id,
      sourceId,
      name: task.name,
      fingerprint: storedSource.parse(task.source).fingerprint,
      deleted: task.status === 4,
    })),
  create: async (imported) =>
    imported.length === 0
      ? []
      : tasks.create((now) => imported.map((task) => newRow(task, defaults.timeZone(), caller, now))),
  update: async (taskId, imported) => {
    const [result] = await tasks.change([taskId], (task, now) =>
      broughtUpToDate(task, imported, defaults.timeZone(), caller, now),
    );
    if (result?.error) throw result.error;
  },
});

/** With nothing ahead it comes in as finished; disabled and paused ones stay so, keeping their plan. */
const newRow = (task: ImportedTask, defaultZone: string, caller: Caller, now: Date): NewTask => {
  const { draft, executionCount } = task;
  const zoned = { ...draft, timeZone: draft.timeZone ?? defaultZone };
  const reading = readSchedule(zoned, zoned.timeZone);
  const spent = draft.maxExecutions > 0 && executionCount >= draft.maxExecutions;
  const next = reading.ok && !spent ? nextPlanned(reading.compiled, now.getTime()) : null;
  const standing = {
    status: next === null ? 2 : task.status,
    nextRunTime: next?.toISOString() ?? null,
    executionCount,
  };
  return rowOf(zoned, caller, 'tasks.import', standing, { ...task.source });
};

/** What NexusAI knows is taken over; the zone, the policies and the tags are the operator's. */
const broughtUpToDate = (
  task: LockedTask,
  imported: ImportedTask,
  defaultZone: string,
  caller: Caller,
  now: Date,
): TaskChange | null => {
  const { draft } = imported;
  const changes = {
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
  };
  const edit = decideEdit(task, { changes, revision: null }, caller, defaultZone, now);
  const stops = task.status === 1 && (imported.status === 2 || imported.status === 3);
  const columns = stops ? { status: imported.status } : {};
  const policies = { source: { ...imported.source } };
  if (edit === null) return changeOf(task, caller, 'tasks.import', { columns, policies });
  return {
    ...edit,
    columns: { ...edit.columns, ...columns },
    policies: { ...edit.policies, ...policies },
    audit: {
      ...edit.audit,
      action: 'tasks.import',
      changes: { ...edit.audit.changes, ...auditDiff(task, { ...columns, ...policies }) },
    },
  };
};
