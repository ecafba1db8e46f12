import type { DayCount, PlotRun } from '../contract/api';
import type { BlockedTask } from '../contract/row-holder';
import type { StoredRun } from './stored-run';
import type { StoredTask } from './stored-task';

/** Counts of one day's ended runs. */
export interface TodayCounts {
  readonly succeeded: number;
  readonly failed: number;
  readonly missed: number;
  /** Successes among the last 30 runs that succeeded or failed, 0 to 1; null without any. */
  readonly successRate30: number | null;
  readonly medianMs: number | null;
}

export interface OverviewFacts {
  readonly attention: readonly StoredRun[];
  readonly attentionCount: number;
  readonly calmSince: string | null;
  readonly invalid: readonly (StoredTask & { readonly holdSince: string | null })[];
  readonly invalidCount: number;
  /** Due tasks that somebody else's transaction keeps from being claimed. */
  readonly blocked: readonly BlockedTask[];
  readonly running: readonly (StoredRun & { readonly medianMs: number | null })[];
  readonly today: TodayCounts;
  readonly taskCount: number;
  readonly asOf: string;
}

/** How many of each are shown at most. */
export interface OverviewLimits {
  readonly attention: number;
  readonly invalid: number;
  readonly running: number;
}

/** What the overview and its plots ask; implemented by `database/`. */
export interface OverviewRecords {
  /** @param dayStart the beginning of "today" in the reader's zone */
  facts(dayStart: Date, limits: OverviewLimits): Promise<OverviewFacts>;
  /** Runs that go or wait for a person, the longest first. */
  running(limit: number): Promise<OverviewFacts['running']>;
  /** Enabled tasks whose next run lies at or before an instant, earliest first. */
  dueThrough(through: Date, limit: number): Promise<readonly StoredTask[]>;
  /** How many enabled tasks have their next run at or before an instant. */
  countDueThrough(through: Date): Promise<number>;
  /**
   * Recorded runs that touch a window, of the tasks with the most recent ones, at most `lanes` tasks and `limit` runs.
   * `crowded` counts what was left out.
   */
  timeline(
    from: Date,
    to: Date,
    lanes: number,
    limit: number,
  ): Promise<{ readonly items: readonly PlotRun[]; readonly crowded: number }>;
  /** Those of the tasks that `dueThrough` would find. */
  dueAmong(taskIds: readonly string[], through: Date): Promise<readonly StoredTask[]>;
  /**
   * Ended runs by day, in the order of the days, which follow each other without a gap; a day without any is left out,
   * and the last one has no end.
   */
  days(
    taskId: string | null,
    days: readonly { readonly day: string; readonly begins: Date }[],
  ): Promise<readonly DayCount[]>;
}
