import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunDetail } from '../../../src-main/contract/run';
import { useLocale } from '../../i18n/use-locale';
import { durationWords } from '../../time/duration-words';
import { useNow, useTime } from '../../time/use-time';
import { Note } from '../../ui/note';

/** A run that has not stopped for so long gets the longer explanation. */
const slowMs = 15_000;

/** What has become of a request to stop: asked when, and after 15 s what happens if it does not stop. */
export const CancelNote = ({ run }: { readonly run: RunDetail }): ReactNode => {
  const { t } = useTranslation('runDetail');
  const locale = useLocale();
  const time = useTime();
  const now = useNow('second');
  if (run.cancelRequestedAt === null || run.state === 'ended') return null;
  const asked = new Date(run.cancelRequestedAt);
  const waited = now.getTime() - asked.getTime();
  return (
    <Note tone="warn" role="status">
      <p>
        <strong>{t('cancel.asked', { time: time.clockSeconds(asked) })}</strong>{' '}
        {t(run.state === 'queued' ? 'cancel.queued' : 'cancel.text')}
      </p>
      {waited >= slowMs && run.state !== 'queued' ? (
        <p>{t('cancel.slow', { span: durationWords(Math.floor(waited / 1_000) * 1_000, locale) })}</p>
      ) : null}
    </Note>
  );
};
