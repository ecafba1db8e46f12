import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../client/use-act';
import { useSentenceGap } from '../i18n/sentence-gap';
import { useNow, useTime } from '../time/use-time';
import { Button } from '../ui/button';
import { Banner } from './banner';
import { useCommandBlock } from './use-command-block';
import { useStatus } from './use-status';

/** Scheduling is paused: on every page, because a forgotten pause is the costly mistake. */
export const PausedBanner = (): ReactNode => {
  const { t } = useTranslation('shell');
  const gap = useSentenceGap();
  const time = useTime();
  const now = useNow();
  const paused = useStatus()?.paused ?? null;
  const resume = useAct('executor', 'resume');
  const blocked = useCommandBlock();
  if (paused === null) return null;
  const reason = paused.reason === null ? '' : `${gap}${t('banner.pausedReason', { reason: paused.reason })}`;
  return (
    <Banner
      tone="warn"
      title={
        paused.until === null
          ? t('banner.pausedTitle')
          : t('banner.pausedUntil', { time: time.dayMoment(new Date(paused.until), now) })
      }
      text={`${t('banner.pausedText', { by: paused.by, since: time.moment(new Date(paused.since), now) })}${reason}`}
      actions={
        <Button size="row" busy={resume.isPending} blocked={blocked} onClick={() => resume.mutate({})}>
          {t('banner.resume')}
        </Button>
      }
    />
  );
};
