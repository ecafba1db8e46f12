import type { z } from 'zod';
import { taskChanges, taskDraft, type TaskDraft } from '../../../src-main/contract/task';
import { wallTimeOf } from '../../time/clock-text';
import { readInputText } from './input-text';
import { runsOnce, type FormField, type TaskForm, type Typed } from './task-form';

export type DraftField = keyof TaskDraft;
export type GivenChanges = z.infer<typeof taskChanges>;

/** A draft's fields with whatever was typed in them; `undefined` stands for what cannot be read at all. */
type Candidate = { readonly [K in DraftField]?: unknown };

const orNull = (typed: Typed): number | null => (typed === '' ? null : typed);

/** What the fields of another way to repeat hold does not matter, so they keep what is stored. */
const relevant: Readonly<
  Record<'repeatDays' | 'repeatDayOfMonth' | 'repeatMonth' | 'repeatDayOfYear', string>
> = {
  repeatDays: 'week',
  repeatDayOfMonth: 'month',
  repeatMonth: 'year',
  repeatDayOfYear: 'year',
};

const confirmersOf = (form: TaskForm): Record<string, number[]> | null =>
  form.confirmers.length === 0
    ? null
    : Object.fromEntries(form.confirmers.map(({ node, users }) => [node.trim(), [...users]]));

/** The answers as the contract's fields, not yet checked. `base` is what is stored. */
export const candidateOf = (form: TaskForm, base: TaskDraft): Candidate => {
  const text = form.inputText === null ? null : readInputText(form.inputText);
  const dated = form.ends === 'date' || form.ends === 'first';
  const counted = form.ends === 'runs' || form.ends === 'first';
  const typed: Record<DraftField, unknown> = {
    name: form.name,
    description: form.description === '' ? null : form.description,
    taskType: form.taskType,
    userId: form.userId,
    appId: form.appId,
    workflowId: form.workflowId,
    input: text === null ? form.input : text.ok ? text.value : undefined,
    nodeConfirmUsers: confirmersOf(form),
    startTime: wallTimeOf(form.startDate, form.startClock) ?? undefined,
    endTime: dated ? (wallTimeOf(form.endDate, form.endClock) ?? '') : null,
    repeatType: form.repeatType,
    repeatInterval: orNull(form.repeatInterval),
    repeatDays: form.repeatDays.length === 0 ? null : [...form.repeatDays].sort((a, b) => a - b),
    repeatDayOfMonth: orNull(form.repeatDayOfMonth),
    repeatMonth: orNull(form.repeatMonth),
    repeatDayOfYear: orNull(form.repeatDayOfYear),
    maxExecutions: counted ? (form.maxExecutions === 0 ? null : orNull(form.maxExecutions)) : 0,
    taskData: base.taskData,
    timeZone: form.timeZone === '' ? null : form.timeZone,
    basis: form.basis,
    monthEnd: form.monthEnd,
    missed: form.missed,
    overlap: form.overlap,
    retryAttempts: form.retryAttempts,
    retryDelayMs: form.retryDelayMs,
    retryOn: form.retryOn,
    timeoutMs: form.timeoutMs,
    notify: form.notify,
    pinned: form.pinned,
    tags: [...form.tags],
  };
  // What is not asked keeps what is stored, however it was typed before another answer hid it.
  for (const field of ['repeatDays', 'repeatDayOfMonth', 'repeatMonth', 'repeatDayOfYear'] as const) {
    if (relevant[field] !== form.repeatType) typed[field] = base[field];
  }
  if (runsOnce(form)) {
    typed.repeatInterval = base.repeatInterval;
    typed.endTime = base.endTime;
    typed.maxExecutions = base.maxExecutions;
    typed.basis = base.basis;
  }
  // Blank stays whatever kind of blank is stored.
  if (form.description === '' && (base.description ?? '') === '') typed.description = base.description;
  if (form.repeatDays.length === 0 && (base.repeatDays ?? []).length === 0)
    typed.repeatDays = base.repeatDays;
  if (form.confirmers.length === 0 && Object.keys(base.nodeConfirmUsers ?? {}).length === 0)
    typed.nodeConfirmUsers = base.nodeConfirmUsers;
  return typed;
};

/** The field of the form that asks for a field of the contract. */
export const formFieldOf = (path: string): FormField | null => {
  const [field = ''] = path.split('.');
  const named: Readonly<Record<string, FormField>> = {
    startTime: 'startDate',
    endTime: 'endDate',
    nodeConfirmUsers: 'confirmers',
    taskData: 'input',
    appId: 'workflowId',
  };
  const mapped = named[field];
  if (mapped !== undefined) return mapped;
  return isFormField(field) ? field : null;
};

const formFields: ReadonlySet<string> = new Set<FormField>([
  'name',
  'description',
  'pinned',
  'tags',
  'userId',
  'appId',
  'workflowId',
  'input',
  'inputText',
  'confirmers',
  'taskType',
  'startDate',
  'startClock',
  'timeZone',
  'repeatType',
  'repeatInterval',
  'repeatDays',
  'repeatDayOfMonth',
  'repeatMonth',
  'repeatDayOfYear',
  'monthEnd',
  'basis',
  'ends',
  'endDate',
  'endClock',
  'maxExecutions',
  'overlap',
  'missed',
  'timeoutMs',
  'retryAttempts',
  'retryDelayMs',
  'retryOn',
  'notify',
]);

const isFormField = (field: string): field is FormField => formFields.has(field);

export const sameJson = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = Object.entries(a).filter(([, value]) => value !== undefined);
  const right = new Map(Object.entries(b).filter(([, value]) => value !== undefined));
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && sameJson(value, right.get(key)))
  );
};

/** The contract's fields whose answers differ from what is stored; order of keys does not count. */
export const changedFields = (form: TaskForm, base: TaskDraft): readonly DraftField[] => {
  const candidate = candidateOf(form, base);
  return draftFields.filter((field) => !sameJson(candidate[field], base[field]));
};

const draftFields = taskDraft.keyof().options;

/** The fields that make a schedule; only they matter to a preview. */
const ruleFields: readonly DraftField[] = [
  'taskType',
  'startTime',
  'endTime',
  'repeatType',
  'repeatInterval',
  'repeatDays',
  'repeatDayOfMonth',
  'repeatMonth',
  'repeatDayOfYear',
  'maxExecutions',
  'timeZone',
  'basis',
  'monthEnd',
];

/**
 * What the answers change about the schedule, for a preview; null while one of them cannot be read.
 * @param whole every field of the rule, as a new task needs, which has nothing stored
 */
export const ruleChanges = (form: TaskForm, base: TaskDraft, whole: boolean): GivenChanges | null => {
  const candidate = candidateOf(form, base);
  const changed = new Set(changedFields(form, base));
  const fields = ruleFields.filter((field) => whole || changed.has(field));
  if (fields.some((field) => candidate[field] === undefined)) return null;
  const parsed = taskChanges.safeParse(Object.fromEntries(fields.map((field) => [field, candidate[field]])));
  return parsed.success ? parsed.data : null;
};

/** Every changed field, for saving; null while one of them is not accepted. */
export const givenChanges = (form: TaskForm, base: TaskDraft): GivenChanges | null => {
  const candidate = candidateOf(form, base);
  const fields = changedFields(form, base);
  if (fields.some((field) => candidate[field] === undefined)) return null;
  const parsed = taskChanges.safeParse(Object.fromEntries(fields.map((field) => [field, candidate[field]])));
  return parsed.success ? parsed.data : null;
};
