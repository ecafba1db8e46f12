import { lazy, Suspense, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useEvent } from '../client/use-event';
import { Button } from '../ui/button';
import { Banner } from './banner';
import { wakeState } from './wake-state';

const WakeSheet = lazy(async () => ({ default: (await import('./wake-sheet')).WakeSheet }));

/** The computer slept, or nothing could run: how many runs were due, and the sheet to decide about them. */
export const WokeBanner = (): ReactNode => {
  const { t } = useTranslation('shell');
  const { t: common } = useTranslation();
  const [woke, setWoke] = useState<number>(0);
  const open = useSyncExternalStore(wakeState.subscribe, wakeState.isOpen);
  useEvent('woke.up', ({ since, items }) => {
    wakeState.since = since;
    setWoke(items);
  });
  return (
    <>
      {woke > 0 ? (
        <Banner
          tone="run"
          title={t('banner.wokeTitle', { count: woke })}
          actions={
            <>
              <Button size="row" onClick={() => wakeState.set(true)}>
                {t('banner.review')}
              </Button>
              <Button size="row" look="quiet" onClick={() => setWoke(0)}>
                {common('actions.dismiss')}
              </Button>
            </>
          }
        />
      ) : null}
      {open ? (
        <Suspense fallback={null}>
          <WakeSheet
            since={wakeState.since}
            onClose={() => {
              wakeState.set(false);
              setWoke(0);
            }}
          />
        </Suspense>
      ) : null}
    </>
  );
};
