import type { Run, RunStatus } from '../../src-main/contract/run';

/** What a screen shows for a run: its outcome once it ended, its state before. */
export const statusOf = (run: Pick<Run, 'outcome' | 'state'>): RunStatus =>
  run.outcome ?? (run.state === 'ended' ? 'abandoned' : run.state);

/** How late a run started, in milliseconds: started minus planned; null when it has not started or nothing was planned. */
export const lateByMs = (run: Pick<Run, 'plannedAt' | 'startedAt' | 'trigger'>): number | null => {
  if (run.startedAt === null || run.trigger === 'manual') return null;
  return Math.max(0, Date.parse(run.startedAt) - Date.parse(run.plannedAt));
};

/** How long a run took or has been going; null when it never started. */
export const durationMs = (run: Pick<Run, 'startedAt' | 'finishedAt'>, now: Date): number | null =>
  run.startedAt === null
    ? null
    : Math.max(0, Date.parse(run.finishedAt ?? now.toISOString()) - Date.parse(run.startedAt));
