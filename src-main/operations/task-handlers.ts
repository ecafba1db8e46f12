import type { Caller, Handlers } from '../contract/api';
import { Problem } from '../contract/errors';
import type { Task } from '../contract/task';
import { clockChanges } from '../recurrence/clock-changes';
import { UnknownTimeZoneError } from '../recurrence/time-zone';
import { operationTexts } from './operation-texts';
import { auditEntry } from './audit-diff';
import type { AuditRecords } from './audit-records';
import { changeMany, selectedIds } from './bulk';
import { exportTasks } from './export-tasks';
import { readImport } from './import-rows';
import { newTask } from './new-task';
import { presentTask, presentTaskRow } from './present-task';
import type { RequestedRun, RunRecords, RunRequest } from './run-records';
import type { StatusSource } from './status-source';
import type { LockedTask, StoredTaskRow } from './stored-task';
import type { TaskDefaults } from './task-defaults';
import { assertReferences } from './task-draft-check';
import { decideEdit } from './task-edit';
import { changeOf } from './task-changes';
import { givenFields } from './given-fields';
import { importTasks } from './task-import';
import { decidePause, decideResume } from './task-pause';
import { decideUndoPause } from './undo-pause';
import { previewTask } from './preview-task';
import type { ChangeResult, TaskChange, TaskRecords } from './task-records';
import { decideDelete, decideRestore } from './task-removal';
import { decideSkip, decideUndoSkip } from './task-skip';
import { whyNotRunning } from './why-not-running';
import type { TargetSource } from './target-source';

/** What the task operations stand on. */
export interface TaskOperations {
  readonly tasks: TaskRecords;
  readonly runs: RunRecords;
  readonly audit: AuditRecords;
  readonly defaults: TaskDefaults;
  readonly status: StatusSource;
  readonly targets: TargetSource;
  /** This machine's clock, for previews only: what is due is decided by the database's. */
  readonly now: () => Date;
}

/** A double click is one run. */
const doubleActivationMs = 1000;
const selectionLimit = 10_000;

