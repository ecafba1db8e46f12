import { useRouter } from '@tanstack/react-router';
import { useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json } from '../../../src-main/contract/primitives';
import type { RunDetail } from '../../../src-main/contract/run';
import { useClient } from '../../client/client-context';
import { watchedRuns } from '../../shell/watched-runs';
import { useToasts } from '../../ui/toasts';

export interface RunCommands {
  readonly cancel: () => void;
  readonly runAgain: (input: 'same' | 'current') => void;
  readonly runEdited: (input: Json) => void;
  readonly notifying: boolean;
  readonly notify: (on: boolean) => void;
  readonly markSeen: () => void;
  readonly remove: () => void;
  readonly copy: (text: string) => void;
}

/** What can be done with the run of the page. */
export const useRunCommands = (run: RunDetail): RunCommands => {
  const { t } = useTranslation('runDetail');
  const { t: common } = useTranslation();
  const client = useClient();
  const router = useRouter();
  const toasts = useToasts();
  const notifying = useSyncExternalStore(watchedRuns.subscribe, watchedRuns.ids).includes(run.id);
  return useMemo(() => {
    const attempt = (work: Promise<unknown>): void => {
      work.catch((error: unknown) =>
        toasts.failed(error instanceof Error ? error.message : common('error.unexpected')),
      );
    };
    const opened = ({ runId }: { readonly runId: string }): void =>
      toasts.withAction(
        t('done.started', { task: run.taskName }),
        t('done.openRun'),
        () => void router.navigate({ to: '/runs/$runId', params: { runId } }),
      );
    const cancel = async (): Promise<void> => {
      const { failed } = await client.runs.cancel({ ids: [run.id] });
      const [refused] = failed;
      if (refused !== undefined) toasts.failed(refused.error.message);
    };
    const notify = async (on: boolean): Promise<void> => {
      await client.app.notifyWhenEnds({ runId: run.id, on });
      watchedRuns.set(run.id, on);
      toasts.done(t(on ? 'done.notify' : 'done.notNotify'), `notify ${run.id}`);
    };
    const remove = async (): Promise<void> => {
      const { failed } = await client.runs.delete({ ids: [run.id] });
      const [refused] = failed;
      if (refused !== undefined) toasts.failed(refused.error.message);
      else {
        toasts.done(t('done.deleted', { id: run.id }));
        await router.navigate({ to: '/runs', replace: true });
      }
    };
    return {
      cancel: () => attempt(cancel()),
      runAgain: (input) => attempt(client.runs.runAgain({ id: run.id, input }).then(opened)),
      runEdited: (edited) =>
        attempt(client.runs.runAgain({ id: run.id, input: 'edited', edited }).then(opened)),
      notifying,
      notify: (on) => attempt(notify(on)),
      markSeen: () =>
        attempt(client.runs.markSeen({ ids: [run.id] }).then(() => toasts.done(t('done.seen')))),
      remove: () => attempt(remove()),
      copy: (text) =>
        attempt(
          navigator.clipboard.writeText(text).then(() => toasts.done(common('actions.copied'), 'copied')),
        ),
    };
  }, [client, common, notifying, router, run.id, run.taskName, t, toasts]);
};
