import { IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkflowTarget } from '../../../src-main/contract/api';
import { useCall } from '../../client/use-call';
import { useCommandBlock } from '../../shell/use-command-block';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { ErrorNotice } from '../../ui/error-notice';
import { useToasts } from '../../ui/toasts';
import { DeleteWorkflowDialog } from './delete-workflow-dialog';
import { NamedList } from './named-list';
import { useWanted } from './setting-search';
import { WorkflowDialog } from './workflow-dialog';
import { formOf, kindNamed } from './workflow-form';
import classes from './settings-page.module.css';

const enabled = 1;

/** What starts a workflow, in words. */
const useTargetWords = (): ((workflow: WorkflowTarget) => string) => {
  const { t } = useTranslation('settings');
  return (workflow) => {
    if (workflow.connector === null) return t('workflows.noTarget');
    const kind = kindNamed(workflow.connector);
    if (kind === null) return workflow.connector;
    const form = formOf(workflow);
    const detail = {
      http: `${form.method} ${form.url}`,
      command: form.command,
      nexusai: form.connection === '' ? t('workflows.defaultConnection') : form.connection,
      sample: '',
    }[kind];
    return [t(`workflows.kinds.${kind}`), detail].filter((part) => part.trim() !== '').join(' · ');
  };
};

/** What tasks can start: the workflows, what each of them does, and how many tasks use it. */
export const WorkflowsSection = (): ReactNode => {
  const { t } = useTranslation('settings');
  const toasts = useToasts();
  const queries = useQueryClient();
  const blocked = useCommandBlock();
  const targetWords = useTargetWords();
  const wanted = useWanted();
  const list = useCall('workflows', 'list', {});
  const [editing, setEditing] = useState<string | null>(null);
  const [deleting, setDeleting] = useState<WorkflowTarget | null>(null);
  const workflows = list.data?.workflows ?? [];
  const refresh = (): void => void queries.invalidateQueries({ queryKey: ['workflows'] });
  const textOf = (workflow: WorkflowTarget): string =>
    [
      ...(workflow.appName === '' || workflow.appName === workflow.workflowName ? [] : [workflow.appName]),
      targetWords(workflow),
      t('workflows.usedBy', { count: workflow.taskCount }),
      ...(workflow.status === enabled ? [] : [t('workflows.disabled')]),
    ].join(' · ');
  const shown = workflows.filter((workflow) => wanted(workflow.workflowName, textOf(workflow)));
  const withIntro = shown.length > 0 || wanted(t('section.workflows'), t('workflows.text'));
  const byId = (id: string): WorkflowTarget | null =>
    workflows.find((workflow) => workflow.workflowId === id) ?? null;
  const add = (
    <Button
      icon={<IconPlus width="1rem" height="1rem" stroke={2} aria-hidden="true" />}
      blocked={blocked}
      onClick={() => setEditing('')}
    >
      {t('workflows.add')}
    </Button>
  );
  return (
    <>
      {list.error === null ? null : <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && workflows.length === 0 ? (
        <EmptyState title={t('workflows.none')} text={t('workflows.noneText')} actions={add} />
      ) : (
        <>
          {withIntro ? (
            <div className={classes['intro']} data-setting>
              <span>{t('workflows.text')}</span>
              {add}
            </div>
          ) : null}
          <NamedList
            label={t('section.workflows')}
            entries={shown.map((workflow) => ({
              id: workflow.workflowId,
              name: workflow.workflowName,
              text: textOf(workflow),
            }))}
            editLabel={(name) => t('workflows.edit', { name })}
            removeLabel={(name) => t('workflows.delete', { name })}
            onEdit={setEditing}
            onRemove={(id) => {
              const workflow = byId(id);
              if (workflow === null) return;
              if (workflow.taskCount === 0) setDeleting(workflow);
              else
                toasts.failed(
                  t('workflows.inUse', { count: workflow.taskCount, name: workflow.workflowName }),
                );
            }}
          />
        </>
      )}
      {editing === null ? null : (
        <WorkflowDialog
          workflow={byId(editing)}
          onClose={() => setEditing(null)}
          onSaved={(name) => {
            setEditing(null);
            refresh();
            toasts.done(t('workflows.saved', { name }));
          }}
        />
      )}
      {deleting === null ? null : (
        <DeleteWorkflowDialog
          workflow={deleting}
          onClose={() => setDeleting(null)}
          onDeleted={() => {
            setDeleting(null);
            refresh();
            toasts.done(t('workflows.deleted', { name: deleting.workflowName }));
          }}
        />
      )}
    </>
  );
};
