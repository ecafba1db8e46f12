import type { PlotRun } from '../../../src-main/contract/api';
import { groupBy } from './group-by';

/** Runs that start in the same bin of a lane are one mark. */
const binMs = 20 * 60_000;

type PlotStatus = PlotRun['status'];

/** Worst first: the state a mark of several runs shows. */
const severity: readonly PlotStatus[] = [
  'failed',
  'timed_out',
  'abandoned',
  'missed',
  'waiting',
  'running',
  'queued',
  'cancelled',
  'skipped',
  'succeeded',
  'planned',
];

/** What is drawn: one run, or several that start too close to each other to be told apart. */
export interface TimelineMark {
  readonly key: string;
  readonly status: PlotStatus;
  readonly from: Date;
  /** null = still going or planned. */
  readonly to: Date | null;
  readonly runs: readonly PlotRun[];
}

export interface TimelineLane {
  readonly taskId: string;
  readonly taskName: string;
  readonly marks: readonly TimelineMark[];
  readonly counts: Readonly<Partial<Record<PlotStatus, number>>>;
  readonly total: number;
}

/** How many of the runs failed, in any of the three ways. */
export const failures = (runs: readonly PlotRun[]): number =>
  runs.filter((run) => ['failed', 'timed_out', 'abandoned'].includes(run.status)).length;

const markOf = (runs: readonly PlotRun[]): TimelineMark | null => {
  const [first] = runs;
  if (first === undefined) return null;
  const status = severity.find((one) => runs.some((run) => run.status === one)) ?? first.status;
  const ends = runs.map((run) => (run.to === null ? null : new Date(run.to).getTime()));
  const end = ends.includes(null) ? null : Math.max(...ends.map((one) => one ?? 0));
  return {
    key: `${first.taskId} ${first.runId ?? first.from}`,
    status,
    from: new Date(first.from),
    to: end === null ? null : new Date(end),
    runs,
  };
};

/** Planned runs never share a mark with runs that happened: a mark has one fill. */
const binOf = (run: PlotRun): string =>
  `${Math.floor(new Date(run.from).getTime() / binMs)}${run.status === 'planned' ? ' planned' : ''}`;

/** The lanes of the timeline, in the order the tasks come, with their marks and the numbers of the table beside it. */
export const timelineLanes = (items: readonly PlotRun[]): readonly TimelineLane[] =>
  [...groupBy(items, (item) => item.taskId)].map(([taskId, runs]) => {
    const ordered = [...runs].sort((a, b) => a.from.localeCompare(b.from));
    const counts: Partial<Record<PlotStatus, number>> = {};
    for (const run of ordered) counts[run.status] = (counts[run.status] ?? 0) + 1;
    return {
      taskId,
      taskName: ordered[0]?.taskName ?? '',
      marks: [...groupBy(ordered, binOf).values()].flatMap((bin) => markOf(bin) ?? []),
      counts,
      total: ordered.length,
    };
  });
