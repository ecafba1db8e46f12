import { createHash } from 'node:crypto';

/** A row of NexusAI's `scheduled_tasks` as it came, by whatever way: values may be numbers, texts, JSON or JSON's text. */
export type SourceRow = Readonly<Record<string, unknown>>;

/** What makes a schedule; what upstream's executor writes back (runs, counters, next time, update time) does not. */
const scheduleColumns = [
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
  'repeat_type',
  'repeat_interval',
  'repeat_days',
  'repeat_day_of_month',
  'repeat_month',
  'repeat_day_of_year',
  'max_executions',
  'task_data',
] as const;

/** JSON as text and as a value are the same thing here: the API answers one, an SQL export holds the other. */
export const unwrapped = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  if (!/^(?:[[{]|null$)/.test(text)) return value;
  try {
    return JSON.parse(text);
  } catch {
    return value;
  }
};

/** A value in words: text as it is, all else as JSON. */
export const shown = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]): [string, unknown] => [key, sorted(item)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
};

const canonical = (column: string, value: unknown): unknown => {
  const plain = unwrapped(value);
  if (plain === null || plain === undefined || plain === '') return null;
  if (column.endsWith('_time')) return shown(plain).replace(' ', 'T').replace(/\.0+$/, '');
  if (/_(id|interval|month|year|executions)$|^status$/.test(column)) return shown(plain);
  return sorted(plain);
};

/** A short text that changes when the schedule is edited at its source, and only then. */
export const fingerprintOf = (row: SourceRow): string => {
  const parts = scheduleColumns.map((column) => [column, canonical(column, row[column])]);
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
};
