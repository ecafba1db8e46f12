import { z } from 'zod';
import { camelCase, snakeCase } from '../contract/column-names';
import type { Problem } from '../contract/errors';
import { issueText } from '../contract/issue-text';
import { taskChanges, taskDraft, type TaskDraft } from '../contract/task';
import { parseRepeatDays } from '../recurrence/parse-repeat-days';
import { formatWallTime, parseWallTime } from '../recurrence/wall-time';
import { cliProblem } from './cli-problem';

/** Columns that a task has and that nobody writes: what `tasks show --json` printed can be given back as it is. */
const readOnly: ReadonlySet<string> = new Set(
  (
    'id status state problem next_run_time last_run_time last_run_status last_run_outcome last_run_id ' +
    'execution_count paused_until pause_reason paused_by hold_reason workflow_name app_name user_name connector ' +
    'open_runs attention recent_runs median_ms created_at updated_at revision source'
  ).split(' '),
);

const rowShape = z.record(z.string(), z.unknown());
const ids: ReadonlySet<string> = new Set(['userId', 'appId', 'workflowId']);
const wallTimes: ReadonlySet<string> = new Set(['startTime', 'endTime']);
/** Columns of JSON, which some drivers hand over as its text. */
const jsonColumns: ReadonlySet<string> = new Set([
  'input',
  'taskData',
  'nodeConfirmUsers',
  'tags',
  'retryOn',
]);

const fromText = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : text;
  } catch {
    return text;
  }
};

/** A column's value in the contract's form; what cannot be read stays as it is, for the schema to name. */
const normalised = (name: string, value: unknown): unknown => {
  if (ids.has(name)) return typeof value === 'number' ? String(value) : value;
  if (name === 'repeatDays') return parseRepeatDays(value);
  if (typeof value !== 'string') return value;
  if (jsonColumns.has(name)) return fromText(value);
  const wallMs = wallTimes.has(name) ? parseWallTime(value) : null;
  return wallMs === null ? value : formatWallTime(wallMs);
};

const fieldsOf = (row: unknown): Record<string, unknown> => {
  const shape = rowShape.safeParse(row);
  if (!shape.success) {
    throw cliProblem('invalid_input', 'A task is a JSON object with NexusAI’s column names.', {
      remedy: 'See `nexus-scheduler tasks add --help` for an example.',
    });
  }
  const fields: Record<string, unknown> = {};
  const unknown: string[] = [];
  for (const [column, value] of Object.entries(shape.data)) {
    const name = camelCase(column);
    if (name in taskDraft.shape) fields[name] = normalised(name, value);
    else if (!readOnly.has(snakeCase(name))) unknown.push(column);
  }
  if (unknown.length > 0) {
    throw cliProblem('invalid_input', `A task has no column ${unknown.join(', ')}.`, {
      remedy: `Columns: ${Object.keys(taskDraft.shape).map(snakeCase).join(', ')}.`,
      issues: unknown.map((path) => ({ path, message: 'no such column' })),
    });
  }
  return fields;
};

const refusal = (error: z.ZodError, schema: z.ZodType): Problem =>
  cliProblem('invalid_input', 'The task is not valid.', {
    remedy: 'Correct the named columns and try again.',
    issues: error.issues.map((issue) => ({
      path: issue.path.map((part) => snakeCase(String(part))).join('.'),
      message: issueText(issue, schema).en,
    })),
  });

/** Null and an absent column are alike where the contract has a default, as they are for a row in the database. */
const withoutNulls = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

/** A new task from a row. @throws Problem `invalid_input` naming columns */
export const taskFromRow = (row: unknown): TaskDraft => {
  const parsed = taskDraft.safeParse(withoutNulls(fieldsOf(row)));
  if (parsed.success) return parsed.data;
  throw refusal(parsed.error, taskDraft);
};

/** Changes from a row: only the columns it names; null empties one. @throws Problem `invalid_input` naming columns */
export const taskChangesFromRow = (row: unknown): z.infer<typeof taskChanges> => {
  const fields = fieldsOf(row);
  const parsed = taskChanges.safeParse(fields);
  if (!parsed.success) throw refusal(parsed.error, taskChanges);
  if (Object.keys(parsed.data).length > 0) return parsed.data;
  throw cliProblem('invalid_input', 'The changes name no column that can be written.', {
    remedy: 'Status is changed by tasks pause, resume and delete; everything else by its column name.',
  });
};
