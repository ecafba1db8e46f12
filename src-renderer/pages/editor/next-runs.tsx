import { IconCalendarDown, IconClock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Occurrence } from '../../../src-main/contract/rule';
import { useNow, useTime } from '../../time/use-time';
import type { TimeWords } from '../../time/time-words';
import type { RunMark } from './run-comparison';
import classes from './task-editor.module.css';

interface Props {
  readonly runs: readonly Occurrence[];
  /** Zone of the task. */
  readonly timeZone: string;
  /** What the change does to each; null when nothing is changed. */
  readonly marks: ReadonlyMap<string, RunMark> | null;
  /** Those of a moment ago: the next ones are being worked out. */
  readonly stale: boolean;
}

/** A place as people name it: `New York`. */
export const placeOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

/** `Tue 24 Nov`, with the year where it is another than the reader's. */
export const runDay = (run: Occurrence, timeZone: string, time: TimeWords, now: Date): string => {
  const at = new Date(run.at);
  const year = run.localTime.slice(0, 4);
  const words = time.weekdayDate(at, timeZone);
  if (year === String(now.getFullYear())) return words;
  return time.locale === 'zh-CN' ? `${year}年${words}` : `${words} ${year}`;
};

/** `02:30`, with seconds where there are any. */
export const runClock = (localTime: string): string =>
  localTime.slice(16, 19) === ':00' ? localTime.slice(11, 16) : localTime.slice(11, 19);

const hereText = (run: Occurrence, time: TimeWords): string => {
  const at = new Date(run.at);
  const sameDay = time.iso(at).slice(0, 10) === run.localTime.slice(0, 10);
  return sameDay ? time.clock(at) : `${time.weekdayDate(at).split(' ')[0] ?? ''} ${time.clock(at)}`;
};

const Mark = ({ mark }: { readonly mark: RunMark | undefined }): ReactNode => {
  const { t } = useTranslation('editor');
  if (mark === undefined || mark.kind === 'unknown') return null;
  if (mark.kind === 'kept') return <span className="nx-hidden">{t('summary.kept')}</span>;
  return (
    <span className={classes['mark']} data-kind={mark.kind}>
      {mark.kind === 'shifted'
        ? t('summary.shifted', { time: runClock(mark.from.localTime) })
        : t('summary.added')}
    </span>
  );
};

/**
 * The next runs: in the task's zone, here where that differs, and from now; while something is changed, what the change
 * does to each instead.
 */
export const NextRuns = ({ runs, timeZone, marks, stale }: Props): ReactNode => {
  const { t } = useTranslation('editor');
  const time = useTime();
  const now = useNow();
  const elsewhere = timeZone !== time.timeZone;
  return (
    <table className={classes['runs']} aria-busy={stale} aria-label={t('summary.runs')}>
      <thead className="nx-hidden">
        <tr>
          <th scope="col">{t('summary.day')}</th>
          <th scope="col">{t('summary.time', { zone: placeOf(timeZone) })}</th>
          {elsewhere ? <th scope="col">{t('summary.hereColumn')}</th> : null}
          <th scope="col">{t(marks === null ? 'summary.relative' : 'summary.change')}</th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => {
          const at = new Date(run.at);
          return (
            <tr key={run.at} data-at={run.at}>
              <th scope="row">{runDay(run, timeZone, time, now)}</th>
              <td className={classes['time']} title={time.iso(at, timeZone)}>
                {runClock(run.localTime)}
              </td>
              {elsewhere ? (
                <td className={classes['quiet']} title={time.iso(at)}>
                  {t('summary.here', { time: hereText(run, time) })}
                </td>
              ) : null}
              <td>
                {run.shiftedFrom === null ? null : (
                  <span className={classes['odd']} title={t('summary.clock')}>
                    <IconClock width="1rem" height="1rem" stroke={1.8} aria-hidden="true" />
                    <span className="nx-hidden">{t('summary.clock')}</span>
                  </span>
                )}
                {run.clampedFromDay === null ? null : (
                  <span className={classes['odd']} title={t('summary.clamped')}>
                    <IconCalendarDown width="1rem" height="1rem" stroke={1.8} aria-hidden="true" />
                    <span className="nx-hidden">{t('summary.clamped')}</span>
                  </span>
                )}
                {marks === null ? (
                  <span className={classes['quiet']}>{time.relative(at, now)}</span>
                ) : (
                  <Mark mark={marks.get(run.at)} />
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};
