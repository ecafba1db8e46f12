import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../client/use-call';
import { useLocale } from '../../i18n/use-locale';
import { useTime } from '../../time/use-time';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { ErrorNotice } from '../../ui/error-notice';
import { Heatmap } from '../../ui/heatmap';
import { Loading } from '../../ui/loading';
import { PlainTable } from '../../ui/plain-table';
import classes from './heatmap-card.module.css';

const weeks = 8;

/** Eight weeks of days, their totals, and the same numbers as a table. */
export const HeatmapCard = (): ReactNode => {
  const { t } = useTranslation('overview');
  const { t: common } = useTranslation();
  const locale = useLocale();
  const time = useTime();
  const [asTable, setAsTable] = useState(false);
  const heatmap = useCall('overview', 'heatmap', { weeks, timeZone: time.timeZone });
  const days = useMemo(() => heatmap.data?.days ?? [], [heatmap.data]);
  const totals = useMemo(() => {
    const sum = { runs: 0, failed: 0, missed: 0 };
    for (const day of days) {
      sum.runs += day.succeeded + day.failed + day.missed + day.other;
      sum.failed += day.failed;
      sum.missed += day.missed;
    }
    return sum;
  }, [days]);
  const worst = days.reduce<(typeof days)[number] | null>(
    (found, day) => (day.failed > (found?.failed ?? 0) ? day : found),
    null,
  );
  const dayText = (day: string): string => time.weekdayDate(new Date(`${day}T12:00:00Z`), 'UTC');
  // Before the first run there is nothing to draw.
  if (heatmap.isSuccess && days.length === 0) return null;
  return (
    <Card
      title={t('heatmap.title')}
      flush
      aside={
        <Button look="quiet" size="row" onClick={() => setAsTable(!asTable)}>
          {asTable ? common('showChart') : common('showTable')}
        </Button>
      }
    >
      {heatmap.isPending ? <Loading rows={5} /> : null}
      {heatmap.error === null ? null : (
        <ErrorNotice error={heatmap.error} onRetry={() => void heatmap.refetch()} />
      )}
      {days.length === 0 ? null : asTable ? (
        <PlainTable
          label={t('heatmap.title')}
          head={[
            t('heatmap.date'),
            t('heatmap.succeeded'),
            t('heatmap.failedColumn'),
            t('heatmap.missedColumn'),
            t('heatmap.other'),
          ]}
          rows={days.map((day) => ({
            key: day.day,
            cells: [dayText(day.day), day.succeeded, day.failed, day.missed, day.other],
          }))}
        />
      ) : (
        <div className={classes['body']}>
          <Heatmap days={days} label={t('heatmap.title')} />
          <div>
            <dl className={classes['facts']}>
              {[
                { key: 'runs', value: totals.runs, text: t('heatmap.totalRuns') },
                { key: 'failed', value: totals.failed, text: t('heatmap.totalFailed') },
                { key: 'missed', value: totals.missed, text: t('heatmap.totalMissed') },
              ].map((fact) => (
                <div key={fact.key}>
                  <dt>{fact.text}</dt>
                  <dd>{fact.value.toLocaleString(locale)}</dd>
                </div>
              ))}
            </dl>
            {worst === null ? null : (
              <p className={classes['worst']}>
                {t('heatmap.worst', { day: dayText(worst.day), failed: worst.failed })}
              </p>
            )}
          </div>
        </div>
      )}
    </Card>
  );
};
