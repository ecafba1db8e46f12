import type { Json } from '../../../src-main/contract/primitives';
import type { Basis, MonthEnd, RepeatType } from '../../../src-main/contract/rule';
import type {
  MissedPolicy,
  OverlapPolicy,
  RetryableOutcome,
  TaskDraft,
  TaskType,
} from '../../../src-main/contract/task';
import { shownClock } from '../../time/clock-text';

/** A number as it is typed: empty while the field is empty, and any number, allowed or not. */
export type Typed = number | '';

export type EndKind = 'never' | 'date' | 'runs' | 'first';

/** Who confirms one step of the workflow. */
export interface Confirmers {
  readonly node: string;
  readonly users: readonly number[];
}

/** Everything the editor asks, as it is typed: half-finished answers included. */
export interface TaskForm {
  readonly name: string;
  readonly description: string;
  readonly pinned: boolean;
  readonly tags: readonly string[];
  readonly userId: string;
  readonly appId: string;
  readonly workflowId: string;
  readonly input: Json;
  /** The input as JSON text while it is edited so; null = as a form. */
  readonly inputText: string | null;
  readonly confirmers: readonly Confirmers[];
  readonly taskType: TaskType;
  /** `2026-02-22` */
  readonly startDate: string;
  /** `02:30` */
  readonly startClock: string;
  readonly timeZone: string;
  readonly repeatType: RepeatType;
  readonly repeatInterval: Typed;
  /** Empty = the weekday of the start. */
  readonly repeatDays: readonly number[];
  /** Empty = the start's own, like month and day of the year. */
  readonly repeatDayOfMonth: Typed;
  readonly repeatMonth: Typed;
  readonly repeatDayOfYear: Typed;
  readonly monthEnd: MonthEnd;
  readonly basis: Basis;
  readonly ends: EndKind;
  readonly endDate: string;
  readonly endClock: string;
  readonly maxExecutions: Typed;
  /** Null = as the application's settings say, like every policy below. */
  readonly overlap: OverlapPolicy | null;
  readonly missed: MissedPolicy | null;
  /** Milliseconds. */
  readonly timeoutMs: Typed | null;
  readonly retryAttempts: Typed | null;
  /** Milliseconds. */
  readonly retryDelayMs: Typed | null;
  readonly retryOn: readonly RetryableOutcome[] | null;
  readonly notify: TaskDraft['notify'];
}

export type FormField = keyof TaskForm;

const endKind = (endTime: string | null, maxExecutions: number): EndKind => {
  if (endTime !== null) return maxExecutions > 0 ? 'first' : 'date';
  return maxExecutions > 0 ? 'runs' : 'never';
};

/** A stored task as the editor's questions with their answers. */
export const formOf = (draft: TaskDraft): TaskForm => ({
  name: draft.name,
  description: draft.description ?? '',
  pinned: draft.pinned,
  tags: draft.tags,
  userId: draft.userId,
  appId: draft.appId,
  workflowId: draft.workflowId,
  input: draft.input,
  inputText: null,
  confirmers: Object.entries(draft.nodeConfirmUsers ?? {}).map(([node, users]) => ({ node, users })),
  taskType: draft.taskType,
  startDate: draft.startTime.slice(0, 10),
  startClock: shownClock(draft.startTime),
  timeZone: draft.timeZone ?? '',
  repeatType: draft.repeatType,
  repeatInterval: draft.repeatInterval,
  repeatDays: draft.repeatDays ?? [],
  repeatDayOfMonth: draft.repeatDayOfMonth ?? '',
  repeatMonth: draft.repeatMonth ?? '',
  repeatDayOfYear: draft.repeatDayOfYear ?? '',
  monthEnd: draft.monthEnd,
  basis: draft.basis,
  ends: endKind(draft.endTime, draft.maxExecutions),
  endDate: draft.endTime?.slice(0, 10) ?? '',
  endClock: draft.endTime === null ? '23:59:59' : shownClock(draft.endTime),
  maxExecutions: draft.maxExecutions === 0 ? '' : draft.maxExecutions,
  overlap: draft.overlap,
  missed: draft.missed,
  timeoutMs: draft.timeoutMs,
  retryAttempts: draft.retryAttempts,
  retryDelayMs: draft.retryDelayMs,
  retryOn: draft.retryOn,
  notify: draft.notify,
});

/** Whether the task runs once: nothing about repeating is asked then. */
export const runsOnce = (form: Pick<TaskForm, 'taskType' | 'repeatType'>): boolean =>
  form.taskType === 'one_time' || form.repeatType === 'none';
