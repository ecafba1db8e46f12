import type { Rule } from '../../src-main/contract/rule';
import type { Task } from '../../src-main/contract/task';

/** The recurrence rule a task's row states. */
export const taskRule = (task: Task): Rule => ({
  timeZone: task.timeZone,
  startTime: task.startTime,
  endTime: task.endTime,
  repeatType: task.taskType === 'one_time' ? 'none' : task.repeatType,
  repeatInterval: task.repeatInterval,
  repeatDays: task.repeatDays,
  repeatDayOfMonth: task.repeatDayOfMonth,
  repeatMonth: task.repeatMonth,
  repeatDayOfYear: task.repeatDayOfYear,
  maxExecutions: task.maxExecutions,
  monthEnd: task.monthEnd,
  basis: task.basis,
});
