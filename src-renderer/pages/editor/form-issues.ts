import { taskDraft, type TaskDraft } from '../../../src-main/contract/task';
import { instantOfWall } from '../../time/wall-instant';
import { isDate, readClock, wallTimeOf } from '../../time/clock-text';
import { candidateOf, changedFields, type DraftField } from './draft-of-form';
import { inputIssues, type InputIssue } from './input-issues';
import { readInputText } from './input-text';
import type { Variable } from './input-values';
import { runsOnce, type FormField, type TaskForm } from './task-form';

/** What is wrong with an answer: a code with its numbers, put into words where it is shown. */
export type FormIssue = { readonly field: FormField } & (
  | {
      readonly code:
        'required' | 'choose' | 'date' | 'clock' | 'startPast' | 'endBeforeStart' | 'node' | 'nobody';
    }
  | { readonly code: 'tooLong'; readonly max: number }
  | { readonly code: 'range' | 'span'; readonly min: number; readonly max: number }
  | { readonly code: 'json'; readonly line: number }
  | { readonly code: 'variables'; readonly variables: readonly InputIssue[] }
);

export interface IssueContext {
  readonly base: TaskDraft;
  /** What the chosen workflow asks for. */
  readonly variables: readonly Variable[];
  readonly isNew: boolean;
  readonly now: Date;
}

/** The order of the form, which is the order of the list of issues. */
const ranges = {
  repeatInterval: [1, 1_000_000],
  repeatDayOfMonth: [1, 31],
  repeatMonth: [1, 12],
  repeatDayOfYear: [1, 31],
  maxExecutions: [1, 2_147_483_647],
  retryAttempts: [0, 20],
} as const;

/** Milliseconds. */
const spans = { timeoutMs: [1_000, 2_592_000_000], retryDelayMs: [0, 86_400_000] } as const;

const momentIssues = (
  date: 'startDate' | 'endDate',
  clock: 'startClock' | 'endClock',
  form: TaskForm,
): readonly FormIssue[] => [
  ...(isDate(form[date]) ? [] : [{ field: date, code: 'date' } as const]),
  ...(readClock(form[clock]) === null ? [{ field: clock, code: 'clock' } as const] : []),
];

const scheduleIssues = (form: TaskForm, { base, isNew, now }: IssueContext): readonly FormIssue[] => {
  const start = wallTimeOf(form.startDate, form.startClock);
  const once = runsOnce(form);
  const issues: FormIssue[] = [...momentIssues('startDate', 'startClock', form)];
  if (form.timeZone === '') issues.push({ field: 'timeZone', code: 'choose' });
  else if (start !== null && once) {
    const changed = changedFields(form, base);
    const touched = isNew || changed.some((field) => ['startTime', 'timeZone', 'taskType'].includes(field));
    const at = instantOfWall(start.slice(0, 19), form.timeZone);
    if (touched && at !== null && at.getTime() <= now.getTime())
      issues.push({ field: 'startDate', code: 'startPast' });
  }
  if (!once && (form.ends === 'date' || form.ends === 'first')) {
    issues.push(...momentIssues('endDate', 'endClock', form));
    const end = wallTimeOf(form.endDate, form.endClock);
    if (end !== null && start !== null && end < start)
      issues.push({ field: 'endDate', code: 'endBeforeStart' });
  }
  return issues;
};

const inputFormIssues = (form: TaskForm, context: IssueContext): readonly FormIssue[] => {
  const text = form.inputText === null ? null : readInputText(form.inputText);
  if (text !== null && !text.ok) return [{ field: 'input', code: 'json', line: text.line }];
  const changed = changedFields(form, context.base);
  if (!context.isNew && !changed.includes('input') && !changed.includes('workflowId')) return [];
  const variables = inputIssues(context.variables, text === null ? form.input : text.value);
  return variables.length === 0 ? [] : [{ field: 'input', code: 'variables', variables }];
};

const confirmerIssues = ({ confirmers }: TaskForm): readonly FormIssue[] => {
  const names = confirmers.map(({ node }) => node.trim());
  if (names.includes('') || new Set(names).size < names.length)
    return [{ field: 'confirmers', code: 'node' }];
  return confirmers.some(({ users }) => users.length === 0) ? [{ field: 'confirmers', code: 'nobody' }] : [];
};

/** Everything that keeps the answers from being saved, in the order of the form. */
export const formIssues = (form: TaskForm, context: IssueContext): readonly FormIssue[] => {
  const candidate = candidateOf(form, context.base);
  const wrong = (field: DraftField): boolean => !taskDraft.shape[field].safeParse(candidate[field]).success;
  const issues: FormIssue[] = [];
  if (wrong('name'))
    issues.push(
      form.name.trim() === ''
        ? { field: 'name', code: 'required' }
        : { field: 'name', code: 'tooLong', max: 255 },
    );
  if (wrong('description')) issues.push({ field: 'description', code: 'tooLong', max: 255 });
  if (wrong('workflowId') || wrong('appId')) issues.push({ field: 'workflowId', code: 'choose' });
  if (wrong('userId')) issues.push({ field: 'userId', code: 'choose' });
  issues.push(...inputFormIssues(form, context), ...confirmerIssues(form), ...scheduleIssues(form, context));
  for (const field of [
    'repeatInterval',
    'repeatDayOfMonth',
    'repeatMonth',
    'repeatDayOfYear',
    'maxExecutions',
  ] as const)
    if (wrong(field)) issues.push(numberIssue(form, field));
  if (wrong('timeoutMs')) issues.push(spanIssue(form, 'timeoutMs'));
  if (wrong('retryAttempts')) issues.push(numberIssue(form, 'retryAttempts'));
  if (wrong('retryDelayMs')) issues.push(spanIssue(form, 'retryDelayMs'));
  return issues;
};

const numberIssue = (form: TaskForm, field: keyof typeof ranges): FormIssue => {
  const [min, max] = ranges[field];
  return form[field] === '' ? { field, code: 'required' } : { field, code: 'range', min, max };
};

const spanIssue = (form: TaskForm, field: keyof typeof spans): FormIssue => {
  const [min, max] = spans[field];
  return form[field] === '' ? { field, code: 'required' } : { field, code: 'span', min, max };
};