/** What an operator can do with tasks. Every change is audited in its own transaction. */
export function taskHandlers(operations: TaskOperations): Handlers['tasks'] {
  const { tasks, runs, audit, defaults } = operations;
  const zone = (): string => defaults.timeZone();

  const row = async (id: string): Promise<StoredTaskRow> => {
    const found = await tasks.get(id);
    if (found === null) throw noSuchTask(id);
    return found;
  };
  const present = async (id: string, caller: Caller): Promise<Task> =>
    presentTask(await row(id), defaults, caller.locale);
  const changeOne = async (
    id: string,
    decide: (task: LockedTask, now: Date) => TaskChange | null,
  ): Promise<ChangeResult> => {
    const [result] = await tasks.change([id], decide);
    if (result === undefined) throw noSuchTask(id);
    if (result.error !== null) throw result.error;
    return result;
  };
  const runRequest = (
    taskId: string,
    caller: Caller,
    input: RunRequest['input'],
    action: string,
  ): RunRequest => ({
    taskId,
    input,
    requestedBy: caller.actor,
    mergeWithinMs: doubleActivationMs,
    delayMs: 0,
    serial: false,
    audit: auditEntry(caller, action),
  });

  return {
    list: async (query, { locale }) => {
      const page = await tasks.page(query);
      return { ...page, rows: page.rows.map((stored) => presentTaskRow(stored, defaults, locale)) };
    },
    get: async ({ id }, { locale }) => presentTaskRow(await row(id), defaults, locale),
    create: async (draft, caller) => {
      assertReferences(draft, await tasks.references([draft.userId], [draft.appId], [draft.workflowId]));
      const [id] = await tasks.create((now) => [newTask(draft, caller, zone(), now)]);
      return present(id ?? '0', caller);
    },
    update: async ({ id, changes, revision }, caller) => {
      const { userId, appId, workflowId } = changes;
      if (userId !== undefined || appId !== undefined || workflowId !== undefined) {
        const stored = await row(id);
        const pair =
          appId === undefined && workflowId === undefined
            ? {}
            : { appId: appId ?? stored.appId, workflowId: workflowId ?? stored.workflowId };
        const named = { ...(userId === undefined ? {} : { userId }), ...pair };
        assertReferences(
          named,
          await tasks.references(
            [userId ?? stored.userId],
            [appId ?? stored.appId],
            [workflowId ?? stored.workflowId],
          ),
        );
      }
      await changeOne(id, (task, now) =>
        decideEdit(task, { changes: givenFields(changes), revision }, caller, zone(), now),
      );
      return present(id, caller);
    },
    pause: ({ select, until, reason }, caller) =>
      changeMany(
        tasks,
        select,
        (task, now) => decidePause(task, { until, reason }, caller, now),
        caller.locale,
      ),
    resume: ({ select }, caller) =>
      changeMany(tasks, select, (task, now) => decideResume(task, caller, zone(), now), caller.locale),
    undoPause: async ({ ids, of }, caller) => {
      const before = await audit.lastPauseChanges(ids, `tasks.${of}`, caller.actor);
      return changeMany(
        tasks,
        { ids },
        (task, now) => decideUndoPause(task, before.get(task.id) ?? {}, caller, zone(), now),
        caller.locale,
      );
    },
    runNow: async ({ id, input }, caller) => {
      const [requested] = await runs.request([runRequest(id, caller, input, 'tasks.runNow')]);
      if (requested === undefined || requested === null) throw noSuchTask(id);
      return requested;
    },
    runNowMany: async ({ select }, caller) => {
      const ids = await selectedIds(tasks, select);
      const requested = await runs.request(
        ids.map((id) => runRequest(id, caller, undefined, 'tasks.runNow')),
      );
      const answers = ids.map((id, i): { id: string; answer: RequestedRun | null } => ({
        id,
        answer: requested[i] ?? null,
      }));
      const failed = answers.filter(({ answer }) => answer === null);
      return {
        done: answers.length - failed.length,
        changed: answers.filter(({ answer }) => answer !== null).map(({ id }) => id),
        failed: failed.map(({ id }) => ({ id, name: '', error: noSuchTask(id).infoIn(caller.locale) })),
      };
    },
    skipNext: async ({ id }, caller) => {
      let skipped = '';
      let next: string | null = null;
      const { runIds } = await changeOne(id, (task) => {
        const change = decideSkip(task, caller, zone());
        skipped = change?.runs[0]?.plannedAt ?? '';
        next = change?.columns.nextRunTime ?? null;
        return change;
      });
      const [runId] = runIds;
      if (runId === undefined)
        throw new Problem('conflict', operationTexts.alreadyRecorded, {
          remedy: operationTexts.taskMovedOn,
        });
      return { runId, skipped: new Date(skipped).toISOString(), next };
    },
    undoSkip: async ({ runId }, caller) => {
      const [skipped] = await runs.some([runId]);
      if (skipped === undefined || skipped.reasonCode !== 'skipped_by_operator')
        throw new Problem('not_found', operationTexts.noSuchSkip, {
          remedy: operationTexts.maybeTakenBack,
        });
      await changeOne(skipped.taskId, (task, now) =>
        decideUndoSkip(task, { runId, plannedAt: skipped.plannedAt }, caller, zone(), now),
      );
      return present(skipped.taskId, caller);
    },
    delete: ({ select }, caller) =>
      changeMany(tasks, select, (task) => decideDelete(task, caller), caller.locale),
    restore: async ({ select }, caller) => {
      const ids = await selectedIds(tasks, select);
      const before = await audit.statusBeforeDelete(ids);
      return changeMany(
        tasks,
        { ids: [...ids] },
        (task, now) => decideRestore(task, before.get(task.id) ?? 1, caller, zone(), now),
        caller.locale,
      );
    },
    pin: async ({ id, pinned }, caller) => {
      await changeOne(id, (task) => changeOf(task, caller, 'tasks.pin', { policies: { pinned } }));
      return present(id, caller);
    },
    preview: (question) => previewTask(operations, question),
    clockChanges: async ({ timeZone, from, to }) => {
      try {
        const changes = clockChanges(timeZone, Date.parse(from) - 1, Date.parse(to));
        return {
          changes: changes.slice(0, 1000).map((change) => ({
            at: new Date(change.atMs).toISOString(),
            from: change.fromLocalTime,
            to: change.toLocalTime,
            shiftMinutes: Math.round(change.forwardMs / 60_000),
          })),
        };
      } catch (error) {
        if (!(error instanceof UnknownTimeZoneError)) throw error;
        throw new Problem('invalid_input', error.text, {
          issues: [{ path: 'timeZone', message: operationTexts.zoneName }],
        });
      }
    },
    why: async ({ id, locale }) => {
      const task = await row(id);
      const executor = defaults.executor();
      return whyNotRunning({
        task,
        status: await operations.status.status(),
        defaultTimeZone: zone(),
        defaultOverlap: executor.overlap,
        ...(await operations.targets.describe(task.workflowId, locale)),
        holder: await tasks.holder(id),
        now: operations.now(),
        locale,
      });
    },
    audit: async ({ id, limit }) => ({ entries: [...(await audit.ofTask(id, limit))] }),
    export: async ({ select, format }) =>
      exportTasks(await tasks.select(select, selectionLimit), defaults, format),
    import: ({ text, dryRun }, caller) =>
      importTasks(tasks, defaults, readImport(text), { kind: 'file', ownIds: true }, dryRun, caller),
  };
}

function noSuchTask(id: string): Problem {
  return new Problem('not_found', operationTexts.noTask(id), {
    remedy: operationTexts.taskMayBeDeleted,
  });
}
