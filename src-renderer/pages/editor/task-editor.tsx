import { useRouter } from '@tanstack/react-router';
import { useCallback, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskDraft, TaskRow } from '../../../src-main/contract/task';
import { useCall } from '../../client/use-call';
import { useLocale } from '../../i18n/use-locale';
import { useKeys } from '../../shell/key-map';
import { Page } from '../../shell/page';
import { useCommandBlock } from '../../shell/use-command-block';
import { useSettings } from '../../shell/use-settings';
import { useNow, useTime } from '../../time/use-time';
import { Button } from '../../ui/button';
import { ErrorNotice } from '../../ui/error-notice';
import { Note } from '../../ui/note';
import { BasicsCard } from './basics-card';
import { ConflictDialog } from './conflict-dialog';
import { EditorContext, type EditorState } from './editor-state';
import { fieldLabel } from './field-label';
import { formIssues } from './form-issues';
import { variablesOf } from './input-values';
import { IssueList } from './issue-list';
import { issueText } from './issue-text';
import { LeaveDialog } from './leave-dialog';
import { NotifyCard } from './notify-card';
import { PoliciesCard } from './policies-card';
import { ScheduleCard } from './schedule-card';
import { SummaryPanel } from './summary-panel';
import type { FormField, TaskForm } from './task-form';
import classes from './task-editor.module.css';
import { useConsequence } from './use-preview';
import { useSave } from './use-save';
import { useTaskForm } from './use-task-form';
import { WorkflowCard } from './workflow-card';

interface Props {
  readonly title: string;
  /** As it is stored now; null for a new one. */
  readonly task: TaskRow | null;
  /** What a new task starts with. */
  readonly start: TaskDraft;
  /** Of the draft that outlives a crash. */
  readonly draftKey: string;
}

const formId = 'task-editor';

/** Enter that ends a composition chooses a word; it never saves. Some engines tell it by the key code only. */
const guardComposition = (event: KeyboardEvent): void => {
  const composing = event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229;
  if (event.key === 'Enter' && composing) event.preventDefault();
};

/** One element for good: the cards are drawn anew by the answers they read, not by the page around them. */
const questions = (
  <>
    <BasicsCard />
    <WorkflowCard />
    <ScheduleCard />
    <PoliciesCard />
    <NotifyCard />
  </>
);

