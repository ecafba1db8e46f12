import {
  IconCalendarTime,
  IconHandClick,
  IconHistoryToggle,
  IconRestore,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Run, Trigger } from '../../src-main/contract/run';
import { useLocale } from '../i18n/use-locale';
import { durationWords } from '../time/duration-words';
import { useNow, useTime } from '../time/use-time';
import { durationMs, lateByMs } from './run-status';
import classes from './runs-table.module.css';

const triggerIcons: Record<Trigger, Icon> = {
  schedule: IconCalendarTime,
  catch_up: IconRestore,
  manual: IconHandClick,
  backfill: IconHistoryToggle,
};

/** How a run came about: shape and word. */
export const TriggerMark = ({ trigger }: { readonly trigger: Trigger }): ReactNode => {
  const { t } = useTranslation('states');
  const Shape = triggerIcons[trigger];
  return (
    <span className={classes['trigger']}>
      <Shape width="0.9375rem" height="0.9375rem" stroke={1.8} aria-hidden="true" />
      <span className="nx-cut">{t(`trigger.${trigger}`)}</span>
    </span>
  );
};

/** When a run started, to the second; what did not start says when it was planned. */
export const StartedCell = ({ run }: { readonly run: Run }): ReactNode => {
  const { t } = useTranslation('runs');
  const time = useTime();
  const now = useNow();
  const at = new Date(run.startedAt ?? run.plannedAt);
  const second = run.startedAt === null ? time.moment(at, now) : time.momentSeconds(at, now);
  const waits = run.state === 'queued' && run.notBefore !== null && Date.parse(run.notBefore) > now.getTime();
  return (
    <time dateTime={at.toISOString()} title={time.iso(at)} className={classes['two']}>
      <span className="nx-number">
        {run.startedAt === null ? t('row.planned', { time: second }) : second}
      </span>
      <span className={classes['quiet']}>
        {waits && run.notBefore !== null
          ? t('row.waitsUntil', { time: time.clockSeconds(new Date(run.notBefore)) })
          : time.relative(at, now)}
      </span>
    </time>
  );
};

/** Started minus planned, from one second on. */
export const LateCell = ({ run }: { readonly run: Run }): ReactNode => {
  const locale = useLocale();
  const late = lateByMs(run);
  if (late === null || late < 1_000) return null;
  return <span className="nx-number">{durationWords(late, locale)}</span>;
};

interface DurationProps {
  readonly run: Run;
  /** Median of the successful runs of the same task in the list; null where too few are known. */
  readonly medianMs: number | null;
}

const Bar = ({ share, over }: { readonly share: number; readonly over: boolean }): ReactNode => (
  <span className={classes['bar']} aria-hidden="true">
    <span data-over={over || undefined} style={{ width: `${Math.min(100, share * 100)}%` }} />
    <span className={classes['median']} />
  </span>
);

const RunningDuration = ({ run }: { readonly run: Run }): ReactNode => {
  const locale = useLocale();
  const ms = durationMs(run, useNow('second')) ?? 0;
  return <span className="nx-number">{durationWords(Math.floor(ms / 1_000) * 1_000, locale)}</span>;
};

/** How long a run took, its bar against the median at the middle mark. */
export const DurationCell = ({ run, medianMs }: DurationProps): ReactNode => {
  const { t } = useTranslation('runs');
  const locale = useLocale();
  const now = useNow();
  if (run.startedAt === null) return null;
  if (run.finishedAt === null) return <RunningDuration run={run} />;
  const ms = durationMs(run, now) ?? 0;
  const words = durationWords(ms, locale);
  if (medianMs === null || medianMs === 0) return <span className="nx-number">{words}</span>;
  return (
    <span
      className={classes['two']}
      title={t('row.usual', { duration: words, median: durationWords(medianMs, locale) })}
    >
      <span className="nx-number">{words}</span>
      <Bar share={ms / (2 * medianMs)} over={ms > 2 * medianMs} />
    </span>
  );
};
