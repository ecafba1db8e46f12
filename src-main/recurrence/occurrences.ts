import type { CompiledRule } from './compile-rule';

/**
 * The first occurrence strictly after an instant, or null when the series has none left.
 * @param afterMs ms since the epoch; `-Infinity` asks for the first occurrence of all
 */
export function next(compiled: CompiledRule, afterMs: number): number | null {
  const { series, lastMs } = compiled;
  if (afterMs >= lastMs) return null;
  const atMs = series.instantOf(series.indexAfter(afterMs));
  return atMs <= lastMs ? atMs : null;
}

/** The last occurrence at or before an instant, or null when there is none yet. */
export function previous(compiled: CompiledRule, throughMs: number): number | null {
  const { series, lastMs } = compiled;
  const index = series.indexAfter(Math.min(throughMs, lastMs)) - 1;
  return index < series.firstIndex ? null : series.instantOf(index);
}

/** How many occurrences lie at or before an instant: for an occurrence its number, counted from 1. Constant time. */
export function ordinal(compiled: CompiledRule, throughMs: number): number {
  const { series, lastMs } = compiled;
  const index = series.indexAfter(Math.min(throughMs, lastMs));
  let doubled = 0;
  for (const repeated of series.doubled) if (repeated < index) doubled++;
  return index - series.firstIndex - doubled;
}

/** The instant of the `number`-th occurrence (from 1), or null when the series is shorter. The inverse of `ordinal`. */
export function nth(compiled: CompiledRule, number: number): number | null {
  const { series, lastMs } = compiled;
  if (number < 1) return null;
  let index = series.firstIndex + number - 1;
  for (const repeated of series.doubled) if (repeated <= index) index++;
  const atMs = series.instantOf(index);
  return atMs <= lastMs ? atMs : null;
}

/** Whether the instant is one of the rule's own occurrences. */
export function isOccurrence(compiled: CompiledRule, atMs: number): boolean {
  return previous(compiled, atMs) === atMs;
}

/** Whether nothing follows the instant any more. */
export function hasEnded(compiled: CompiledRule, afterMs: number): boolean {
  return next(compiled, afterMs) === null;
}

/** How many occurrences the whole series has; null when it has no end of its own. */
export function total(compiled: CompiledRule): number | null {
  return compiled.bounded ? ordinal(compiled, compiled.lastMs) : null;
}

/** How many occurrences lie after `afterMs` and at or before `throughMs`. Constant time at any distance. */
export function countBetween(compiled: CompiledRule, afterMs: number, throughMs: number): number {
  return Math.max(0, ordinal(compiled, throughMs) - ordinal(compiled, afterMs));
}

/** The occurrences after `afterMs` and at or before `throughMs`, oldest first, at most `limit` of them. */
export function listBetween(
  compiled: CompiledRule,
  afterMs: number,
  throughMs: number,
  limit: number,
): number[] {
  const found: number[] = [];
  for (
    let at = next(compiled, afterMs);
    at !== null && at <= throughMs && found.length < limit;
    at = next(compiled, at)
  )
    found.push(at);
  return found;
}

/**
 * The same rule, ended after its first `occurrences` (0 = not ended). A preview's reading of `max_executions`: equal to
 * the executor's count of planned starts as long as nothing was missed.
 */
export function limitSeries(compiled: CompiledRule, occurrences: number): CompiledRule {
  if (occurrences === 0) return compiled;
  const lastMs = nth(compiled, occurrences);
  return lastMs === null ? compiled : { ...compiled, lastMs, bounded: true };
}
