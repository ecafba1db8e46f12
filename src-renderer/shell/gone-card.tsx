import { IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLinkState, useTransport } from '../client/client-context';
import { useSentenceGap } from '../i18n/sentence-gap';
import { useLocale } from '../i18n/use-locale';
import { durationWords } from '../time/duration-words';
import { useNow, useTime } from '../time/use-time';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import classes from './gone-card.module.css';

/** A restart of the application is over in less. */
const quietMs = 3_000;

/** The application itself does not answer: nothing in the window can be trusted or done, so this covers the page. */
export const GoneCard = (): ReactNode => {
  const { t } = useTranslation('shell');
  const gap = useSentenceGap();
  const link = useLinkState();
  const transport = useTransport();
  const time = useTime();
  const locale = useLocale();
  const now = useNow(link.kind === 'lost' ? 'second' : 'minute');
  if (link.kind !== 'lost' || now.getTime() - link.since.getTime() < quietMs) return null;
  const waitMs = link.retryAt === null ? 0 : link.retryAt.getTime() - now.getTime();
  return (
    <div className={classes['cover']} role="alert">
      <div className={classes['card']}>
        <EmptyState
          icon={<IconPlugConnectedX width="2.25rem" height="2.25rem" stroke={1.5} aria-hidden="true" />}
          title={t('banner.goneTitle')}
          text={`${t('banner.goneText', { time: time.clockSeconds(link.since) })}${gap}${t('banner.goneHint')}`}
          actions={
            <>
              <span className={classes['next']}>
                {waitMs >= 1_000
                  ? t('banner.retryIn', { span: durationWords(Math.round(waitMs / 1_000) * 1_000, locale) })
                  : t('banner.retrying')}
              </span>
              <Button look="primary" onClick={transport.retry}>
                {t('banner.retryNow')}
              </Button>
            </>
          }
        />
      </div>
    </div>
  );
};
