import { IconListDetails } from '@tabler/icons-react';
import { lazy, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../client/use-call';
import { useLocale } from '../../i18n/use-locale';
import { Page } from '../../shell/page';
import { startOfDay } from '../../time/start-of-day';
import { dayKey } from '../../time/time-words';
import { useNow, useTime } from '../../time/use-time';
import { ActionLink } from '../../ui/action-link';
import { Card } from '../../ui/card';
import { EmptyState } from '../../ui/empty-state';
import { ErrorNotice } from '../../ui/error-notice';
import { Loading } from '../../ui/loading';
import { AttentionCard } from './attention-card';
import { InvalidCard } from './invalid-card';
import { NextCard } from './next-card';
import classes from './overview-page.module.css';
import { RunningCard } from './running-card';
import { StatusStrip } from './status-strip';
import { TodayTiles } from './today-tiles';

const Plots = lazy(async () => ({ default: (await import('./plots')).Plots }));

/** What failed, what runs, what is next: the first screen an operator sees. */
export const OverviewPage = (): ReactNode => {
  const { t } = useTranslation('overview');
  const { t: shell } = useTranslation('shell');
  const { timeZone } = useTime();
  // The same beginning as the period "today" of the ledger, which the tiles open; another one after midnight.
  const today = startOfDay(dayKey(useNow(), timeZone), timeZone).toISOString();
  const overview = useCall('overview', 'get', { locale: useLocale(), today }, { keepPrevious: true });
  const { data } = overview;
  return (
    <Page title={shell('pages.overview')}>
      <div className={classes['page']}>
        <StatusStrip />
        {overview.error === null ? null : (
          <ErrorNotice error={overview.error} onRetry={() => void overview.refetch()} />
        )}
        {overview.isPending ? (
          <Card>
            <Loading rows={6} />
          </Card>
        ) : null}
        {data === undefined ? null : data.taskCount === 0 ? (
          <Card>
            <EmptyState
              icon={<IconListDetails width="2.25rem" height="2.25rem" stroke={1.4} aria-hidden="true" />}
              title={t('empty.title')}
              text={t('empty.text')}
              actions={
                <>
                  <ActionLink look="button" to="/settings" search={{ section: 'connections' }}>
                    {t('empty.import')}
                  </ActionLink>
                  <ActionLink look="primary" to="/tasks/new">
                    {shell('newTask')}
                  </ActionLink>
                </>
              }
            />
          </Card>
        ) : (
          <>
            {data.attentionCount > 0 || data.invalidCount === 0 ? (
              <AttentionCard runs={data.attention} count={data.attentionCount} calmSince={data.calmSince} />
            ) : null}
            {data.invalidCount > 0 ? <InvalidCard tasks={data.invalid} count={data.invalidCount} /> : null}
            <div className={classes['pair']}>
              <RunningCard runs={data.running} />
              <NextCard next={data.next} count={data.nextCount} />
            </div>
            <TodayTiles today={data.today} />
            <Suspense
              fallback={
                <Card>
                  <Loading rows={5} />
                </Card>
              }
            >
              <Plots />
            </Suspense>
          </>
        )}
      </div>
    </Page>
  );
};
