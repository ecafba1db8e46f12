import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunDetail } from '../../../src-main/contract/run';
import { useCall } from '../../client/use-call';
import { useSentenceGap } from '../../i18n/sentence-gap';
import { useNow, useTime } from '../../time/use-time';
import { Note } from '../../ui/note';
import { ConfirmStep } from './confirm-step';

/** Where the step is confirmed: NexusAI's address and its number of the run. Null for a server this machine does not know. */
const usePlace = (run: RunDetail): { readonly url: string; readonly run: string } | null => {
  const { data } = useCall('connections', 'list', {});
  const ref = run.externalRef ?? {};
  const connection = data?.connections.find(({ name }) => name === ref['connection']);
  const number = ref['app_run_id'];
  return connection === undefined || typeof number !== 'number'
    ? null
    : { url: connection.url, run: String(number) };
};

/** Whom the run waits for, at which step, since when, and where they confirm it. */
export const WaitingNote = ({ run }: { readonly run: RunDetail }): ReactNode => {
  const { t } = useTranslation('runDetail');
  const gap = useSentenceGap();
  const { t: common } = useTranslation();
  const time = useTime();
  const now = useNow();
  const place = usePlace(run);
  const { waitingFor } = run;
  if (waitingFor === null || run.state === 'ended') return null;
  const since = new Date(waitingFor.since);
  const when = common('time.ago', {
    absolute: time.moment(since, now),
    relative: time.relative(since, now),
  });
  return (
    <Note tone="ask">
      <p>
        <strong>{t('waiting.title', { step: waitingFor.step })}</strong>
        {gap}
        {waitingFor.people.length === 0
          ? t('waiting.nobody', { time: when })
          : t('waiting.people', { people: waitingFor.people.join(t('waiting.gap')), time: when })}
      </p>
      <p>{place === null ? t('waiting.how') : t('waiting.howAt', place)}</p>
      {place === null ? null : <ConfirmStep run={run} />}
    </Note>
  );
};
