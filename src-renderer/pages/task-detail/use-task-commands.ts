import { useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json } from '../../../src-main/contract/primitives';
import type { TaskRow } from '../../../src-main/contract/task';
import { useClient } from '../../client/client-context';
import { useTime } from '../../time/use-time';
import { saveFile } from '../../ui/save-file';
import { tellUndoable } from '../../ui/tell-undoable';
import { useToasts } from '../../ui/toasts';

export interface TaskCommands {
  readonly runNow: (input?: Json) => void;
  readonly pause: (until: string | null, reason: string | null) => void;
  readonly resume: () => void;
  readonly skipNext: () => void;
  readonly togglePin: () => void;
  readonly remove: () => void;
  readonly restore: () => void;
  readonly copyId: () => void;
  readonly exportJson: () => void;
}

/** What can be done with the task of the page; what can be undone says so for 10 s. */
export const useTaskCommands = (task: TaskRow): TaskCommands => {
  const { t } = useTranslation('taskDetail');
  const { t: common } = useTranslation();
  const client = useClient();
  const router = useRouter();
  const time = useTime();
  const toasts = useToasts();
  return useMemo(() => {
    const select = { ids: [task.id] };
    const words = { task: task.name };
    const attempt = (work: () => Promise<void>): void => {
      work().catch((error: unknown) =>
        toasts.failed(error instanceof Error ? error.message : common('error.unexpected')),
      );
    };
    return {
      runNow: (input) =>
        attempt(async () => {
          const { runId, created } = await client.tasks.runNow({
            id: task.id,
            ...(input === undefined ? {} : { input }),
          });
          toasts.withAction(
            t(created ? 'done.started' : 'done.startedAlready', words),
            t('done.openRun'),
            () => void router.navigate({ to: '/runs/$runId', params: { runId } }),
          );
        }),
      pause: (until, reason) =>
        attempt(async () => {
          tellUndoable(
            toasts,
            await client.tasks.pause({ select, until, reason }),
            t('done.paused', words),
            (ids) => client.tasks.undoPause({ ids, of: 'pause' }),
            `pause ${task.id}`,
          );
        }),
      resume: () =>
        attempt(async () => {
          tellUndoable(
            toasts,
            await client.tasks.resume({ select }),
            t('done.resumed', words),
            (ids) => client.tasks.undoPause({ ids, of: 'resume' }),
            `pause ${task.id}`,
          );
        }),
      skipNext: () =>
        attempt(async () => {
          const { runId, skipped } = await client.tasks.skipNext({ id: task.id });
          toasts.undoable(
            t('done.skipped', { ...words, time: time.moment(new Date(skipped), new Date()) }),
            () => client.tasks.undoSkip({ runId }),
          );
        }),
      togglePin: () =>
        attempt(async () => {
          await client.tasks.pin({ id: task.id, pinned: !task.pinned });
          toasts.done(t(task.pinned ? 'done.unpinned' : 'done.pinned', words), `pin ${task.id}`);
        }),
      remove: () =>
        attempt(async () => {
          tellUndoable(
            toasts,
            await client.tasks.delete({ select }),
            t('done.deleted', words),
            (ids) => client.tasks.restore({ select: { ids } }),
            `delete ${task.id}`,
          );
        }),
      restore: () =>
        attempt(async () => {
          await client.tasks.restore({ select });
          toasts.done(t('done.restored', words), `delete ${task.id}`);
        }),
      copyId: () =>
        attempt(async () => {
          await navigator.clipboard.writeText(task.id);
          toasts.done(common('actions.copied'), 'copied');
        }),
      exportJson: () =>
        attempt(async () => {
          const { fileName, text } = await client.tasks.export({ select, format: 'json' });
          saveFile(fileName, text);
          toasts.done(t('done.exported', { file: fileName }));
        }),
    };
  }, [client, common, router, t, task, time, toasts]);
};
