import type { Occurrence } from '../contract/rule';
import type { CompiledRule } from './compile-rule';
import { hasEnded, next } from './occurrences';
import { offsetAt } from './time-zone';
import { formatWallTime } from './wall-time';

/** Some occurrences, and whether nothing follows the last of them. */
export interface TakenOccurrences {
  readonly occurrences: readonly Occurrence[];
  readonly ended: boolean;
}

/**
 * The next `count` occurrences strictly after an instant, told as a person needs them: what the clock change moved and
 * what a short month moved. The one source of previews, calendars, the tray's "next" and the command line.
 * @param afterMs `-Infinity` = from the beginning, the start itself included
 * @param fired planned starts so far: ends the preview when `maxExecutions` is reached; null = take no notice of it
 */
export function take(
  compiled: CompiledRule,
  afterMs: number,
  count: number,
  fired: number | null = null,
): TakenOccurrences {
  const { maxExecutions } = compiled.rule;
  const left = fired === null || maxExecutions === 0 ? Infinity : Math.max(0, maxExecutions - fired);
  const occurrences: Occurrence[] = [];
  let last = afterMs;
  while (occurrences.length < Math.min(count, left)) {
    const at = next(compiled, last);
    if (at === null) break;
    occurrences.push(describe(compiled, at));
    last = at;
  }
  return { occurrences, ended: occurrences.length >= left || hasEnded(compiled, last) };
}

function describe({ zone, series }: CompiledRule, atMs: number): Occurrence {
  // The last index on this instant: the day that needed no shifting, where a long gap laid two days on one instant.
  const index = series.indexAfter(atMs) - 1;
  const offsetMs = offsetAt(zone, atMs);
  const nominal = series.wallOf(index);
  return {
    at: new Date(atMs).toISOString(),
    localTime: formatWallTime(atMs + offsetMs),
    offsetMinutes: Math.round(offsetMs / 60_000),
    shiftedFrom: nominal === null || nominal === atMs + offsetMs ? null : formatWallTime(nominal),
    clampedFromDay: series.clampedFromDay(index),
  };
}
