import type { BulkAnswer, TaskSelection } from '../contract/api';
import type { ErrorInfo } from '../contract/errors';
import type { Locale } from '../contract/primitives';
import type { LockedTask } from './stored-task';
import type { TaskChange, TaskRecords } from './task-records';

/** A filter may name so many tasks at most, as a list of ids may. */
const selectionLimit = 10_000;
/** So many tasks are locked at a time: a claim passes over locked rows, and must not pass over them for long. */
const batchSize = 500;

/** The ids of a selection. */
export async function selectedIds(tasks: TaskRecords, selection: TaskSelection): Promise<readonly string[]> {
  if ('ids' in selection) return [...new Set(selection.ids)];
  return (await tasks.select(selection, selectionLimit)).map((task) => task.id);
}

/** Applies a decision to every selected task; a refusal touches its own task only and is named in the answer, in `locale`. */
export async function changeMany(
  tasks: TaskRecords,
  selection: TaskSelection,
  decide: (task: LockedTask, now: Date) => TaskChange | null,
  locale?: Locale,
): Promise<BulkAnswer> {
  const ids = await selectedIds(tasks, selection);
  let done = 0;
  const changed: string[] = [];
  const failed: { id: string; name: string; error: ErrorInfo }[] = [];
  for (let from = 0; from < ids.length; from += batchSize) {
    for (const result of await tasks.change(ids.slice(from, from + batchSize), decide)) {
      const { id, name, error } = result;
      if (error === null) done += 1;
      else failed.push({ id, name, error: error.infoIn(locale) });
      if (result.changed) changed.push(id);
    }
  }
  return { done, changed, failed };
}
