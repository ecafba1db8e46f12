import type { z } from 'zod';
import { holdText } from '../contract/contract-texts';
import { jsonObject, type Locale } from '../contract/primitives';
import { outcome } from '../contract/run';
import { task as taskSchema, taskDraft } from '../contract/task';
import type { Task, TaskDraft, TaskRow, TaskState } from '../contract/task';
import { sentences, type Text } from '../contract/text';
import { parseRepeatDays } from '../recurrence/parse-repeat-days';
import { problemText } from '../recurrence/problem-words';
import { ruleFromColumns } from '../recurrence/rule-from-columns';
import { operationTexts } from './operation-texts';
import type { StoredTask, StoredTaskRow } from './stored-task';
import type { TaskDefaults } from './task-defaults';
import { ruleColumns } from './task-schedule';

const shape = taskDraft.shape;

/** The stored value where it is one the contract knows, else the fallback: one malformed row must not hide a page. */
function keep<T>(schema: z.ZodType<T>, value: unknown, fallback: T): T {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : fallback;
}

/** An instant as the contract writes it, with milliseconds; null when it is none. */
export function presentInstant(at: string | null): string | null {
  if (at === null) return null;
  const ms = Date.parse(at);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

function repeatDays(value: unknown): number[] | null {
  try {
    return parseRepeatDays(value);
  } catch {
    return null;
  }
}

/** The editable part of a task, as the editor and an export have it. */
export function presentDraft(stored: StoredTask): TaskDraft {
  return {
    name: keep(shape.name, stored.name, `#${stored.id}`),
    description: stored.description,
    taskType: keep(shape.taskType, stored.taskType, 'recurring'),
    userId: stored.userId,
    appId: stored.appId,
    workflowId: stored.workflowId,
    input: stored.input,
    nodeConfirmUsers: keep(shape.nodeConfirmUsers, stored.nodeConfirmUsers, null),
    startTime: keep(shape.startTime, stored.startTime, '9999-12-31T23:59:59'),
    endTime: keep(shape.endTime, stored.endTime, null),
    repeatType: keep(shape.repeatType, stored.repeatType ?? 'none', 'none'),
    repeatInterval: keep(shape.repeatInterval, stored.repeatInterval ?? 1, 1),
    repeatDays: repeatDays(stored.repeatDays),
    repeatDayOfMonth: keep(shape.repeatDayOfMonth, stored.repeatDayOfMonth, null),
    repeatMonth: keep(shape.repeatMonth, stored.repeatMonth, null),
    repeatDayOfYear: keep(shape.repeatDayOfYear, stored.repeatDayOfYear, null),
    maxExecutions: keep(shape.maxExecutions, stored.maxExecutions ?? 0, 0),
    taskData: stored.taskData,
    timeZone: stored.timeZone,
    basis: keep(shape.basis, stored.basis, 'fixed'),
    monthEnd: keep(shape.monthEnd, stored.monthEnd, 'last_day'),
    missed: keep(shape.missed, stored.missed, null),
    overlap: keep(shape.overlap, stored.overlap, null),
    retryAttempts: keep(shape.retryAttempts, stored.retryAttempts, null),
    retryDelayMs: keep(shape.retryDelayMs, stored.retryDelayMs, null),
    retryOn: keep(shape.retryOn, stored.retryOn, null),
    timeoutMs: keep(shape.timeoutMs, stored.timeoutMs, null),
    notify: keep(shape.notify, stored.notify, 'app'),
    pinned: stored.pinned,
    tags: keep(shape.tags, stored.tags, []),
  };
}

/** Why a task cannot run as it stands; null when nothing is wrong with it. */
export function taskProblem(stored: StoredTask, defaults: TaskDefaults): Text | null {
  const reading = ruleFromColumns(ruleColumns(stored, defaults.timeZone()));
  if (!reading.ok) return sentences(reading.problems.map(problemText));
  if (stored.holdReason !== null) return holdText(stored.holdReason);
  const { workflowStatus, appStatus, userStatus } = stored;
  if (workflowStatus === null) return operationTexts.workflowGone(stored.workflowId);
  if (workflowStatus !== 1) return operationTexts.workflowDisabled(stored.workflowName ?? stored.workflowId);
  if (appStatus === null) return operationTexts.appGone(stored.appId);
  if (appStatus !== 1) return operationTexts.appDisabled(stored.appName ?? stored.appId);
  if (userStatus === null) return operationTexts.userGone(stored.userId);
  if (userStatus !== 1) return operationTexts.userDisabled(stored.userName ?? stored.userId);
  return null;
}

function stateOf(stored: StoredTask, problem: Text | null): TaskState {
  switch (stored.status) {
    case 1:
      return problem === null ? 'enabled' : 'invalid';
    case 3:
      return 'paused';
    case 4:
      return 'deleted';
    default:
      return stored.ended ? 'ended' : 'disabled';
  }
}

/**
 * A task as the contract has it. `nextRunTime` is null unless the task is enabled: a paused, ended or disabled one keeps
 * its value in the row, but shows no stale date. `lastRunOutcome` and `lastRunId` come from the newest ended run.
 */
export function presentTask(stored: StoredTaskRow, defaults: TaskDefaults, locale: Locale = 'en'): Task {
  const problem = taskProblem(stored, defaults);
  const state = stateOf(stored, problem);
  const last = stored.recentRuns.find((run) => outcome.safeParse(run.status).success) ?? null;
  return taskSchema.parse({
    ...presentDraft(stored),
    id: stored.id,
    status: stored.status,
    state,
    problem: state === 'deleted' ? null : (problem?.[locale] ?? null),
    timeZone: stored.timeZone ?? defaults.timeZone(),
    nextRunTime: stored.status === 1 ? presentInstant(stored.nextRunTime) : null,
    lastRunTime: presentInstant(stored.lastRunTime),
    lastRunStatus: stored.lastRunStatus,
    lastRunOutcome: last === null ? null : keep(outcome.nullable(), last.status, null),
    lastRunId: last?.id ?? null,
    executionCount: stored.executionCount ?? 0,
    pausedUntil: stored.status === 3 ? presentInstant(stored.pausedUntil) : null,
    pauseReason: stored.status === 3 ? stored.pauseReason : null,
    pausedBy: stored.status === 3 ? stored.pausedBy : null,
    workflowName: stored.workflowName,
    appName: stored.appName,
    userName: stored.userName,
    connector: stored.connector,
    openRuns: stored.openRuns,
    attention: stored.attention,
    createdAt: presentInstant(stored.createdAt),
    updatedAt: presentInstant(stored.updatedAt),
    revision: stored.revision,
    source: keep(jsonObject.nullable(), stored.source, null),
  });
}

/** A task in a list. */
export function presentTaskRow(stored: StoredTaskRow, defaults: TaskDefaults, locale?: Locale): TaskRow {
  return {
    ...presentTask(stored, defaults, locale),
    recentRuns: stored.recentRuns.map((run) => ({
      ...run,
      at: presentInstant(run.at) ?? '1970-01-01T00:00:00.000Z',
    })),
    medianMs: stored.medianMs,
  };
}
