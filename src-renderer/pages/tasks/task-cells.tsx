import { IconPinFilled } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { visibleText } from '../../../src-main/contract/visible-text';
import type { RecentRun, TaskRow } from '../../../src-main/contract/task';
import { runPath, runsPath, taskPath } from '../../router/paths';
import { durationWords, elapsedClock } from '../../time/duration-words';
import { useNow } from '../../time/use-time';
import { Moment } from '../../ui/moment';
import { RowLink } from '../../ui/row-link';
import { StateIcon } from '../../ui/state-icon';
import { StateMark } from '../../ui/state-mark';
import classes from './tasks-table.module.css';
import type { RowContext } from './use-row-context';

export interface CellProps {
  readonly task: TaskRow;
  readonly compact: boolean;
  readonly tabIndex: 0 | -1;
  readonly context: RowContext;
}

/** What departs from normal, in words; null for a task that is simply enabled. */
const departureOf = (task: TaskRow, { t }: RowContext): string | null => {
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
export const NameCell = ({ task, compact, tabIndex, context }: CellProps): ReactNode => {
  const departure = departureOf(task, context);
  const second = departure ?? task.description;
  return (
    <div className={classes['two']}>
      <span className={classes['name']}>
        <RowLink
          look="text"
          to={taskPath(task.id)}
          className="nx-cut"
          title={visibleText(task.name)}
          tabIndex={tabIndex}
        >
          {visibleText(task.name)}
        </RowLink>
        {task.pinned ? (
          <IconPinFilled
            className={classes['pin']}
            role="img"
            aria-label={context.t('row.pinned')}
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

const reasonWithoutNext = (task: TaskRow, { t, time, now }: RowContext): string => {
  switch (task.state) {
    case 'enabled':
      return task.openRuns > 0 ? t('row.fromRunNext') : t('row.noneNext');
    case 'paused':
      return task.pausedUntil === null
        ? t('row.pausedNext')
        : t('row.pausedUntil', { time: time.dayOrClock(new Date(task.pausedUntil), now) });
    default:
      return t(`row.${task.state}Next`);
  }
};

/** When it runs next; a dash with the reason when it does not, never a stale date. */
export const NextRunCell = ({ task, compact, context }: CellProps): ReactNode => {
  if (task.state === 'enabled' && task.nextRunTime !== null) {
    return (
      <Moment
        at={task.nextRunTime}
        lines={compact ? 'absolute' : 'two'}
        {...(context.displayZone === 'task' ? { timeZone: task.timeZone } : {})}
      />
    );
  }
  const reason = reasonWithoutNext(task, context);
  return (
    <div className={compact ? classes['line'] : classes['two']}>
      {compact ? null : <span>{context.common('none')}</span>}
      <span className={`${classes['quiet']} nx-cut`} title={reason}>
        {reason}
      </span>
    </div>
  );
};

interface LastProps {
  readonly run: RecentRun;
  readonly context: RowContext;
}

/** The only cell that moves every second. */
const Running = ({ run, context }: LastProps): ReactNode =>
  context.t('row.running', { span: elapsedClock(useNow('second').getTime() - Date.parse(run.at)) });

/** How the last run went, when, and how long it took. */
export const LastRunCell = ({ task, compact, tabIndex, context }: CellProps): ReactNode => {
  const { t, time, now, states } = context;
  const [run] = task.recentRuns;
  if (run === undefined) return <span className={classes['quiet']}>{t('row.never')}</span>;
  const at = new Date(run.at);
  return (
    <div className={compact ? classes['line'] : classes['two']}>
      <RowLink to={runPath(run.id)} className={classes['state']} tabIndex={tabIndex}>
        <StateMark state={run.status} word={states.run[run.status]} />
      </RowLink>
      <span className={`${classes['quiet']} ${classes['indent']} nx-cut`} title={time.iso(at)}>
        {run.status === 'running' ? <Running run={run} context={context} /> : time.dayOrClock(at, now)}
        {run.durationMs === null ? null : ` · ${durationWords(run.durationMs, time.locale)}`}
      </span>
    </div>
  );
};

/** How many runs, of how many when there is a limit; a link to them. */
export const RunsCell = ({ task, tabIndex, context }: CellProps): ReactNode => {
  const { t, time } = context;
  return (
    <RowLink className={classes['count']} to={runsPath({ task: task.id, range: 'all' })} tabIndex={tabIndex}>
      {task.maxExecutions > 0
        ? t('row.runsOf', { count: task.executionCount, limit: task.maxExecutions })
        : task.executionCount.toLocaleString(time.locale)}
      <span className="nx-hidden"> {t('row.viewRuns', { task: task.name })}</span>
    </RowLink>
  );
};
