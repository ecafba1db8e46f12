import type { Preview } from '../contract/api';
import type { Locale } from '../contract/primitives';
import type { Occurrence, Rule } from '../contract/rule';
import { clockChanges } from '../recurrence/clock-changes';
import type { CompiledRule } from '../recurrence/compile-rule';
import { isOccurrence, limitSeries, next, ordinal } from '../recurrence/occurrences';
import { problemWords } from '../recurrence/problem-words';
import { ruleWords } from '../recurrence/rule-words';
import { take } from '../recurrence/take';
import { offsetAt, resolveLocalTime, toLocalTime } from '../recurrence/time-zone';
import { executionsAhead, plannedRuns } from './planned-runs';
import { previewWarning } from './preview-words';
import type { WarningFacts } from './preview-words';
import { readSchedule } from './task-schedule';

const dayMs = 86_400_000;
/** Clock changes and short months are looked for this far ahead. */
const yearMs = 366 * dayMs;
/** More runs a day than one a minute are probably a slip. */
const manyRunsADay = 1440;

/** What a preview is asked about. */
export interface PreviewQuestion {
  readonly task: Parameters<typeof readSchedule>[0];
  readonly executionCount: number;
  /** The stored next run of an enabled task whose rule is not being changed; else null. */
  readonly nextRunTime: Date | null;
  readonly defaultTimeZone: string;
  readonly pollIntervalMs: number;
  /** Occurrences strictly after it; the present by default. */
  readonly after: Date;
  readonly count: number;
  readonly locale: Locale;
}

/** A preview without what only the database knows, and the next instant, for which it is asked. */
export interface SchedulePreview {
  readonly preview: Preview;
  readonly nextAt: Date | null;
}

/** Says what a schedule will do: in words, as occurrences from the executor's own functions, and with what to beware of. */
export function previewSchedule(question: PreviewQuestion): SchedulePreview {
  const { task, locale } = question;
  const reading = readSchedule(task, question.defaultTimeZone);
  if (!reading.ok)
    return {
      preview: {
        occurrences: [],
        ended: true,
        total: 0,
        words: '',
        problems: reading.problems.map((problem) => problemWords(problem, locale)),
        warnings: [],
      },
      nextAt: null,
    };
  const { compiled, rule, notes } = reading;
  const { occurrences, ended } = upcoming(question, compiled);
  const first = occurrences[0];
  return {
    preview: {
      occurrences: [...occurrences],
      ended,
      total: totalOf(compiled),
      words: ruleWords(rule, locale),
      problems: notes.map((note) => problemWords(note, locale)),
      warnings: warningsOf(question, compiled, occurrences),
    },
    nextAt: first === undefined ? null : new Date(first.at),
  };
}

/** The occurrences, each told as `take` tells it; one that is none of the rule's own is told plainly. */
function upcoming(
  { after, count, executionCount, nextRunTime }: PreviewQuestion,
  compiled: CompiledRule,
): { readonly occurrences: readonly Occurrence[]; readonly ended: boolean } {
  const left = executionsAhead(compiled.rule.maxExecutions, executionCount);
  const window = { afterMs: after.getTime(), throughMs: Infinity, limit: count + 1 };
  const instants = plannedRuns(compiled, nextRunTime?.getTime() ?? null, window, left);
  return {
    occurrences: instants.slice(0, count).map((at) => describe(compiled, at)),
    ended: instants.length <= count,
  };
}

function describe(compiled: CompiledRule, atMs: number): Occurrence {
  const own = isOccurrence(compiled, atMs) ? take(compiled, atMs - 1, 1).occurrences[0] : undefined;
  return (
    own ?? {
      at: new Date(atMs).toISOString(),
      localTime: toLocalTime(compiled.zone, atMs),
      offsetMinutes: Math.round(offsetAt(compiled.zone, atMs) / 60_000),
      shiftedFrom: null,
      clampedFromDay: null,
    }
  );
}

function totalOf(compiled: CompiledRule): number | null {
  const limited = limitSeries(compiled, compiled.rule.maxExecutions);
  const endless = compiled.rule.repeatType !== 'none' && compiled.rule.endTime === null;
  return endless && compiled.rule.maxExecutions === 0 ? null : ordinal(limited, limited.lastMs);
}

function warningsOf(
  { after, locale, pollIntervalMs }: PreviewQuestion,
  compiled: CompiledRule,
  occurrences: readonly Occurrence[],
): Preview['warnings'] {
  const { rule } = compiled;
  const warnings: Preview['warnings'] = [];
  const warn = (kind: Parameters<typeof previewWarning>[0], facts: WarningFacts): void => {
    warnings.push(previewWarning(kind, facts, locale));
  };
  const first = occurrences[0];
  if (first === undefined) warn('none_left', { oneTime: rule.repeatType === 'none' });
  const firstOfAll = next(compiled, -Infinity);
  if (
    first !== undefined &&
    firstOfAll !== null &&
    firstOfAll !== compiled.startMs &&
    Date.parse(first.at) === firstOfAll
  )
    warn('start_not_matching', { day: first.localTime.slice(0, 10), time: minute(first.localTime) });
  for (const facts of shiftedTimes(compiled, after.getTime())) warn('clock_change', facts);
  const clamped = wallTimeRule(rule)
    ? take(compiled, after.getTime(), 24).occurrences.find(({ clampedFromDay }) => clampedFromDay !== null)
    : undefined;
  if (clamped !== undefined && clamped.clampedFromDay !== null)
    warn('month_end', { askedDay: clamped.clampedFromDay, day: clamped.localTime.slice(0, 10) });
  const everyMs = rule.repeatType === 'minute' ? rule.repeatInterval * 60_000 : Infinity;
  // One a minute is the most a rule can say; it is worth a question all the same.
  if (dayMs / everyMs >= manyRunsADay) warn('too_often', { count: Math.round(dayMs / everyMs) });
  if (pollIntervalMs > everyMs) warn('poll_interval', { seconds: Math.round(pollIntervalMs / 1000) });
  return warnings;
}

/** The next two clock changes within a year that touch an occurrence: moved out of a gap, or at a time that comes twice. */
function shiftedTimes(compiled: CompiledRule, afterMs: number): WarningFacts[] {
  const { rule, zone } = compiled;
  if (!wallTimeRule(rule)) return [];
  const found: WarningFacts[] = [];
  for (const change of clockChanges(zone.name, afterMs, afterMs + yearMs)) {
    const around = take(compiled, change.atMs - dayMs, 4).occurrences;
    for (const { at, localTime, shiftedFrom } of around) {
      if (Math.abs(Date.parse(at) - change.atMs) >= dayMs) continue;
      if (shiftedFrom !== null)
        found.push({ day: localTime.slice(0, 10), time: minute(shiftedFrom), movedTo: minute(localTime) });
      else if (resolveLocalTime(zone.name, localTime)?.kind === 'overlap')
        found.push({ day: localTime.slice(0, 10), time: minute(localTime), twice: true });
    }
  }
  return found.slice(0, 2);
}

const wallTimeRule = (rule: Rule): boolean =>
  rule.repeatType === 'day' ||
  rule.repeatType === 'week' ||
  rule.repeatType === 'month' ||
  rule.repeatType === 'year';

const minute = (localTime: string): string => localTime.slice(11, 16);
