import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../client/use-act';
import { useSentenceGap } from '../i18n/sentence-gap';
import { useLocale } from '../i18n/use-locale';
import { durationWords } from '../time/duration-words';
import { useNow, useTime } from '../time/use-time';
import { ActionLink } from '../ui/action-link';
import { Button } from '../ui/button';
import { Banner } from './banner';
import { useStatus } from './use-status';

/** A short hiccup is not worth a banner. */
const quietMs = 3_000;
const recoveredMs = 6_000;

/** The database is gone: said after 3 s; when it is back, said for 6 s. */
export const ConnectionBanner = (): ReactNode => {
  const { t } = useTranslation('shell');
  const gap = useSentenceGap();
  const time = useTime();
  const locale = useLocale();
  const database = useStatus()?.database;
  const lost = database?.state === 'lost';
  const now = useNow(lost ? 'second' : 'minute');
  const retry = useAct('executor', 'retryDatabase');
  const [shown, setShown] = useState(false);
  const [recoveredAt, setRecoveredAt] = useState<Date | null>(null);
  const since = database === undefined ? null : new Date(database.since);
  const due = lost && since !== null && now.getTime() - since.getTime() >= quietMs;

  if (due && !shown) setShown(true);
  if (!lost && shown) {
    setShown(false);
    setRecoveredAt(now);
  }
  useEffect(() => {
    if (recoveredAt === null) return undefined;
    const timer = setTimeout(() => setRecoveredAt(null), recoveredMs);
    return () => clearTimeout(timer);
  }, [recoveredAt]);

  if (recoveredAt !== null && !lost) {
    return <Banner tone="ok" title={t('banner.reconnected', { time: time.clockSeconds(recoveredAt) })} />;
  }
  if (!due || database === undefined || since === null) return null;
  const waitMs = database.nextTryAt === null ? 0 : new Date(database.nextTryAt).getTime() - now.getTime();
  const next =
    waitMs >= 1_000
      ? t('banner.retryIn', { span: durationWords(Math.round(waitMs / 1_000) * 1_000, locale) })
      : t('banner.retrying');
  return (
    <Banner
      tone="fail"
      title={t('banner.databaseTitle', { time: time.clockSeconds(since) })}
      text={`${t('banner.databaseText')}${gap}${next}`}
      actions={
        <>
          <Button size="row" busy={retry.isPending} onClick={() => retry.mutate({})}>
            {t('banner.retryNow')}
          </Button>
          <ActionLink look="button" size="row" to="/diagnostics">
            {t('banner.diagnostics')}
          </ActionLink>
        </>
      }
    />
  );
};
