import { z } from 'zod';
import { compileRule } from './compile-rule';
import { formatInstant, parseInstant } from './instant-text';
import { hasEnded, limitSeries, listBetween } from './occurrences';
import { problemWords } from './problem-words';
import { ruleFromColumns } from './rule-from-columns';

/** What `preview --stdin` answers to one line. */
export type PreviewAnswer =
  | { readonly id: PreviewId; readonly occurrences: readonly string[]; readonly ended: boolean }
  | { readonly id: PreviewId; readonly error: string };

/** Whatever scalar the line gave, or null. */
type PreviewId = string | number | boolean | null;

/** Occurrences given when a line does not say how many. */
export const previewDefaultCount = 10;
/** The most that one line may ask for. */
export const previewMaxCount = 10_000;

const previewRequest = z.record(z.string(), z.unknown());
const previewId = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const previewCount = z.number().int().min(0).max(previewMaxCount);

/**
 * Answers one line of `preview --stdin`: a JSON object with a row's rule columns, `after` and `count`. Never throws.
 * `after` is an instant, exclusive; null = from the beginning, the start included. `max_executions` limits the series
 * itself, counted from its first occurrence, wherever `after` lies. `ended` tells that nothing follows what is listed.
 */
export function previewLine(line: string): PreviewAnswer {
  const request = parseObject(line);
  if (request === null) return { id: null, error: 'The line is not a JSON object.' };
  const given = previewId.safeParse(request['id'] ?? null);
  const id = given.success ? given.data : null;

  const count = previewCount.safeParse(request['count'] ?? previewDefaultCount);
  if (!count.success) return { id, error: `count must be a whole number from 0 to ${previewMaxCount}.` };
  const after = request['after'] ?? null;
  const afterMs = after === null ? -Infinity : typeof after === 'string' ? parseInstant(after) : null;
  if (afterMs === null)
    return { id, error: 'after must be an instant such as 2026-03-08T07:30:00Z, or null.' };
  const reading = ruleFromColumns(request);
  if (!reading.ok)
    return { id, error: reading.problems.map((problem) => problemWords(problem, 'en')).join(' ') };

  const series = limitSeries(compileRule(reading.rule), reading.rule.maxExecutions);
  const found = listBetween(series, afterMs, Infinity, count.data);
  return { id, occurrences: found.map(formatInstant), ended: hasEnded(series, found.at(-1) ?? afterMs) };
}

function parseObject(line: string): Record<string, unknown> | null {
  try {
    const parsed = previewRequest.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
