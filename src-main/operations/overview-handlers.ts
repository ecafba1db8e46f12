import type { Handlers, PlotRun } from '../contract/api';
import { Problem } from '../contract/errors';
import type { Locale } from '../contract/primitives';
import { holderText } from '../contract/row-holder-words';
import { dayMs } from '../recurrence/civil';
import { ruleWords } from '../recurrence/rule-words';
import { canonicalTimeZone, loadTimeZone, resolveWallMs, toWallMs } from '../recurrence/time-zone';
import { formatWallTime } from '../recurrence/wall-time';
import { operationTexts } from './operation-texts';
import { median, percentile } from './median';
import type { OverviewRecords } from './overview-records';
import { executionsAhead, plannedRuns } from './planned-runs';
import { presentRun } from './present-run';
import { presentInstant, taskProblem } from './present-task';
import type { RunRecords } from './run-records';
import type { StoredTask } from './stored-task';
import type { TaskDefaults } from './task-defaults';
import { readSchedule } from './task-schedule';

/** What the overview stands on. */
export interface OverviewOperations {
  readonly overview: OverviewRecords;
  readonly runs: RunRecords;
  readonly defaults: TaskDefaults;
}

const attentionLimit = 100;
const invalidLimit = 100;
const runningLimit = 100;
const nextLimit = 100;
const plotLimit = 5000;
/** One task's plan in a plot: a task of every minute has 2,160 runs in 36 hours. */
const laneLimit = 500;

/** The overview and its plots. What is planned comes from the recurrence engine alone, as the executor's own plan does. */
export function overviewHandlers({ overview, runs, defaults }: OverviewOperations): Handlers['overview'] {
  const zone = (): string => defaults.timeZone();

  return {
    get: async ({ locale = 'en', today }) => {
      const dayStart = today === undefined ? startOfDay(zone(), new Date()) : new Date(today);
      const facts = await overview.facts(dayStart, {
        attention: attentionLimit,
        invalid: invalidLimit,
        running: runningLimit,
      });
      const asOf = new Date(facts.asOf);
      const tomorrow = new Date(asOf.getTime() + dayMs);
      const [due, nextCount] = await Promise.all([
        overview.dueThrough(tomorrow, nextLimit),
        overview.countDueThrough(tomorrow),
      ]);
      const retries = defaults.executor().retryAttempts;
      return {
        attention: facts.attention.map((run) => presentRun(run, retries, locale)),
        attentionCount: facts.attentionCount,
        calmSince: facts.attentionCount === 0 ? presentInstant(facts.calmSince) : null,
        invalid: [
          ...facts.blocked.map(({ taskId, taskName, dueAt, holder }) => ({
            taskId,
            taskName,
            state: 'blocked' as const,
            problem: holderText(holder)[locale],
            since: dueAt,
          })),
          ...facts.invalid.map((task) => ({
            taskId: task.id,
            taskName: task.name,
            state: 'invalid' as const,
            problem: taskProblem(task, defaults)?.[locale] ?? '',
            since: presentInstant(task.holdSince),
          })),
        ],
        invalidCount: facts.invalidCount + facts.blocked.length,
        running: facts.running.map((run) => ({
          ...presentRun(run, retries, locale),
          medianMs: run.medianMs,
        })),
        next: due.flatMap((task) => nextOf(task, zone(), locale)),
        nextCount,
        today: facts.today,
        taskCount: facts.taskCount,
        asOf: asOf.toISOString(),
      };
    },
    timeline: async ({ from, to, lanes }) => {
      const window = { from: new Date(from), to: new Date(to) };
      if (window.to <= window.from)
        throw new Problem('invalid_input', operationTexts.windowEndsFirst, {
          issues: [{ path: 'to', message: operationTexts.laterThanFrom }],
        });
      const recorded = await overview.timeline(window.from, window.to, lanes, plotLimit);
      const shown = new Set(recorded.items.map((item) => item.taskId));
      const [own, soonest, all] = await Promise.all([
        overview.dueAmong([...shown], window.to),
        overview.dueThrough(window.to, lanes),
        overview.countDueThrough(window.to),
      ]);
      const others = soonest.filter((task) => !shown.has(task.id)).slice(0, lanes - shown.size);
      const planned = [...own, ...others];
      return {
        items: [...recorded.items, ...planned.flatMap((task) => plannedItems(task, window, zone()))],
        crowded: recorded.crowded + Math.max(0, all - planned.length),
      };
    },
    heatmap: async ({ taskId, weeks, timeZone }) => {
      const name = canonicalTimeZone(timeZone);
      if (name === null)
        throw new Problem('invalid_input', operationTexts.zoneUnknown(timeZone), {
          issues: [{ path: 'timeZone', message: operationTexts.zoneName }],
        });
      return { days: [...(await overview.days(taskId, lastDays(name, new Date(), weeks * 7)))] };
    },
    durations: async ({ taskId, limit }) => {
      const found = await runs.durations(taskId, limit);
      const lengths = found.flatMap((run) =>
        run.outcome === 'succeeded' && run.durationMs !== null ? [run.durationMs] : [],
      );
      return { runs: [...found], medianMs: median(lengths), p95Ms: percentile(lengths, 0.95) };
    },
  };
}

/** Midnight of an instant's day in a zone; where midnight does not exist, the first moment of the day. */
export function startOfDay(timeZone: string, at: Date): Date {
  const clock = loadTimeZone(timeZone);
  const wallMs = toWallMs(clock, at.getTime());
  return new Date(resolveWallMs(clock, Math.floor(wallMs / dayMs) * dayMs));
}

/** The last `count` days of a zone with the instant each begins, today last. A day may have 23 or 25 hours. */
function lastDays(
  timeZone: string,
  now: Date,
  count: number,
): { readonly day: string; readonly begins: Date }[] {
  const clock = loadTimeZone(timeZone);
  const today = Math.floor(toWallMs(clock, now.getTime()) / dayMs);
  return Array.from({ length: count }, (_, i) => {
    const wallMs = (today - count + 1 + i) * dayMs;
    return { day: formatWallTime(wallMs).slice(0, 10), begins: new Date(resolveWallMs(clock, wallMs)) };
  });
}

type Next = Awaited<ReturnType<Handlers['overview']['get']>>['next'][number];

/** A task's next run; a row that cannot be read is left out here, since it will be held instead of run. */
function nextOf(task: StoredTask, defaultTimeZone: string, locale: Locale): Next[] {
  const reading = readSchedule(task, defaultTimeZone);
  const at = presentInstant(task.nextRunTime);
  if (!reading.ok || at === null) return [];
  const { rule } = reading;
  return [
    { taskId: task.id, taskName: task.name, at, words: ruleWords(rule, locale), timeZone: rule.timeZone },
  ];
}

/** A task's planned items in a window; a row that cannot be read has none. */
function plannedItems(
  task: StoredTask,
  window: { readonly from: Date; readonly to: Date },
  defaultTimeZone: string,
): readonly PlotRun[] {
  const reading = readSchedule(task, defaultTimeZone);
  if (!reading.ok || task.nextRunTime === null) return [];
  const instants = plannedRuns(
    reading.compiled,
    Date.parse(task.nextRunTime),
    { afterMs: window.from.getTime() - 1, throughMs: window.to.getTime(), limit: laneLimit },
    executionsAhead(task.maxExecutions, task.executionCount),
  );
  return instants.map((at) => ({
    taskId: task.id,
    taskName: task.name,
    runId: null,
    status: 'planned',
    from: new Date(at).toISOString(),
    to: null,
  }));
}
