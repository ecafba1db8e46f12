import { toColumns } from '../contract/column-names';
import { csvText } from './csv';
import { presentDraft, presentInstant } from './present-task';
import type { StoredTask } from './stored-task';
import type { TaskDefaults } from './task-defaults';

/** The column order of an export: NexusAI's own, then what is ours. */
const columnOrder = [
  'id',
  'name',
  'description',
  'task_type',
  'status',
  'user_id',
  'app_id',
  'workflow_id',
  'input',
  'node_confirm_users',
  'start_time',
  'end_time',
  'next_run_time',
  'repeat_type',
  'repeat_interval',
  'repeat_days',
  'repeat_day_of_month',
  'repeat_month',
  'repeat_day_of_year',
  'task_data',
  'last_run_time',
  'last_run_status',
  'execution_count',
  'max_executions',
  'created_at',
  'updated_at',
  'time_zone',
  'basis',
  'month_end',
  'missed',
  'overlap',
  'retry_attempts',
  'retry_delay_ms',
  'retry_on',
  'timeout_ms',
  'notify',
  'pinned',
  'tags',
] as const;

/** A task under NexusAI's column names, with its zone written out and our policies; what `import` reads. */
export function exportRow(task: StoredTask, defaults: TaskDefaults): Record<string, unknown> {
  const row: Record<string, unknown> = {
    ...toColumns(presentDraft(task)),
    id: Number.isSafeInteger(Number(task.id)) ? Number(task.id) : task.id,
    user_id: Number(task.userId),
    app_id: Number(task.appId),
    workflow_id: Number(task.workflowId),
    status: task.status,
    next_run_time: presentInstant(task.nextRunTime),
    last_run_time: presentInstant(task.lastRunTime),
    last_run_status: task.lastRunStatus,
    execution_count: task.executionCount ?? 0,
    created_at: presentInstant(task.createdAt),
    updated_at: presentInstant(task.updatedAt),
    time_zone: task.timeZone ?? defaults.timeZone(),
  };
  return Object.fromEntries(columnOrder.map((column) => [column, row[column] ?? null]));
}

/** Tasks as a file. JSON is `{"scheduled_tasks": [...]}`, pretty enough to be compared by eye. */
export function exportTasks(
  tasks: readonly StoredTask[],
  defaults: TaskDefaults,
  format: 'json' | 'csv',
): { readonly fileName: string; readonly text: string } {
  const rows = tasks.map((task) => exportRow(task, defaults));
  return format === 'csv'
    ? { fileName: 'nexus-tasks.csv', text: csvText(columnOrder, rows) }
    : { fileName: 'nexus-tasks.json', text: `${JSON.stringify({ scheduled_tasks: rows }, null, 2)}\n` };
}