/** The editor of a task: the questions on the left, their consequence on the right. */
export const TaskEditor = ({ title, task, start, draftKey }: Props): ReactNode => {
  const { t } = useTranslation('editor');
  const locale = useLocale();
  const time = useTime();
  const now = useNow();
  const router = useRouter();
  const blocked = useCommandBlock();
  const { singleKeys } = useSettings().advanced;
  const state = useTaskForm(task, start, draftKey);
  const { form, base, changed, dirty } = state;
  const [attempt, setAttempt] = useState(0);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const save = useSave({ state, task, onRefused: () => setAttempt((count) => count + 1) });
  const list = useCall('workflows', 'list', {});
  const workflows = list.data?.workflows ?? null;
  const chosen = workflows?.find((one) => one.workflowId === form.workflowId);
  const variables = useMemo(() => variablesOf(chosen?.inputDefinition ?? null), [chosen]);
  const consequence = useConsequence(form, base, task?.id ?? null);

  const isNew = task === null;
  const found = useMemo(
    () => formIssues(form, { base, variables, isNew, now }),
    [base, form, isNew, now, variables],
  );
  const asked = attempt > 0;
  // A new task without a run ahead is refused; the preview knows before it is asked.
  const lifeless = task === null && found.length === 0 && consequence.preview?.occurrences.length === 0;
  const problem = consequence.preview?.problems[0];
  const { refused, forget } = save;
  const shown = useMemo(
    (): { readonly field: FormField; readonly text: string }[] => [
      ...found
        .filter(({ field }) => asked || (left.has(field) && changed.has(field)))
        .map((issue) => ({ field: issue.field, text: issueText(issue, t, locale) })),
      ...(asked && lifeless ? [{ field: 'endDate' as const, text: problem ?? t('issues.noneLeft') }] : []),
      ...refused.map(({ field, text }) => ({
        field,
        text: locale === 'en' ? text : (problem ?? t('issues.refused')),
      })),
    ],
    [asked, changed, found, left, lifeless, locale, problem, refused, t],
  );
  const setAnswers = state.set;
  const set = useCallback(
    (part: Partial<TaskForm>) => {
      forget();
      setAnswers(part);
    },
    [forget, setAnswers],
  );
  // The same until an answer changes: what the preview says draws the summary anew, not the questions.
  const shared = useMemo(
    (): EditorState => ({
      form,
      set,
      base,
      task,
      changed: isNew ? new Set() : changed,
      issues: new Map(shown.map(({ field, text }) => [field, text])),
      inputIssues: asked ? found.flatMap((issue) => (issue.code === 'variables' ? issue.variables : [])) : [],
      workflows,
      workflowsFailed: list.error !== null,
      variables,
    }),
    [asked, base, changed, form, found, isNew, list.error, set, shown, task, variables, workflows],
  );

  const submit = (andRun: boolean): void => {
    if (blocked !== null || save.busy !== null) return;
    forget();
    if (found.length > 0 || lifeless) setAttempt((count) => count + 1);
    else void save.save(andRun);
  };
  useKeys([{ keys: 'mod+s', run: () => submit(false) }], singleKeys);

  const leave = (): void => {
    const to =
      task === null
        ? ({ to: '/tasks' } as const)
        : ({ to: '/tasks/$taskId', params: { taskId: task.id } } as const);
    void router.navigate(to);
  };
  const changedElsewhere = task !== null && dirty && state.revision !== task.revision;
  return (
    <Page
      title={title}
      actions={
        <>
          <Button onClick={leave}>{t('discard')}</Button>
          <Button blocked={blocked} busy={save.busy === 'run'} onClick={() => submit(true)}>
            {t('saveAndRun')}
          </Button>
          <Button look="primary" type="submit" form={formId} blocked={blocked} busy={save.busy === 'save'}>
            {t('save')}
          </Button>
        </>
      }
    >
      <EditorContext value={shared}>
        <div className={classes['notes']}>
          {asked ? (
            <IssueList
              attempt={attempt}
              issues={shown.map((issue) => ({ ...issue, label: fieldLabel(issue.field, t) }))}
            />
          ) : null}
          {save.error === null ? null : <ErrorNotice error={save.error} what={t('notSaved')} />}
          {state.restoredAt === null ? null : (
            <Note
              tone="run"
              role="status"
              actions={
                <Button size="row" onClick={state.discard}>
                  {t('restoredDiscard')}
                </Button>
              }
            >
              {t('restored', { time: time.moment(state.restoredAt, now) })}
            </Note>
          )}
          {changedElsewhere ? (
            <Note tone="warn" role="status">
              {t('changedElsewhere')}
            </Note>
          ) : null}
          {blocked === null ? null : (
            <Note tone="warn" role="status">
              {t('offline', { reason: blocked })}
            </Note>
          )}
        </div>
        <div className={classes['layout']}>
          <form
            id={formId}
            className={classes['form']}
            noValidate
            autoComplete="off"
            onSubmit={(event) => {
              event.preventDefault();
              submit(false);
            }}
          >
            <div
              role="presentation"
              className={classes['cards']}
              onKeyDown={guardComposition}
              onBlur={(event) => {
                const question = event.target.closest('[data-question]')?.getAttribute('data-question') ?? '';
                if (question !== '') setLeft((before) => new Set([...before, ...question.split(' ')]));
              }}
            >
              {questions}
            </div>
          </form>
          <SummaryPanel
            consequence={consequence}
            timeZone={form.timeZone}
            task={task}
            touched={state.touched}
          />
        </div>
      </EditorContext>
      <LeaveDialog name={form.name} asks={() => dirty && !state.isClosed()} onDiscard={state.giveUp} />
      {save.conflict === null ? null : (
        <ConflictDialog
          latest={save.conflict.latest}
          changes={save.conflict.changes}
          onClose={save.dropConflict}
          onSave={(mine) => void save.resolve(mine)}
        />
      )}
    </Page>
  );
};
