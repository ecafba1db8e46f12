import type { RunDetail, RunStep } from '../../../src-main/contract/run';

export interface GanttBar {
  readonly step: RunStep;
  /** Percent of the whole span; null where nothing is known of its start. */
  readonly left: number | null;
  readonly width: number;
  /** How long it took, or has been going, in milliseconds. */
  readonly ms: number | null;
  /** It still goes, so its end is not known. */
  readonly open: boolean;
}

export interface Gantt {
  readonly from: Date;
  readonly to: Date;
  readonly bars: readonly GanttBar[];
}

/** A run's steps on one axis, from its start to its end or to the present; a step without a start has no bar. */
export const ganttOf = (
  run: Pick<RunDetail, 'createdAt' | 'startedAt' | 'finishedAt' | 'steps'>,
  now: Date,
): Gantt => {
  const starts = run.steps.flatMap((step) => (step.startedAt === null ? [] : [Date.parse(step.startedAt)]));
  const endOf = (step: RunStep): number | null => {
    if (step.startedAt === null) return null;
    const start = Date.parse(step.startedAt);
    const going = (step.status === 'running' || step.status === 'waiting') && run.finishedAt === null;
    if (going) return Math.max(start, now.getTime());
    return start + (step.elapsedMs ?? 0);
  };
  const ends = run.steps.flatMap((step) => endOf(step) ?? []);
  const from = Math.min(Date.parse(run.startedAt ?? run.createdAt), ...starts);
  const to = Math.max(
    from + 1,
    run.finishedAt === null ? now.getTime() : Date.parse(run.finishedAt),
    ...ends,
  );
  const percent = (ms: number): number => Math.min(100, Math.max(0, (100 * (ms - from)) / (to - from)));
  return {
    from: new Date(from),
    to: new Date(to),
    bars: run.steps.map((step): GanttBar => {
      const open = (step.status === 'running' || step.status === 'waiting') && run.finishedAt === null;
      const end = endOf(step);
      if (step.startedAt === null || end === null)
        return { step, left: null, width: 0, ms: step.elapsedMs, open };
      const start = Date.parse(step.startedAt);
      return {
        step,
        left: percent(start),
        width: Math.max(0, percent(end) - percent(start)),
        ms: open ? end - start : (step.elapsedMs ?? 0),
        open,
      };
    }),
  };
};
