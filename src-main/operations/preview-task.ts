import type { CallArgs, Api, Preview } from '../contract/api';
import { givenFields } from './given-fields';
import { previewSchedule } from './preview-schedule';
import { previewWarning } from './preview-words';
import type { StatusSource } from './status-source';
import type { StoredTaskRow } from './stored-task';
import type { TaskDefaults } from './task-defaults';
import type { TaskRecords } from './task-records';
import { changesRule } from './task-edit';

/** What a preview stands on. */
export interface PreviewOperations {
  readonly tasks: TaskRecords;
  readonly defaults: TaskDefaults;
  readonly status: StatusSource;
  readonly now: () => Date;
}

/**
 * What a draft will do, over its stored task when it is an edit. The database is asked only for what it alone knows: the
 * stored task, and how many others share the next minute.
 */
export async function previewTask(
  { tasks, defaults, now }: PreviewOperations,
  question: CallArgs<Api['tasks']['preview']>,
): Promise<Preview> {
  const { draft, taskId, locale, count } = question;
  const stored = taskId === null ? null : await tasks.get(taskId);
  const base = stored === null ? { startTime: null } : stored;
  const given = givenFields(draft);
  const { preview, nextAt } = previewSchedule({
    task: { ...base, ...given },
    executionCount: stored?.executionCount ?? 0,
    nextRunTime:
      stored === null || changesRule(stored, given, defaults.timeZone()) ? null : plannedNext(stored),
    defaultTimeZone: defaults.timeZone(),
    pollIntervalMs: defaults.executor().pollIntervalMs,
    after: question.after === null ? now() : new Date(question.after),
    count,
    locale,
  });
  if (nextAt === null) return preview;
  const sharing = await tasks.sharingMinute(nextAt, taskId);
  return sharing === 0
    ? preview
    : {
        ...preview,
        warnings: [...preview.warnings, previewWarning('collision', { count: sharing }, locale)],
      };
}

function plannedNext(stored: StoredTaskRow): Date | null {
  return stored.status === 1 && stored.nextRunTime !== null ? new Date(stored.nextRunTime) : null;
}
