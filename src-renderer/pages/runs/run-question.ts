import type { RunFilter } from '../../../src-main/contract/api';
import type { RunRange, RunsSearch } from '../../router/search';
import { startOfDay } from '../../time/start-of-day';
import { dayKey } from '../../time/time-words';

const hour = 3_600_000;
const spans: Partial<Record<RunRange, number>> = {
  '1h': hour,
  '24h': 24 * hour,
  '7d': 7 * 24 * hour,
  '30d': 30 * 24 * hour,
};

/** The period shown when the address names none. */
export const rangeOf = (search: RunsSearch): RunRange =>
  search.range ?? (search.from === undefined && search.to === undefined ? '24h' : 'custom');

/**
 * The filter an address asks for. Spans are elapsed time, so that a clock change neither hides nor doubles an hour;
 * `today` begins with the reader's calendar day.
 * @param now the present, taken once for a question: it must not move while the reader reads
 */
export const runQuestion = (search: RunsSearch, now: Date, timeZone: string): RunFilter => {
  const range = rangeOf(search);
  const span = spans[range];
  const from =
    range === 'custom'
      ? (search.from ?? null)
      : range === 'today'
        ? startOfDay(dayKey(now, timeZone), timeZone).toISOString()
        : span === undefined
          ? null
          : new Date(now.getTime() - span).toISOString();
  return {
    taskId: search.task ?? null,
    statuses: search.status ?? [],
    triggers: search.trigger ?? [],
    from,
    to: range === 'custom' ? (search.to ?? null) : null,
    search: search.q ?? '',
    unseen: search.unseen ?? false,
  };
};

/** The question of an address as it is asked now. */
export const runQuestionNow = (search: RunsSearch, timeZone: string): RunFilter =>
  runQuestion(search, new Date(), timeZone);
