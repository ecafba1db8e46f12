import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkAnswer, TaskSelection } from '../../../src-main/contract/api';
import { useClient } from '../../client/client-context';
import { saveFile } from '../../ui/save-file';
import { useToasts } from '../../ui/toasts';

type Verb = 'started' | 'paused' | 'resumed' | 'deleted';

/** Takes back what was done to those that were changed, and to no other. */
type Undo = ((ids: string[]) => Promise<BulkAnswer>) | null;

export interface Bulk {
  readonly busy: boolean;
  /** Those that were not changed by the last command, by name. */
  readonly failures: BulkAnswer['failed'];
  readonly dismissFailures: () => void;
  readonly runNow: (select: TaskSelection) => void;
  readonly pause: (select: TaskSelection, until: string | null, reason: string | null) => void;
  readonly resume: (select: TaskSelection) => void;
  readonly remove: (select: TaskSelection) => void;
  readonly save: (select: TaskSelection, format: 'csv' | 'json') => void;
}

/** Commands for many tasks at once; what failed is told by name, what worked can be taken back where that makes sense. */
export const useBulk = (): Bulk => {
  const { t } = useTranslation('tasks');
  const { t: common } = useTranslation();
  const client = useClient();
  const toasts = useToasts();
  const [busy, setBusy] = useState(false);
  const [failures, setFailures] = useState<BulkAnswer['failed']>([]);

  const attempt = useCallback(
    async (work: () => Promise<void>): Promise<void> => {
      setBusy(true);
      try {
        await work();
      } catch (error) {
        toasts.failed(error instanceof Error ? error.message : common('error.unexpected'));
      } finally {
        setBusy(false);
      }
    },
    [common, toasts],
  );
  const tell = (verb: Verb, answer: BulkAnswer, undo: Undo, subject: string): void => {
    const done = t(`done.bulk.${verb}`, { count: answer.done });
    if (answer.failed.length > 0) {
      const sentence = t('done.bulk.failed', { done, count: answer.failed.length });
      toasts.withAction(sentence, common('actions.show'), () => setFailures(answer.failed));
    } else if (undo === null || answer.changed.length === 0) toasts.done(done, subject);
    else
      toasts.undoable(
        done,
        async () => {
          const { failed } = await undo(answer.changed);
          if (failed.length > 0) setFailures(failed);
        },
        subject,
      );
  };
  const run = (verb: Verb, command: () => Promise<BulkAnswer>, undo: Undo, subject: string = verb): void => {
    void attempt(async () => tell(verb, await command(), undo, subject));
  };
  return {
    busy,
    failures,
    dismissFailures: () => setFailures([]),
    runNow: (select) => run('started', () => client.tasks.runNowMany({ select }), null),
    pause: (select, until, reason) =>
      run(
        'paused',
        () => client.tasks.pause({ select, until, reason }),
        (ids) => client.tasks.undoPause({ ids, of: 'pause' }),
        `pause ${JSON.stringify(select)}`,
      ),
    resume: (select) =>
      run(
        'resumed',
        () => client.tasks.resume({ select }),
        (ids) => client.tasks.undoPause({ ids, of: 'resume' }),
        `pause ${JSON.stringify(select)}`,
      ),
    remove: (select) =>
      run(
        'deleted',
        () => client.tasks.delete({ select }),
        (ids) => client.tasks.restore({ select: { ids } }),
      ),
    save: (select, format) =>
      void attempt(async () => {
        const file = await client.tasks.export({ select, format });
        saveFile(file.fileName, file.text);
        toasts.done(t('done.exported', { file: file.fileName }));
      }),
  };
};
