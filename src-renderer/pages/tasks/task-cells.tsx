import { IconPinFilled } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskRow } from '../../../src-main/contract/task';
import { useLocale } from '../../i18n/use-locale';
import { useSettings } from '../../shell/use-settings';
import { durationWords, elapsedClock } from '../../time/duration-words';
import { useNow, useTime } from '../../time/use-time';
import { ActionLink } from '../../ui/action-link';
import { Moment } from '../../ui/moment';
import { StateIcon } from '../../ui/state-icon';
import { RunStateMark } from '../../ui/state-mark';
import classes from './tasks-table.module.css';

interface CellProps {
  readonly task: TaskRow;
  readonly compact: boolean;
  readonly tabIndex: 0 | -1;
}

/** What departs from normal, in words; null for a task that is simply enabled. */
const useDeparture = (task: TaskRow): string | null => {
  const { t } = useTranslation('tasks');
  switch (task.state) {
    case 'paused':
      if (task.pausedBy === null) return t('row.paused');
      return task.pauseReason === null
        ? t('row.pausedBy', { by: task.pausedBy })
        : t('row.pausedByReason', { by: task.pausedBy, reason: task.pauseReason });
    case 'ended':
      return task.maxExecutions > 0 && task.executionCount >= task.maxExecutions
        ? t('row.endedLimit', { count: task.maxExecutions })
        : t('row.endedDate');
    case 'disabled':
      return t('row.disabled');
    case 'invalid':
      return task.problem;
    default:
      return null;
  }
};

/** Name and, on a second line, what departs from normal or the description. */
export const NameCell = ({ task, compact, tabIndex }: CellProps): ReactNode => {
  const { t } = useTranslation('tasks');
  const departure = useDeparture(task);
  const second = departure ?? task.description;
  return (
    <div className={classes['two']}>
      <span className={classes['name']}>
        <ActionLink
          to="/tasks/$taskId"
          params={{ taskId: task.id }}
          className="nx-cut"
          title={task.name}
          tabIndex={tabIndex}
          preload={false}
        >
          {task.name}
        </ActionLink>
        {task.pinned ? (
          <IconPinFilled
            className={classes['pin']}
            role="img"
            aria-label={t('row.pinned')}
            width="0.75rem"
            height="0.75rem"
          />
        ) : null}
        {compact && departure !== null ? (
          <span className={classes['second']} title={departure}>
            <StateIcon state={task.state} size={0.75} />
            <span className="nx-cut">{departure}</span>
          </span>
        ) : null}
      </span>
      {compact || second === null || second === '' ? null : (
        <span className={classes['second']} title={second}>
          {departure === null ? null : <StateIcon state={task.state} size={0.75} />}
          <span className="nx-cut">{second}</span>
        </span>
      )}
    </div>
  );
};

/** When it runs next; a dash with the reason when it does not, never a stale date. */
export const NextRunCell = ({ task, compact }: CellProps): ReactNode => {
  const { t } = useTranslation('tasks');
  const { t: common } = useTranslation();
  const time = useTime();
  const now = useNow();
  const { displayZone } = useSettings().general;
  if (task.state === 'enabled' && task.nextRunTime !== null) {
    return (
      <Moment
        at={task.nextRunTime}
        lines={compact ? 'absolute' : 'two'}
        {...(displayZone === 'task' ? { timeZone: task.timeZone } : {})}
      />
    );
  }
  const reasons = {
    enabled: task.openRuns > 0 ? t('row.fromRunNext') : t('row.noneNext'),
    paused:
      task.pausedUntil === null
        ? t('row.pausedNext')
        : t('row.pausedUntil', { time: time.dayOrClock(new Date(task.pausedUntil), now) }),
    ended: t('row.endedNext'),
    disabled: t('row.disabledNext'),
    invalid: t('row.invalidNext'),
    deleted: t('row.deletedNext'),
  } as const;
  const reason = reasons[task.state];
  return (
    <div className={compact ? classes['line'] : classes['two']}>
      {compact ? null : <span>{common('none')}</span>}
      <span className={`${classes['quiet']} nx-cut`} title={reason}>
        {reason}
      </span>
    </div>
  );
};

/** How the last run went, when, and how long it took. */
export const LastRunCell = ({ task, compact, tabIndex }: CellProps): ReactNode => {
  const { t } = useTranslation('tasks');
  const locale = useLocale();
  const time = useTime();
  const [run] = task.recentRuns;
  const open = run?.status === 'running' || run?.status === 'waiting' || run?.status === 'queued';
  const now = useNow(run?.status === 'running' ? 'second' : 'minute');
  if (run === undefined) return <span className={classes['quiet']}>{t('row.never')}</span>;
  const at = new Date(run.at);
  const parts = [
    open && run.status === 'running'
      ? t('row.running', { span: elapsedClock(now.getTime() - at.getTime()) })
      : time.dayOrClock(at, now),
    ...(run.durationMs === null ? [] : [durationWords(run.durationMs, locale)]),
  ];
  return (
    <div className={compact ? classes['line'] : classes['two']}>
      <ActionLink
        look="bare"
        to="/runs/$runId"
        params={{ runId: run.id }}
        className={classes['state']}
        tabIndex={tabIndex}
        preload={false}
      >
        <RunStateMark status={run.status} />
      </ActionLink>
      <span className={`${classes['quiet']} ${classes['indent']} nx-cut`} title={time.iso(at)}>
        {parts.join(' · ')}
      </span>
    </div>
  );
};

/** How many runs, of how many when there is a limit; a link to them. */
export const RunsCell = ({ task, tabIndex }: CellProps): ReactNode => {
  const { t } = useTranslation('tasks');
  const locale = useLocale();
  return (
    <ActionLink
      look="bare"
      className={classes['count']}
      to="/runs"
      search={{ task: task.id, range: 'all' }}
      tabIndex={tabIndex}
      preload={false}
    >
      {task.maxExecutions > 0
        ? t('row.runsOf', { count: task.executionCount, limit: task.maxExecutions })
        : task.executionCount.toLocaleString(locale)}
      <span className="nx-hidden"> {t('row.viewRuns', { task: task.name })}</span>
    </ActionLink>
  );
};
