import type { Caller } from '../contract/api';
import { Problem } from '../contract/errors';
import type { Json } from '../contract/primitives';
import type { AuditChanges } from './audit-records';
import { sameJson } from './audit-diff';
import { operationTexts } from './operation-texts';
import type { LockedTask, PolicyColumns } from './stored-task';
import { assertNotDeleted, changeOf } from './task-changes';
import { decideResume } from './task-pause';
import type { TaskChange } from './task-records';

/** What a pause and a resume decide; the next run follows from the schedule and is not put back. */
const fields = ['status', 'pausedUntil', 'pauseReason', 'pausedBy', 'holdReason'] as const;

/**
 * Takes the last pause or resume of a task back: a task that ran goes on as after a resume, one that was paused is
 * paused again until when and for the reason it was, one that was disabled is disabled again.
 * @param changed what that pause or resume changed, from the audit
 * @throws Problem `conflict` when the task is no longer as that left it
 */
export function decideUndoPause(
  task: LockedTask,
  changed: AuditChanges,
  caller: Caller,
  defaultTimeZone: string,
  now: Date,
): TaskChange | null {
  assertNotDeleted(task);
  const undone = fields.filter((field) => changed[field] !== undefined);
  if (undone.length === 0 || undone.some((field) => !same(task[field], changed[field]?.to ?? null)))
    throw new Problem('conflict', operationTexts.pauseChangedSince(task.name), {
      remedy: operationTexts.pauseLeftAsItIs,
    });
  const status = changed['status']?.from;
  if (status === 1 && task.status === 3) return decideResume(task, caller, defaultTimeZone, now);
  const policies: Partial<PolicyColumns> = {
    ...(changed['pausedUntil'] === undefined ? {} : { pausedUntil: words(changed['pausedUntil'].from) }),
    ...(changed['pauseReason'] === undefined ? {} : { pauseReason: words(changed['pauseReason'].from) }),
    ...(changed['pausedBy'] === undefined ? {} : { pausedBy: words(changed['pausedBy'].from) }),
    ...(changed['holdReason'] === undefined ? {} : { holdReason: words(changed['holdReason'].from) }),
  };
  return changeOf(task, caller, 'tasks.pause', {
    columns: typeof status === 'number' ? { status } : {},
    policies,
  });
}

const words = (value: Json): string | null => (typeof value === 'string' ? value : null);

/** Instants are written with more or fewer digits by the two sides. */
const same = (stored: Json, recorded: Json): boolean =>
  sameJson(stored, recorded) ||
  (typeof stored === 'string' && typeof recorded === 'string' && Date.parse(stored) === Date.parse(recorded));
