import { lazy, Suspense, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../client/use-call';
import { useEvent } from '../client/use-event';
import { useLocale } from '../i18n/use-locale';
import { Button } from '../ui/button';
import { Banner } from './banner';
import { wakeState } from './wake-state';

const WakeSheet = lazy(async () => ({ default: (await import('./wake-sheet')).WakeSheet }));

/** The computer slept, or nothing could run: how many runs were due, and the sheet to decide about them. */
export const WokeBanner = (): ReactNode => {
  const { t } = useTranslation('shell');
  const { t: common } = useTranslation();
  const locale = useLocale();
  const [awake, setAwake] = useState(false);
  const open = useSyncExternalStore(wakeState.subscribe, wakeState.isOpen);
  // The event comes before the missed runs are in the ledger; their own events ask for the sheet again.
  const sheet = useCall('runs', 'wakeSheet', { since: null, locale }, { enabled: awake });
  useEvent('woke.up', () => setAwake(true));
  const missed = awake ? (sheet.data?.items ?? []).reduce((sum, item) => sum + item.covers, 0) : 0;
  return (
    <>
      {missed > 0 ? (
        <Banner
          tone="run"
          title={t('banner.wokeTitle', { count: missed })}
          actions={
            <>
              <Button size="row" onClick={() => wakeState.set(true)}>
                {t('banner.review')}
              </Button>
              <Button size="row" look="quiet" onClick={() => setAwake(false)}>
                {common('actions.dismiss')}
              </Button>
            </>
          }
        />
      ) : null}
      {open ? (
        <Suspense fallback={null}>
          <WakeSheet
            since={null}
            onClose={() => {
              wakeState.set(false);
              setAwake(false);
            }}
          />
        </Suspense>
      ) : null}
    </>
  );
};
