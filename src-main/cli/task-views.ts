import type { TaskPage } from '../contract/api';
import type { Task } from '../contract/task';
import { instantWords, terminalZone } from './instant-words';
import type { Column } from './output';

type TaskRow = TaskPage['rows'][number];

const every = { minute: 'min', hour: 'h', day: 'd', week: 'w', month: 'mo', year: 'y' } as const;

/** `once`, `every 15 min`, as short as a column needs it. */
const repeatWords = ({ taskType, repeatType, repeatInterval }: Task): string =>
  taskType === 'one_time' || repeatType === 'none' ? 'once' : `every ${repeatInterval} ${every[repeatType]}`;

/** The list of tasks for people. */
export const taskColumns = (): readonly Column<TaskRow>[] => [
  { head: 'Id', cell: ({ id }) => id, align: 'right' },
  { head: 'Name', cell: ({ name }) => name, most: 40 },
  { head: 'State', cell: ({ state, attention }) => (attention > 0 ? `${state} (!)` : state) },
  { head: 'Repeats', cell: repeatWords },
  { head: `Next run (${terminalZone()})`, cell: ({ nextRunTime }) => instantWords(nextRunTime) },
  { head: 'Last run', cell: ({ lastRunTime }) => instantWords(lastRunTime) },
  { head: 'Outcome', cell: ({ lastRunOutcome }) => lastRunOutcome },
  { head: 'Workflow', cell: ({ workflowName, workflowId }) => workflowName ?? workflowId, most: 30 },
];

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** One task for people. */
export const taskFields = (task: Task): readonly (readonly [string, string | number | null])[] => [
  ['Id', task.id],
  ['Name', task.name],
  ['Description', task.description],
  ['State', task.state],
  ['Problem', task.problem],
  [
    'Workflow',
    `${task.workflowName ?? '?'} (${task.workflowId}), app ${task.appName ?? '?'} (${task.appId})`,
  ],
  ['Target', task.connector],
  ['Owner', `${task.userName ?? '?'} (${task.userId})`],
  ['Repeats', repeatWords(task)],
  ['Weekdays', task.repeatDays?.join(', ') ?? null],
  ['Day of month', task.repeatDayOfMonth],
  ['Month', task.repeatMonth],
  ['Day of that month', task.repeatDayOfYear],
  ['Start', `${task.startTime.replace('T', ' ')} ${task.timeZone}`],
  ['End', task.endTime === null ? null : `${task.endTime.replace('T', ' ')} ${task.timeZone}`],
  ['Next run', task.nextRunTime === null ? 'none' : `${instantWords(task.nextRunTime)} ${terminalZone()}`],
  [
    'Last run',
    task.lastRunTime === null ? 'none' : `${instantWords(task.lastRunTime)}, ${task.lastRunOutcome ?? '?'}`,
  ],
  ['Executions', `${task.executionCount}${task.maxExecutions > 0 ? ` of ${task.maxExecutions}` : ''}`],
  ['Paused until', instantWords(task.pausedUntil)],
  ['Pause reason', task.pauseReason],
  ['Missed runs', task.missed],
  ['Overlap', task.overlap],
  ['Retries', task.retryAttempts],
  ['Timeout', task.timeoutMs === null ? null : `${task.timeoutMs / 1000} s`],
  ['Tags', task.tags.join(', ')],
  ['Input', text(task.input)],
];
