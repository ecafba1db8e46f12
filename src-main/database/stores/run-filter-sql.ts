import type { RunFilter } from '../../contract/api';
import { outcome } from '../../contract/run';
import { attentionRuns } from './run-fragments';
import { containing } from './sql-text';
import type { Binds } from './sql-text';

const outcomes = new Set<string>(outcome.options);

/**
 * The conditions of a filter on `task_runs r`, the task aside. A status is an outcome or the state of an open run; the
 * text is looked for in the reason and the error's message, in the names of tasks, and matched whole with the run's id.
 */
export function runConditions(filter: RunFilter, binds: Binds): string[] {
  const conditions: string[] = [];
  if (filter.statuses.length > 0) {
    const ended = filter.statuses.filter((status) => outcomes.has(status));
    const open = filter.statuses.filter((status) => !outcomes.has(status));
    const parts = [
      ...(ended.length > 0 ? [`r.outcome = ANY(${binds.add(ended)}::text[])`] : []),
      ...(open.length > 0 ? [`(r.finished_at IS NULL AND r.state = ANY(${binds.add(open)}::text[]))`] : []),
    ];
    conditions.push(`(${parts.join(' OR ')})`);
  }
  if (filter.triggers.length > 0) conditions.push(`r.trigger = ANY(${binds.add(filter.triggers)}::text[])`);
  if (filter.from !== null) conditions.push(`r.created_at >= ${binds.add(filter.from)}::timestamptz`);
  if (filter.to !== null) conditions.push(`r.created_at < ${binds.add(filter.to)}::timestamptz`);
  if (filter.unseen) conditions.push(`r.id IN (SELECT id FROM (${attentionRuns}) needing)`);
  const search = filter.search.trim();
  if (search !== '') {
    const pattern = binds.add(containing(search));
    const byId = /^#?[1-9]\d{0,17}$/.test(search)
      ? [`r.id = ${binds.add(search.replace('#', ''))}::bigint`]
      : [];
    const named =
      filter.taskId === null
        ? [`r.task_id = ANY(ARRAY(SELECT id FROM scheduled_tasks WHERE name ILIKE ${pattern}))`]
        : [];
    const texts = [
      `r.reason ILIKE ${pattern}`,
      `(r.error IS NOT NULL AND r.error->>'message' ILIKE ${pattern})`,
    ];
    conditions.push(`(${[...byId, ...named, ...texts].join(' OR ')})`);
  }
  return conditions;
}

/** Only open runs are asked for: then the small index of open runs answers. */
export function onlyOpen(filter: RunFilter): boolean {
  return filter.statuses.length > 0 && filter.statuses.every((status) => !outcomes.has(status));
}
