import { useRouter } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkAnswer } from '../../src-main/contract/api';
import { problemFromInfo } from '../../src-main/contract/client';
import type { ErrorInfo } from '../../src-main/contract/errors';
import type { Run } from '../../src-main/contract/run';
import { useClient } from '../client/client-context';
import { useToasts } from '../ui/toasts';

export interface RunFailure {
  readonly id: string;
  readonly name: string;
  readonly message: string;
}

export interface RunActions {
  readonly runAgain: (runs: readonly Run[]) => void;
  readonly cancel: (runs: readonly Run[]) => void;
  readonly markSeen: (runs: readonly Run[]) => void;
  readonly remove: (runs: readonly Run[]) => Promise<void>;
  readonly copyId: (run: Run) => void;
  readonly open: (run: Run) => void;
  /** What an action on several could not do, by name. */
  readonly failures: readonly RunFailure[];
  readonly dismissFailures: () => void;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const failuresOf = (answer: BulkAnswer): RunFailure[] =>
  answer.failed.map(({ id, name, error }: { id: string; name: string; error: ErrorInfo }) => ({
    id,
    name,
    message: error.message,
  }));

/** What can be done with runs from a list; partial failure is told by name. */
export const useRunActions = (): RunActions => {
  const { t } = useTranslation('runs');
  const { t: common } = useTranslation();
  const client = useClient();
  const router = useRouter();
  const toasts = useToasts();
  const [failures, setFailures] = useState<readonly RunFailure[]>([]);
  return useMemo(() => {
    const attempt = (work: Promise<unknown>): Promise<void> =>
      work.then(
        () => undefined,
        (error: unknown) => toasts.failed(messageOf(error)),
      );
    const told = (done: string, failed: readonly RunFailure[]): void => {
      if (failed.length === 0) toasts.done(done);
      else
        toasts.withAction(t('done.failed', { done, count: failed.length }), common('actions.show'), () =>
          setFailures(failed),
        );
    };
    return {
      failures,
      dismissFailures: () => setFailures([]),
      open: (run) => void router.navigate({ to: '/runs/$runId', params: { runId: run.id } }),
      copyId: (run) =>
        void attempt(
          navigator.clipboard.writeText(run.id).then(() => toasts.done(common('actions.copied'), 'copied')),
        ),
      runAgain: (runs) => {
        const [only] = runs;
        if (only !== undefined && runs.length === 1) {
          void attempt(
            client.runs
              .runAgain({ id: only.id, input: 'same' })
              .then(({ runId }) =>
                toasts.withAction(
                  t('done.started', { task: only.taskName }),
                  t('done.openRun'),
                  () => void router.navigate({ to: '/runs/$runId', params: { runId } }),
                ),
              ),
          );
          return;
        }
        const startAll = async (): Promise<void> => {
          const answers = await Promise.allSettled(
            runs.map((run) => client.runs.runAgain({ id: run.id, input: 'same' })),
          );
          const failed = answers.flatMap((one, index): RunFailure[] => {
            const run = runs[index];
            return one.status === 'fulfilled' || run === undefined
              ? []
              : [{ id: run.id, name: run.taskName, message: messageOf(one.reason) }];
          });
          told(t('done.again', { count: answers.length - failed.length }), failed);
        };
        void attempt(startAll());
      },
      cancel: (runs) =>
        void attempt(
          client.runs
            .cancel({ ids: runs.map((run) => run.id) })
            .then((answer) => told(t('done.cancelled', { count: answer.done }), failuresOf(answer))),
        ),
      markSeen: (runs) =>
        void attempt(
          client.runs
            .markSeen({ ids: runs.map((run) => run.id) })
            .then(({ changed }) => toasts.done(t('done.seen', { count: changed }))),
        ),
      remove: (runs) => {
        const removeAll = async (): Promise<void> => {
          const answer = await client.runs.delete({ ids: runs.map((run) => run.id) });
          const [first] = answer.failed;
          if (first !== undefined && answer.done === 0 && answer.failed.length === 1)
            throw problemFromInfo(first.error);
          told(t('done.deleted', { count: answer.done }), failuresOf(answer));
        };
        return attempt(removeAll());
      },
    };
  }, [client, common, failures, router, t, toasts]);
};
