import { getRouteApi } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../../src-main/contract/errors';
import type { TaskDraft } from '../../../src-main/contract/task';
import { useCall } from '../../client/use-call';
import { Page } from '../../shell/page';
import { ActionLink } from '../../ui/action-link';
import { Card } from '../../ui/card';
import { EmptyState } from '../../ui/empty-state';
import { ErrorNotice } from '../../ui/error-notice';
import { Loading } from '../../ui/loading';
import { draftOfTask, newDraft } from './first-draft';
import { TaskEditor } from './task-editor';

const newRoute = getRouteApi('/tasks/new');
const editRoute = getRouteApi('/tasks/$taskId/edit');

const Waiting = ({ title }: { readonly title: string }): ReactNode => (
  <Page title={title} actions={null}>
    <Card>
      <Loading rows={10} />
    </Card>
  </Page>
);

interface FailedProps {
  readonly title: string;
  readonly error: Error;
  readonly onRetry: () => void;
}

const Failed = ({ title, error, onRetry }: FailedProps): ReactNode => {
  const { t } = useTranslation('editor');
  const gone = error instanceof Problem && error.code === 'not_found';
  return (
    <Page title={title}>
      {gone ? (
        <EmptyState
          title={t('gone')}
          text={t('goneText')}
          actions={
            <ActionLink look="primary" to="/tasks">
              {t('goneAction')}
            </ActionLink>
          }
        />
      ) : (
        <ErrorNotice error={error} onRetry={onRetry} />
      )}
    </Page>
  );
};

/** A new task, from nothing or as a copy of another. */
export const NewTaskPage = (): ReactNode => {
  const { t } = useTranslation('editor');
  const { t: shell } = useTranslation('shell');
  const { from } = newRoute.useSearch();
  const zones = useCall('workflows', 'zones', {});
  const users = useCall('workflows', 'users', {});
  const copied = useCall('tasks', 'get', { id: from ?? '1' }, { enabled: from !== undefined });
  const title = shell('newTask');
  const error = zones.error ?? users.error ?? (from === undefined ? null : copied.error);
  const known =
    zones.data !== undefined && users.data !== undefined && (from === undefined || copied.data !== undefined);
  if (!known) {
    if (error === null) return <Waiting title={title} />;
    const retry = (): void => {
      for (const query of [zones, users, copied]) if (query.error !== null) void query.refetch();
    };
    return <Failed title={title} error={error} onRetry={retry} />;
  }
  const [only, ...others] = users.data.users.filter((user) => user.status === 1);
  const start = (now: Date): TaskDraft =>
    from === undefined || copied.data === undefined
      ? {
          ...newDraft(zones.data.local, now),
          ...(only !== undefined && others.length === 0 ? { userId: only.id } : {}),
        }
      : { ...draftOfTask(copied.data), name: t('copyOf', { name: copied.data.name }), pinned: false };
  return (
    <NewTask
      key={from ?? 'new'}
      title={title}
      start={start}
      draftKey={from === undefined ? 'new' : `copy-${from}`}
    />
  );
};

interface NewProps {
  readonly title: string;
  readonly start: (now: Date) => TaskDraft;
  readonly draftKey: string;
}

/** What a new task starts with is decided once: the clock and the lists go on meanwhile. */
const NewTask = ({ title, start, draftKey }: NewProps): ReactNode => {
  const [first] = useState(() => start(new Date()));
  return <TaskEditor title={title} task={null} start={first} draftKey={draftKey} />;
};

/** An existing task. */
export const EditTaskPage = (): ReactNode => {
  const { t } = useTranslation('editor');
  const { taskId } = editRoute.useParams();
  const query = useCall('tasks', 'get', { id: taskId });
  if (query.data === undefined) {
    const title = t('editUnknown');
    if (query.error === null) return <Waiting title={title} />;
    return <Failed title={title} error={query.error} onRetry={() => void query.refetch()} />;
  }
  return (
    <TaskEditor
      key={taskId}
      title={t('edit', { name: query.data.name })}
      task={query.data}
      start={draftOfTask(query.data)}
      draftKey={taskId}
    />
  );
};
