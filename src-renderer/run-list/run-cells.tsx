import {
  IconCalendarTime,
  IconHandClick,
  IconHistoryToggle,
  IconRestore,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { visibleText } from '../../src-main/contract/visible-text';
import type { Run, Trigger } from '../../src-main/contract/run';
import { runPath, taskPath } from '../router/paths';
import { durationWords } from '../time/duration-words';
import { useNow } from '../time/use-time';
import { reasonBesideState } from '../ui/reason-text';
import { RowLink } from '../ui/row-link';
import { StateMark } from '../ui/state-mark';
import type { RunColumn } from './run-columns';
import { durationMs, lateByMs, statusOf } from './run-status';
import classes from './runs-table.module.css';
import type { RowContext } from './use-row-context';

interface CellProps {
  readonly run: Run;
  /** Median of the successful runs of the same task in the list; null where too few are known. */
  readonly medianMs: number | null;
  readonly tabIndex: 0 | -1;
  readonly context: RowContext;
}

/** States that somebody has to have seen. */
const wantsEyes: ReadonlySet<string> = new Set(['failed', 'timed_out', 'missed', 'abandoned', 'waiting']);

/** How it went, a link to the run, and whether nobody has looked yet. */
const StateCell = ({ run, tabIndex, context: { t, states } }: CellProps): ReactNode => {
  const status = statusOf(run);
  return (
    <RowLink to={runPath(run.id)} className={classes['state']} tabIndex={tabIndex}>
      <StateMark state={status} word={states.run[status]} />
      {wantsEyes.has(status) && run.seenAt === null ? (
        <span className={classes['unseen']} title={t('row.unseen')}>
          <span className="nx-hidden">{t('row.unseen')}</span>
        </span>
      ) : null}
    </RowLink>
  );
};

const TaskCell = ({ run, tabIndex }: CellProps): ReactNode => (
  <RowLink
    look="text"
    to={taskPath(run.taskId)}
    className={classes['task'] ?? ''}
    title={visibleText(run.taskName)}
    tabIndex={tabIndex}
  >
    {visibleText(run.taskName)}
  </RowLink>
);

/** When a run started, to the second; what did not start says when it was planned. */
const StartedCell = ({ run, context: { t, time, now } }: CellProps): ReactNode => {
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
          ? t('row.waitsUntil', { time: time.moment(new Date(run.notBefore), now) })
          : time.relative(at, now)}
      </span>
    </time>
  );
};

/** Started minus planned, from one second on. */
const LateCell = ({ run, context: { time } }: CellProps): ReactNode => {
  const late = lateByMs(run);
  if (late === null || late < 1_000) return null;
  return <span className="nx-number">{durationWords(late, time.locale)}</span>;
};

const Bar = ({ share, over }: { readonly share: number; readonly over: boolean }): ReactNode => (
  <span className={classes['bar']} aria-hidden="true">
    <span data-over={over || undefined} style={{ width: `${Math.min(100, share * 100)}%` }} />
    <span className={classes['median']} />
  </span>
);

const RunningDuration = ({ run, context: { time } }: CellProps): ReactNode => {
  const ms = durationMs(run, useNow('second')) ?? 0;
  return <span className="nx-number">{durationWords(Math.floor(ms / 1_000) * 1_000, time.locale)}</span>;
};

/** How long a run took, its bar against the median at the middle mark. */
const DurationCell = (props: CellProps): ReactNode => {
  const {
    run,
    medianMs,
    context: { t, time, now },
  } = props;
  if (run.startedAt === null) return null;
  if (run.finishedAt === null) return <RunningDuration {...props} />;
  const ms = durationMs(run, now) ?? 0;
  const words = durationWords(ms, time.locale);
  if (medianMs === null || medianMs === 0) return <span className="nx-number">{words}</span>;
  return (
    <span
      className={classes['two']}
      title={t('row.usual', { duration: words, median: durationWords(medianMs, time.locale) })}
    >
      <span className="nx-number">{words}</span>
      <Bar share={ms / (2 * medianMs)} over={ms > 2 * medianMs} />
    </span>
  );
};

const triggerIcons: Record<Trigger, Icon> = {
  schedule: IconCalendarTime,
  catch_up: IconRestore,
  manual: IconHandClick,
  backfill: IconHistoryToggle,
};

/** How a run came about: shape and word. */
const TriggerCell = ({ run: { trigger }, context: { states } }: CellProps): ReactNode => {
  const Shape = triggerIcons[trigger];
  return (
    <span className={classes['trigger']}>
      <Shape width="0.9375rem" height="0.9375rem" stroke={1.8} aria-hidden="true" />
      <span className="nx-cut">{states.trigger[trigger]}</span>
    </span>
  );
};

const AttemptCell = ({ run, context: { t } }: CellProps): ReactNode =>
  run.attempt === 0 ? null : (
    <span className="nx-number">
      {run.maxAttempts > 1 ? t('row.attempt', { attempt: run.attempt, most: run.maxAttempts }) : run.attempt}
    </span>
  );

/** Why it ended so, or what it does now. */
const MessageCell = ({ run, context: { t, time, now } }: CellProps): ReactNode => {
  const text =
    run.cancelRequestedAt !== null && run.state !== 'ended'
      ? t('row.cancelling')
      : run.state === 'ended'
        ? reasonBesideState(run, time, now)
        : (run.progress?.text ?? '');
  return text === '' ? null : (
    <span className={classes['message']} title={text}>
      {text}
    </span>
  );
};

const IdCell = ({ run }: CellProps): ReactNode => <span className={classes['id']}>{run.id}</span>;

/** A cell for every column. */
export const runCells: Readonly<Record<RunColumn, (props: CellProps) => ReactNode>> = {
  state: StateCell,
  task: TaskCell,
  started: StartedCell,
  late: LateCell,
  duration: DurationCell,
  trigger: TriggerCell,
  attempt: AttemptCell,
  message: MessageCell,
  id: IdCell,
};
