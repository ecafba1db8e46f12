import { useRouter } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../src-main/contract/errors';
import { useClient } from '../client/client-context';
import { useEvent } from '../client/use-event';
import { statusOf } from '../run-list/run-status';
import { useToasts } from '../ui/toasts';
import { watchedRuns } from './watched-runs';

/** Tells in the window how a watched run ended, also of one that ended while no window was open, and forgets it then. */
export const useToldEnds = (): void => {
  const { t } = useTranslation('shell');
  const { t: runs } = useTranslation('runDetail');
  const { t: states } = useTranslation('states');
  const client = useClient();
  const router = useRouter();
  const toasts = useToasts();
  const look = useCallback(
    async (runId: string): Promise<void> => {
      try {
        const run = await client.runs.get({ id: runId });
        if (run.state !== 'ended' || !watchedRuns.ids().includes(runId)) return;
        watchedRuns.set(runId, false);
        toasts.withAction(
          t('live.failed', { task: run.taskName, state: states(`run.${statusOf(run)}`) }),
          runs('done.openRun'),
          () => void router.navigate({ to: '/runs/$runId', params: { runId } }),
        );
      } catch (error) {
        // Gone from the ledger; anything else is asked again with the next event.
        if (error instanceof Problem && error.code === 'not_found') watchedRuns.set(runId, false);
      }
    },
    [client, router, runs, states, t, toasts],
  );
  useEffect(() => {
    for (const runId of watchedRuns.ids()) void look(runId);
  }, [look]);
  useEvent('runs.changed', ({ ids }) => {
    for (const runId of watchedRuns.ids()) if (ids === null || ids.includes(runId)) void look(runId);
  });
};
