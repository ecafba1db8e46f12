import { IconClock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Occurrence } from '../../../src-main/contract/rule';
import type { TaskRow } from '../../../src-main/contract/task';
import { useCall } from '../../client/use-call';
import { useSentenceGap } from '../../i18n/sentence-gap';
import { useLocale } from '../../i18n/use-locale';
import type { TimeWords } from '../../time/time-words';
import { useNow, useTime } from '../../time/use-time';
import { Card } from '../../ui/card';
import { ErrorNotice } from '../../ui/error-notice';
import { Loading } from '../../ui/loading';
import classes from './task-page-parts.module.css';

const placeOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

/** The day, with its year where that is not the present one. */
const dateWords = (run: Occurrence, time: TimeWords, now: Date): string => {
  const year = run.localTime.slice(0, 4);
  const words = time.weekdayDate(new Date(`${run.localTime.slice(0, 10)}T12:00:00Z`), 'UTC');
  if (year === String(now.getFullYear())) return words;
  return time.locale === 'zh-CN' ? `${year}年${words}` : `${words} ${year}`;
};

const Row = ({ run, zone }: { readonly run: Occurrence; readonly zone: string }): ReactNode => {
  const { t } = useTranslation('taskDetail');
  const gap = useSentenceGap();
  const time = useTime();
  const now = useNow();
  const at = new Date(run.at);
  const marks = [
    ...(run.shiftedFrom === null ? [] : [t('next.shifted', { from: run.shiftedFrom.slice(11, 16) })]),
    ...(run.clampedFromDay === null ? [] : [t('next.clamped', { day: run.clampedFromDay })]),
  ].join(gap);
  return (
    <tr>
      <th scope="row">{dateWords(run, time, now)}</th>
      <td className={classes['time']} title={time.iso(at, zone)}>
        {run.localTime.slice(11, run.localTime.slice(16) === ':00' ? 16 : 19)}
      </td>
      {zone === time.timeZone ? null : (
        <td className={classes['quiet']}>{t('next.here', { time: time.clock(at) })}</td>
      )}
      <td>
        {marks === '' ? null : (
          <span title={marks}>
            <IconClock className={classes['clock']} width="1rem" height="1rem" aria-hidden="true" />{' '}
            <span className="nx-hidden">{marks}</span>
          </span>
        )}
        <span className={classes['quiet']}>{time.relative(at, now)}</span>
      </td>
    </tr>
  );
};

/** The next ten runs, from the executor's own functions. */
export const NextRunsCard = ({ task }: { readonly task: TaskRow }): ReactNode => {
  const { t } = useTranslation('taskDetail');
  const locale = useLocale();
  const time = useTime();
  const preview = useCall('tasks', 'preview', { draft: {}, taskId: task.id, count: 10, locale });
  const zone = task.timeZone;
  const total = preview.data?.total;
  const ends = task.state === 'ended' || task.state === 'deleted' || task.state === 'disabled';
  return (
    <Card
      title={t('next.title')}
      note={
        total === undefined || ends
          ? undefined
          : total === null
            ? t('next.endless')
            : t('next.total', { count: total })
      }
      flush
    >
      {preview.isPending ? <Loading rows={8} /> : null}
      {preview.error === null ? null : (
        <ErrorNotice error={preview.error} onRetry={() => void preview.refetch()} />
      )}
      {preview.data === undefined ? null : preview.data.occurrences.length === 0 || ends ? (
        <p className={classes['none']}>{preview.data.problems[0] ?? t('next.none')}</p>
      ) : (
        <div className={classes['wide']}>
          <table className={classes['runs']} aria-label={t('next.title')}>
            <thead className="nx-hidden">
              <tr>
                <th scope="col">{t('next.date')}</th>
                <th scope="col">{t('next.time', { zone: placeOf(zone) })}</th>
                {zone === time.timeZone ? null : <th scope="col">{t('next.local')}</th>}
                <th scope="col">{t('next.in')}</th>
              </tr>
            </thead>
            <tbody>
              {preview.data.occurrences.map((run) => (
                <Row key={run.at} run={run} zone={zone} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {task.state === 'paused' || task.state === 'invalid' ? (
        <p className={classes['foot']}>{t(`next.${task.state}`)}</p>
      ) : null}
    </Card>
  );
};
