import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkflowTarget } from '../../../src-main/contract/api';
import { useCall } from '../../client/use-call';
import { useSentenceGap } from '../../i18n/sentence-gap';
import { ActionLink } from '../../ui/action-link';
import { Card } from '../../ui/card';
import { SearchSelectField } from '../../ui/search-select-field';
import { ConfirmersQuestion } from './confirmers-question';
import { useEditor } from './editor-state';
import { firstInput, isObject, variablesOf } from './input-values';
import { InputsQuestion } from './inputs-question';
import { Question } from './question';
import type { TaskForm } from './task-form';
import { useConnectorName } from '../../ui/use-connector-name';
import classes from './task-editor.module.css';

const enabled = 1;

/** What choosing a workflow answers: its app, and for an input nobody has touched, what the workflow starts with. */
const answersOf = (
  workflow: WorkflowTarget,
  workflows: readonly WorkflowTarget[],
  form: TaskForm,
): Partial<TaskForm> => {
  const withApp = workflow.appId !== '0' ? workflow : workflows.find((one) => one.appId !== '0');
  const empty = form.inputText === null && isObject(form.input) && Object.keys(form.input).length === 0;
  return {
    workflowId: workflow.workflowId,
    appId: withApp?.appId ?? form.appId,
    ...(empty ? { input: firstInput(variablesOf(workflow.inputDefinition)) } : {}),
  };
};

const WorkflowQuestion = (): ReactNode => {
  const { t } = useTranslation('editor');
  const connectorName = useConnectorName();
  const { form, set, task, workflows, workflowsFailed } = useEditor();
  const chosen = workflows?.find((one) => one.workflowId === form.workflowId);
  const choices = useMemo(() => {
    const known = (workflows ?? []).map((one) => ({
      value: one.workflowId,
      label: one.workflowName,
      note: [
        one.appName === '' ? t('workflow.noApp') : one.appName,
        one.connector === null ? t('workflow.noTarget') : connectorName(one.connector),
        ...(one.status === enabled ? [] : [t('workflow.disabled')]),
      ].join(' · '),
      keywords: `${one.workflowId} ${one.appId}`,
    }));
    if (form.workflowId === '' || known.some((one) => one.value === form.workflowId)) return known;
    const name = workflows === null && task?.workflowId === form.workflowId ? task.workflowName : null;
    return [{ value: form.workflowId, label: name ?? t('workflow.gone', { id: form.workflowId }) }, ...known];
  }, [connectorName, form.workflowId, t, task, workflows]);
  const hint =
    chosen === undefined
      ? workflowsFailed
        ? t('workflow.unreachable')
        : undefined
      : chosen.status !== enabled
        ? t('workflow.disabledHint')
        : chosen.connector === null
          ? t('workflow.noTargetHint')
          : [chosen.appName, connectorName(chosen.connector)].filter((part) => part !== '').join(' · ');
  return (
    <Question label={t('workflow.workflow')} fields={['workflowId', 'appId']} hint={hint}>
      <SearchSelectField
        name="workflowId"
        width="100%"
        placeholder={t('workflow.placeholder')}
        value={form.workflowId === '' ? null : form.workflowId}
        choices={choices}
        blocked={workflowsFailed ? t('workflow.unreachable') : null}
        onChange={(id) => {
          const workflow = workflows?.find((one) => one.workflowId === id);
          if (workflow !== undefined && workflows !== null) set(answersOf(workflow, workflows, form));
        }}
      />
    </Question>
  );
};

const UserQuestion = (): ReactNode => {
  const { t } = useTranslation('editor');
  const { form, set } = useEditor();
  const users = useCall('workflows', 'users', {}).data?.users;
  const choices = useMemo(() => {
    const known = (users ?? []).map((user) => ({
      value: user.id,
      label: user.status === enabled ? user.nickname : t('workflow.userDisabled', { name: user.nickname }),
      keywords: user.id,
    }));
    return form.userId === '' || known.some((user) => user.value === form.userId)
      ? known
      : [{ value: form.userId, label: t('workflow.userGone', { id: form.userId }) }, ...known];
  }, [form.userId, t, users]);
  return (
    <Question label={t('workflow.user')} fields={['userId']} hint={t('workflow.userHint')}>
      <SearchSelectField
        name="userId"
        width="16rem"
        placeholder={t('workflow.userPlaceholder')}
        value={form.userId === '' ? null : form.userId}
        choices={choices}
        onChange={(userId) => set({ userId })}
      />
    </Question>
  );
};

/** What is started, in whose name and with what. */
export const WorkflowCard = (): ReactNode => {
  const { t } = useTranslation('editor');
  const gap = useSentenceGap();
  const { workflows } = useEditor();
  return (
    <Card title={t('workflow.title')} flush>
      {workflows?.length === 0 ? (
        <p className={classes['empty']}>
          {t('workflow.none')}
          {gap}
          <ActionLink to="/settings" search={{ section: 'workflows' }}>
            {t('workflow.openWorkflows')}
          </ActionLink>
        </p>
      ) : null}
      <div className={classes['rows']}>
        <WorkflowQuestion />
        <UserQuestion />
        <InputsQuestion />
        <ConfirmersQuestion />
      </div>
    </Card>
  );
};
