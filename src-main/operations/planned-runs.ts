import type { CompiledRule } from '../recurrence/compile-rule';
import { nextFromRun } from '../recurrence/next-from-run';

/** How far ahead a plan is asked for. Instants in ms since the epoch. */
export interface PlanWindow {
  /** Exclusive. */
  readonly afterMs: number;
  /** Inclusive. */
  readonly throughMs: number;
  readonly limit: number;
}

/**
 * The planned instants of a task inside a window, oldest first: the stored next run, then what the rule says follows it,
 * each as if the one before it started on time. So a skipped occurrence is not shown again, and a next run that
 * somebody set by hand is shown where it will run. The one source of the preview, the calendar and "next 24 hours".
 * @param nextRunMs the stored next run; null for a draft, whose plan is the rule alone
 * @param left planned starts that `max_executions` leaves; `Infinity` without a limit
 */
export function plannedRuns(
  compiled: CompiledRule,
  nextRunMs: number | null,
  window: PlanWindow,
  left: number,
): number[] {
  const { afterMs, throughMs } = window;
  const limit = Math.min(window.limit, left);
  const found: number[] = [];
  let at = nextRunMs !== null && nextRunMs > afterMs ? nextRunMs : nextFromRun(compiled, afterMs);
  while (at !== null && at <= throughMs && found.length < limit) {
    found.push(at);
    at = nextFromRun(compiled, at);
  }
  return found;
}

/** Planned starts that are left. */
export function executionsAhead(maxExecutions: number | null, executionCount: number | null): number {
  const max = maxExecutions ?? 0;
  return max <= 0 ? Infinity : Math.max(0, max - (executionCount ?? 0));
}
