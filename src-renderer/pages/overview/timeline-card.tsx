import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../client/use-call';
import { useNow } from '../../time/use-time';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { ErrorNotice } from '../../ui/error-notice';
import { Loading } from '../../ui/loading';
import { Timeline } from './timeline';
import { timelineLanes } from './timeline-lanes';
import { TimelineTable } from './timeline-table';
import classes from './list.module.css';

const hour = 3_600_000;
const quarter = 15 * 60_000;
const sideMs = 12 * hour;
/** Lanes that fit on a screen; the calendar shows all. */
const lanes = 8;

/** The last and the next 12 hours, lane by lane, and the same numbers as a table. */
export const TimelineCard = (): ReactNode => {
  const { t } = useTranslation('overview');
  const { t: common } = useTranslation();
  const now = useNow();
  const [asTable, setAsTable] = useState(false);
  // The question changes every quarter of an hour only; what happens in between comes as events.
  const middle = Math.floor(now.getTime() / quarter) * quarter;
  const from = useMemo(() => new Date(middle - sideMs), [middle]);
  const to = useMemo(() => new Date(middle + quarter + sideMs), [middle]);
  const timeline = useCall(
    'overview',
    'timeline',
    { from: from.toISOString(), to: to.toISOString(), lanes },
    { keepPrevious: true },
  );
  const rows = useMemo(() => timelineLanes(timeline.data?.items ?? []), [timeline.data]);
  return (
    <Card
      title={t('timeline.title')}
      note={t('timeline.range')}
      flush
      aside={
        <Button look="quiet" size="row" onClick={() => setAsTable(!asTable)}>
          {asTable ? common('showChart') : common('showTable')}
        </Button>
      }
    >
      {timeline.isPending ? <Loading rows={5} /> : null}
      {timeline.error === null ? null : (
        <ErrorNotice error={timeline.error} onRetry={() => void timeline.refetch()} />
      )}
      {timeline.isSuccess && rows.length === 0 ? (
        <p className={classes['none']}>{t('timeline.none')}</p>
      ) : null}
      {rows.length === 0 ? null : asTable ? (
        <TimelineTable lanes={rows} />
      ) : (
        <Timeline lanes={rows} from={from} to={to} now={now} />
      )}
      {(timeline.data?.crowded ?? 0) > 0 ? (
        <div className={classes['foot']}>
          <span className={classes['quiet']}>
            {t('timeline.crowded', { count: timeline.data?.crowded ?? 0 })}
          </span>
        </div>
      ) : null}
    </Card>
  );
};
