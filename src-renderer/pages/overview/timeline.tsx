import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { visibleText } from '../../../src-main/contract/visible-text';
import { useTime } from '../../time/use-time';
import { ActionLink } from '../../ui/action-link';
import { MarkLegend } from '../../ui/mark-legend';
import { useRoving } from '../../ui/use-roving';
import { failures, type TimelineLane, type TimelineMark } from './timeline-lanes';
import classes from './timeline.module.css';

const hour = 3_600_000;
const tickMs = 3 * hour;
/** A planned or short run is still wide enough to hit. */
const shortestMs = 18 * 60_000;

interface Props {
  readonly lanes: readonly TimelineLane[];
  readonly from: Date;
  readonly to: Date;
  readonly now: Date;
}

const useMarkText = (): ((lane: TimelineLane, mark: TimelineMark) => string) => {
  const { t } = useTranslation('overview');
  const { t: states } = useTranslation('states');
  const time = useTime();
  return (lane, mark) => {
    const clock = time.clock(mark.from);
    if (mark.runs.length === 1) {
      return t('timeline.mark', { task: lane.taskName, state: states(`run.${mark.status}`), time: clock });
    }
    const text = t('timeline.many', { task: lane.taskName, time: clock, count: mark.runs.length });
    const failed = failures(mark.runs);
    return failed === 0 ? text : t('timeline.manyFailed', { text, failed });
  };
};

interface MarkProps {
  readonly lane: TimelineLane;
  readonly mark: TimelineMark;
  readonly style: { readonly left: string; readonly width: string };
  readonly text: string;
  readonly roving: ReturnType<ReturnType<typeof useRoving>['mark']>;
}

/** One run leads to itself, several to the list of them, a planned one to its task. */
const MarkLink = ({ lane, mark, style, text, roving }: MarkProps): ReactNode => {
  const [first] = mark.runs;
  const shared = {
    look: 'bare',
    className: classes['mark'] ?? '',
    style,
    title: text,
    'aria-label': text,
    ...roving,
  } as const;
  const inside = (
    <span data-mark={mark.status} className={classes['fill']}>
      {mark.runs.length > 1 ? <span className={classes['many']}>{mark.runs.length}</span> : null}
    </span>
  );
  if (mark.runs.length === 1 && typeof first?.runId === 'string') {
    return (
      <ActionLink {...shared} to="/runs/$runId" params={{ runId: first.runId }} preload={false}>
        {inside}
      </ActionLink>
    );
  }
  if (mark.status === 'planned') {
    return (
      <ActionLink {...shared} to="/tasks/$taskId" params={{ taskId: lane.taskId }} preload={false}>
        {inside}
      </ActionLink>
    );
  }
  const last = mark.runs.at(-1);
  const end = new Date(new Date(last?.from ?? mark.from).getTime() + 1);
  return (
    <ActionLink
      {...shared}
      to="/runs"
      search={{ task: lane.taskId, range: 'custom', from: mark.from.toISOString(), to: end.toISOString() }}
      preload={false}
    >
      {inside}
    </ActionLink>
  );
};

/** Lanes of marks over 24 hours: what happened is filled by its state, what is planned is dashed, now is a line. */
export const Timeline = ({ lanes, from, to, now }: Props): ReactNode => {
  const { t } = useTranslation('overview');
  const time = useTime();
  const markText = useMarkText();
  const roving = useRoving(lanes.map((lane) => lane.marks.map((mark) => mark.key)));
  const span = to.getTime() - from.getTime();
  const share = (at: number): number => ((at - from.getTime()) / span) * 100;
  const ticks = useMemo(() => {
    const first = Math.ceil(from.getTime() / tickMs) * tickMs;
    return Array.from(
      { length: Math.floor((to.getTime() - first) / tickMs) + 1 },
      (_, index) => first + index * tickMs,
    );
  }, [from, to]);
  // The label of now is wider than half an hour: the hour beside it would lie under it.
  const isUnderNow = (tick: number): boolean => Math.abs(tick - now.getTime()) < hour;
  /** In a narrow window the label of now takes as much room as ten hours. */
  const isNearNow = (tick: number): boolean => Math.abs(tick - now.getTime()) < 5 * hour;
  const place = (mark: TimelineMark): { readonly left: string; readonly width: string } => {
    const start = mark.from.getTime();
    const end = mark.to?.getTime() ?? (mark.status === 'planned' ? start : now.getTime());
    const left = Math.max(0, share(start));
    const right = Math.min(100, share(Math.max(end, start + shortestMs)));
    return { left: `${left}%`, width: `${Math.max(0.5, right - left)}%` };
  };
  const states = [...new Set(lanes.flatMap((lane) => lane.marks.map((mark) => mark.status)))];
  return (
    // Arrow keys move between the links inside; the group itself takes no focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      className={classes['timeline']}
      role="group"
      aria-label={t('timeline.title')}
      onKeyDown={roving.onKeyDown}
    >
      <div className={classes['plot']}>
        <div className={classes['grid']} aria-hidden="true">
          {ticks.map((tick) => (
            <span key={tick} className={classes['tick']} style={{ left: `${share(tick)}%` }}>
              {isUnderNow(tick) ? null : (
                <span className={classes['tickText']} data-near={isNearNow(tick) || undefined}>
                  {time.clock(new Date(tick))}
                </span>
              )}
            </span>
          ))}
          <span className={classes['now']} style={{ left: `${share(now.getTime())}%` }}>
            <span className={classes['nowText']}>{time.clock(now)}</span>
          </span>
        </div>
        {lanes.map((lane) => (
          <div key={lane.taskId} className={classes['lane']}>
            <ActionLink
              look="bare"
              to="/tasks/$taskId"
              params={{ taskId: lane.taskId }}
              className={`${classes['name']} nx-cut`}
              title={visibleText(lane.taskName)}
            >
              {visibleText(lane.taskName)}
            </ActionLink>
            <div className={classes['track']}>
              {lane.marks.map((mark) => (
                <MarkLink
                  key={mark.key}
                  lane={lane}
                  mark={mark}
                  style={place(mark)}
                  text={markText(lane, mark)}
                  roving={roving.mark(mark.key)}
                />
              ))}
            </div>
          </div>
        ))}
      </div>
      <div className={classes['legend']}>
        <MarkLegend states={states} label={t('timeline.legend')} />
      </div>
    </div>
  );
};
