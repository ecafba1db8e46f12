import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunDetail } from '../../../src-main/contract/run';
import { useNow, useTime } from '../../time/use-time';
import { Note } from '../../ui/note';

/** Whom the run waits for, at which step, since when. */
export const WaitingNote = ({ run }: { readonly run: RunDetail }): ReactNode => {
  const { t } = useTranslation('runDetail');
  const time = useTime();
  const now = useNow();
  const { waitingFor } = run;
  if (waitingFor === null || run.state === 'ended') return null;
  const since = new Date(waitingFor.since);
  const when = `${time.moment(since, now)} (${time.relative(since, now)})`;
  return (
    <Note tone="run">
      <p>
        <strong>{t('waiting.title', { step: waitingFor.step })}</strong>{' '}
        {waitingFor.people.length === 0
          ? t('waiting.nobody', { time: when })
          : t('waiting.people', { people: waitingFor.people.join(t('waiting.gap')), time: when })}
      </p>
      <p>{t('waiting.how')}</p>
    </Note>
  );
};
