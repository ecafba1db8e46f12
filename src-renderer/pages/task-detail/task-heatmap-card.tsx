import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../client/use-call';
import { useTime } from '../../time/use-time';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { ErrorNotice } from '../../ui/error-notice';
import { Heatmap } from '../../ui/heatmap';
import { Loading } from '../../ui/loading';
import { PlainTable } from '../../ui/plain-table';
import classes from './task-page-parts.module.css';

const weeks = 10;

/** Ten weeks of the task's days, and the same numbers as a table. */
export const TaskHeatmapCard = ({ taskId }: { readonly taskId: string }): ReactNode => {
  const { t } = useTranslation('taskDetail');
  const { t: overview } = useTranslation('overview');
  const { t: common } = useTranslation();
  const time = useTime();
  const [table, setTable] = useState(false);
  const heatmap = useCall('overview', 'heatmap', { taskId, weeks, timeZone: time.timeZone });
  const days = heatmap.data?.days ?? [];
  // The card beside it has said that the task has not run.
  if (heatmap.isSuccess && days.length === 0) return null;
  return (
    <Card
      title={t('heatmap.title')}
      flush
      aside={
        <Button look="quiet" size="row" onClick={() => setTable(!table)}>
          {table ? common('showChart') : common('showTable')}
        </Button>
      }
    >
      {heatmap.isPending ? <Loading rows={4} /> : null}
      {heatmap.error === null ? null : (
        <ErrorNotice error={heatmap.error} onRetry={() => void heatmap.refetch()} />
      )}
      {days.length === 0 ? null : table ? (
        <PlainTable
          label={t('heatmap.title')}
          head={[
            overview('heatmap.date'),
            overview('heatmap.succeeded'),
            overview('heatmap.failedColumn'),
            overview('heatmap.missedColumn'),
            overview('heatmap.other'),
          ]}
          rows={days.map((day) => ({
            key: day.day,
            cells: [
              time.weekdayDate(new Date(`${day.day}T12:00:00Z`), 'UTC'),
              day.succeeded,
              day.failed,
              day.missed,
              day.other,
            ],
          }))}
        />
      ) : (
        <div className={classes['body']}>
          <Heatmap days={days} label={t('heatmap.title')} taskId={taskId} />
        </div>
      )}
    </Card>
  );
};
