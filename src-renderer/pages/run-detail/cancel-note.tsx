import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunDetail } from '../../../src-main/contract/run';
import { useAct } from '../../client/use-act';
import { useSentenceGap } from '../../i18n/sentence-gap';
import { useLocale } from '../../i18n/use-locale';
import { useCommandBlock } from '../../shell/use-command-block';
import { durationWords } from '../../time/duration-words';
import { useNow, useTime } from '../../time/use-time';
import { Button } from '../../ui/button';
import { Note } from '../../ui/note';
import { useToasts } from '../../ui/toasts';

/** How the run was started, by what is known of it outside: it says what a stop by force can reach. */
const kindOf = ({ externalRef }: RunDetail): 'command' | 'nexusai' | 'http' | 'other' => {
  const has = (key: string): boolean => externalRef !== null && key in externalRef;
  if (has('mark')) return 'command';
  if (has('run_name')) return 'nexusai';
  return has('statusUrl') ? 'http' : 'other';
};

/** A run that has not stopped for so long gets the longer explanation. */
const slowMs = 15_000;

/** What has become of a request to stop: asked when, and after 15 s what happens if it does not stop. */
export const CancelNote = ({ run }: { readonly run: RunDetail }): ReactNode => {
  const { t } = useTranslation('runDetail');
  const locale = useLocale();
  const gap = useSentenceGap();
  const time = useTime();
  const now = useNow('second');
  const toasts = useToasts();
  const blocked = useCommandBlock();
  const cancel = useAct('runs', 'cancel');
  if (run.cancelRequestedAt === null || run.state === 'ended') return null;
  const asked = new Date(run.cancelRequestedAt);
  const waited = now.getTime() - asked.getTime();
  const slow = waited >= slowMs && run.state !== 'queued' && run.forceRequestedAt === null;
  const force = (): void =>
    cancel.mutate(
      { ids: [run.id], force: true },
      {
        onSuccess: ({ failed: [refused] }) => {
          if (refused !== undefined) toasts.failed(refused.error.message);
        },
        onError: (error) => toasts.failed(error.message),
      },
    );
  return (
    <Note
      tone="warn"
      role="status"
      actions={
        slow ? (
          <Button size="row" look="danger" busy={cancel.isPending} blocked={blocked} onClick={force}>
            {t('cancel.force')}
          </Button>
        ) : undefined
      }
    >
      <p>
        <strong>{t('cancel.asked', { time: time.clockSeconds(asked) })}</strong>
        {gap}
        {t(run.state === 'queued' ? 'cancel.queued' : 'cancel.text')}
      </p>
      {run.forceRequestedAt === null ? null : (
        <p>{t('cancel.forceAsked', { time: time.clockSeconds(new Date(run.forceRequestedAt)) })}</p>
      )}
      {slow ? (
        <p>
          {t('cancel.slow', { span: durationWords(Math.floor(waited / 1_000) * 1_000, locale) })}
          {gap}
          {t(`cancel.consequence.${kindOf(run)}`)}
        </p>
      ) : null}
    </Note>
  );
};
