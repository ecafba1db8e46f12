import { z } from 'zod';
import { taskDraft, type Task, type TaskDraft } from '../../../src-main/contract/task';
import { wallMinute } from '../../time/wall-instant';

const anyText = z.string();
const hour = 3_600_000;

/** A draft as it may be stored or half answered: rows that others wrote, and new tasks, may name nobody. */
export const looseDraft = taskDraft.extend({
  name: anyText,
  userId: anyText,
  appId: anyText,
  workflowId: anyText,
});

/** The part of a task that can be edited. */
export const draftOfTask = (task: Task): TaskDraft => looseDraft.parse(task);

/** A new task before anything is answered: every day from the next full hour on. @param timeZone IANA name */
export const newDraft = (timeZone: string, now: Date): TaskDraft => {
  const start = new Date(Math.ceil((now.getTime() + 1) / hour) * hour);
  return looseDraft.parse({
    name: '',
    userId: '',
    appId: '',
    workflowId: '',
    repeatType: 'day',
    startTime: `${wallMinute(start, timeZone)}:00`,
    timeZone,
  });
};
