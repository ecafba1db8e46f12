import { snakeCase, toColumns } from '../../contract/column-names';
import { storableJson } from '../ledger/storable-json';

/** PostgreSQL types of the columns a change may write, by table. `jsonb!` marks one that may not be NULL. */
export const taskColumnTypes = {
  name: 'varchar',
  description: 'varchar',
  taskType: 'varchar',
  status: 'smallint',
  userId: 'bigint',
  appId: 'bigint',
  workflowId: 'bigint',
  input: 'jsonb!',
  nodeConfirmUsers: 'jsonb',
  startTime: 'timestamp',
  endTime: 'timestamp',
  nextRunTime: 'timestamptz',
  repeatType: 'varchar',
  repeatInterval: 'integer',
  repeatDays: 'jsonb',
  repeatDayOfMonth: 'integer',
  repeatMonth: 'integer',
  repeatDayOfYear: 'integer',
  taskData: 'jsonb!',
  executionCount: 'integer',
  maxExecutions: 'integer',
} as const;

export const policyColumnTypes = {
  timeZone: 'varchar',
  basis: 'varchar',
  monthEnd: 'varchar',
  missed: 'varchar',
  overlap: 'varchar',
  retryAttempts: 'integer',
  retryDelayMs: 'bigint',
  retryOn: 'jsonb',
  timeoutMs: 'bigint',
  pausedUntil: 'timestamptz',
  pauseReason: 'varchar',
  pausedBy: 'varchar',
  holdReason: 'text',
  notify: 'varchar',
  pinned: 'boolean',
  tags: 'jsonb!',
  source: 'jsonb',
} as const;

type ColumnTypes = Readonly<Record<string, string>>;

/** A column's value out of the JSON object `patch`. */
function valueOf(column: string, type: string): string {
  if (type === 'jsonb!') return `c.patch->'${column}'`;
  if (type === 'jsonb') return `NULLIF(c.patch->'${column}', 'null')`;
  return `(c.patch->>'${column}')::${type}`;
}

/**
 * `SET` of an UPDATE over rows `(id, patch)` named `c`: only columns that a row's patch names are written, all others
 * keep what stands there, however odd it is.
 */
export function patchAssignments(types: ColumnTypes, target: string): string {
  return Object.entries(types)
    .map(([field, type]) => {
      const column = snakeCase(field);
      return `${column} = CASE WHEN c.patch ? '${column}' THEN ${valueOf(column, type)} ELSE ${target}.${column} END`;
    })
    .join(', ');
}

/** Column list and `SELECT` list of an INSERT from rows `(id, patch)` named `c`; every column must be given. */
export function insertLists(types: ColumnTypes): { readonly columns: string; readonly values: string } {
  const entries = Object.entries(types).map(([field, type]) => [snakeCase(field), type] as const);
  return {
    columns: entries.map(([column]) => column).join(', '),
    values: entries.map(([column, type]) => valueOf(column, type)).join(', '),
  };
}

/** The rows `(id, patch)` as one bound JSON text. */
export function patchRows(
  rows: readonly { readonly id: string; readonly values: Readonly<Record<string, unknown>> }[],
): string {
  return storableJson(rows.map(({ id, values }) => ({ id, patch: toColumns(values) }))) ?? '[]';
}

/** The rows of `patchRows` as a FROM item. */
export const patchSource = (bind: string): string =>
  `jsonb_to_recordset(${bind}::jsonb) AS c(id bigint, patch jsonb)`;
