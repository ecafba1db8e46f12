import { z } from 'zod';
import type { Caller } from '../contract/api';
import type { JsonObject } from '../contract/primitives';
import type { TaskChanges, TaskDraft } from '../contract/task';
import { rowOf } from './new-task';
import type { NewTask, TaskChange, TaskRecords } from './task-records';
import type { LockedTask } from './stored-task';
import { changeOf } from './task-changes';
import { decideEdit } from './task-edit';
import { decidePause, decideResume } from './task-pause';
import { nextPlanned, readSchedule } from './task-schedule';

/** A task that another system plans and this program runs: the draft with our ids, and where it came from. */
export interface OutsideTask {
  readonly draft: TaskDraft;
  readonly source: { readonly kind: string; readonly id: string; readonly fingerprint: string };
  /** NexusAI's: 1 enabled, 2 disabled, 3 paused. */
  readonly status: number;
  readonly executionCount: number;
}

/** A task of ours that came from a source before. */
export interface KnownOutsideTask {
  readonly taskId: string;
  readonly sourceId: string;
  readonly name: string;
  readonly fingerprint: string;
  readonly deleted: boolean;
}

const kept = z
  .object({ fingerprint: z.string().catch(''), status: z.number().nullable().catch(null) })
  .catch({ fingerprint: '', status: null });

/** Tasks from outside, as an import reads and writes them. Every write is audited under the caller. */
export class OutsideTasks {
  constructor(
    private readonly tasks: Pick<TaskRecords, 'bySource' | 'create' | 'change'>,
    private readonly defaultTimeZone: () => string,
    private readonly caller: Caller,
  ) {}

  /** What came from this source before, deleted tasks included. */
  async bySource(kind: string): Promise<readonly KnownOutsideTask[]> {
    return (await this.tasks.bySource(kind)).map(({ sourceId, task }) => ({
      taskId: task.id,
      sourceId,
      name: task.name,
      fingerprint: kept.parse(task.source).fingerprint,
      deleted: task.status === 4,
    }));
  }

  /** Creates tasks, all or none; answers their ids in order. One with nothing ahead comes in as finished. */
  create(outside: readonly OutsideTask[]): Promise<readonly string[]> {
    return this.tasks.create((now) => outside.map((task) => this.#row(task, now)));
  }

  /** An edit like any other: nothing that has passed is run again. The status follows only when it changed at the source. */
  async update(taskId: string, outside: OutsideTask): Promise<void> {
    const [result] = await this.tasks.change([taskId], (task, now) => this.#edit(task, outside, now));
    if (result !== undefined && result.error !== null) throw result.error;
  }

  #row({ draft, source, status, executionCount }: OutsideTask, now: Date): NewTask {
    const timeZone = draft.timeZone ?? this.defaultTimeZone();
    const zoned = { ...draft, timeZone };
    const reading = readSchedule(zoned, timeZone);
    const spent = draft.maxExecutions > 0 && executionCount >= draft.maxExecutions;
    const next = reading.ok && !spent ? nextPlanned(reading.compiled, now.getTime()) : null;
    return rowOf(
      zoned,
      this.caller,
      'tasks.import',
      { status: next === null ? 2 : status, nextRunTime: next?.toISOString() ?? null, executionCount },
      sourceOf(source, status),
    );
  }

  #edit(task: LockedTask, { draft, source, status }: OutsideTask, now: Date): TaskChange | null {
    const edit = { changes: knownOutside(draft), revision: null };
    const edited = decideEdit(task, edit, this.caller, this.defaultTimeZone(), now);
    const before = kept.parse(task.source).status;
    const moved = before !== null && before !== status ? this.#follow(task, status, now) : null;
    const base = edited ?? moved;
    const audit = base?.audit ?? {
      actor: this.caller.actor,
      origin: this.caller.origin,
      action: 'tasks.import',
      changes: null,
    };
    return {
      columns: { ...edited?.columns, ...moved?.columns },
      policies: { ...edited?.policies, ...moved?.policies, source: sourceOf(source, status) },
      runs: [...(edited?.runs ?? []), ...(moved?.runs ?? [])],
      removeRunId: null,
      audit,
    };
  }

  #follow(task: LockedTask, status: number, now: Date): TaskChange | null {
    if (status === 1 && task.status !== 1)
      return decideResume(task, this.caller, this.defaultTimeZone(), now);
    if (status === 3 && task.status === 1)
      return decidePause(task, { until: null, reason: 'Paused in NexusAI' }, this.caller, now);
    if (status === 2 && task.status !== 2)
      return changeOf(task, this.caller, 'tasks.import', { columns: { status: 2 } });
    return null;
  }
}

/** What NexusAI knows of a task; the zone, the policies and the tags are the operator's and survive every import. */
const knownOutside = (draft: TaskDraft): TaskChanges => ({
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
});

const sourceOf = (source: OutsideTask['source'], status: number): JsonObject => ({ ...source, status });
