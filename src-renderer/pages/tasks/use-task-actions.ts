import { useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskRow } from '../../../src-main/contract/task';
import { useClient } from '../../client/client-context';
import { useTime } from '../../time/use-time';
import { useToasts } from '../../ui/toasts';
import { tellUndoable } from '../../ui/tell-undoable';

export interface TaskActions {
  readonly runNow: (task: TaskRow) => void;
  /** Pauses until resumed, or resumes; both can be taken back. */
  readonly togglePause: (task: TaskRow) => void;
  readonly skipNext: (task: TaskRow) => void;
  readonly togglePin: (task: TaskRow) => void;
  readonly remove: (task: TaskRow) => void;
  readonly open: (task: TaskRow) => void;
  readonly edit: (task: TaskRow) => void;
  readonly duplicate: (task: TaskRow) => void;
  readonly showRuns: (task: TaskRow) => void;
  readonly copyId: (task: TaskRow) => void;
}

/** Whether a task can be resumed; anything else that runs can be paused. */
export const isPaused = (task: TaskRow): boolean => task.state === 'paused';

/** What can be done with one task from its row; failures are told, and what can be undone says so for 10 s. */
export const useTaskActions = (): TaskActions => {
  const { t } = useTranslation('tasks');
  const { t: common } = useTranslation();
  const client = useClient();
  const router = useRouter();
  const time = useTime();
  const toasts = useToasts();
  return useMemo(() => {
    const attempt = (work: Promise<unknown>): void => {
      work.catch((error: unknown) =>
        toasts.failed(error instanceof Error ? error.message : common('error.unexpected')),
      );
    };
    const one = (task: TaskRow): { readonly select: { readonly ids: string[] } } => ({
      select: { ids: [task.id] },
    });
    const open = (runId: string) => (): void =>
      void router.navigate({ to: '/runs/$runId', params: { runId } });
    const params = (task: TaskRow): { readonly taskId: string } => ({ taskId: task.id });
    return {
      runNow: (task) =>
        attempt(
          client.tasks
            .runNow({ id: task.id })
            .then(({ runId, created }) =>
              toasts.withAction(
                t(created ? 'done.started' : 'done.startedAlready', { task: task.name }),
                t('done.openRun'),
                open(runId),
              ),
            ),
        ),
      togglePause: (task) =>
        attempt(
          isPaused(task)
            ? client.tasks
                .resume(one(task))
                .then((answer) =>
                  tellUndoable(
                    toasts,
                    answer,
                    t('done.resumed', { task: task.name }),
                    (ids) => client.tasks.undoPause({ ids, of: 'resume' }),
                    `pause ${task.id}`,
                  ),
                )
            : client.tasks
                .pause(one(task))
                .then((answer) =>
                  tellUndoable(
                    toasts,
                    answer,
                    t('done.paused', { task: task.name }),
                    (ids) => client.tasks.undoPause({ ids, of: 'pause' }),
                    `pause ${task.id}`,
                  ),
                ),
        ),
      skipNext: (task) =>
        attempt(
          client.tasks
            .skipNext({ id: task.id })
            .then(({ runId, skipped }) =>
              toasts.undoable(
                t('done.skipped', { task: task.name, time: time.moment(new Date(skipped), new Date()) }),
                () => client.tasks.undoSkip({ runId }),
              ),
            ),
        ),
      togglePin: (task) =>
        attempt(
          client.tasks
            .pin({ id: task.id, pinned: !task.pinned })
            .then(() =>
              toasts.done(
                t(task.pinned ? 'done.unpinned' : 'done.pinned', { task: task.name }),
                `pin ${task.id}`,
              ),
            ),
        ),
      remove: (task) =>
        attempt(
          client.tasks
            .delete(one(task))
            .then((answer) =>
              tellUndoable(
                toasts,
                answer,
                t('done.deleted', { task: task.name }),
                (ids) => client.tasks.restore({ select: { ids } }),
                `delete ${task.id}`,
              ),
            ),
        ),
      open: (task) => void router.navigate({ to: '/tasks/$taskId', params: params(task) }),
      edit: (task) => void router.navigate({ to: '/tasks/$taskId/edit', params: params(task) }),
      duplicate: (task) => void router.navigate({ to: '/tasks/new', search: { from: task.id } }),
      showRuns: (task) => void router.navigate({ to: '/runs', search: { task: task.id, range: 'all' } }),
      copyId: (task) =>
        attempt(
          navigator.clipboard.writeText(task.id).then(() => toasts.done(common('actions.copied'), 'copied')),
        ),
    };
  }, [client, common, router, t, time, toasts]);
};
