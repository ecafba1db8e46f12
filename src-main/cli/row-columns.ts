import type { Run } from '../contract/run';
import { snakeCase } from '../contract/column-names';

/** Values that are the operator's own: kept as they came. */
const opaque: ReadonlySet<string> = new Set([
  'input',
  'taskData',
  'nodeConfirmUsers',
  'config',
  'inputDefinition',
  'result',
  'externalRef',
  'source',
  'detail',
  'params',
  'changes',
  'env',
  'exitCodes',
  'views',
]);

/** Keys of rows: text in the contract, because JavaScript's numbers end at 2^53; numbers in NexusAI's JSON. */
const keys = /^(id|[a-z]+(Run)?Id)$/;

const keyValue = (value: unknown): unknown =>
  typeof value === 'string' && /^\d{1,16}$/.test(value) && Number.isSafeInteger(Number(value))
    ? Number(value)
    : value;

const columnsOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(columnsOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]): [string, unknown] => {
      if (opaque.has(name)) return [snakeCase(name), field];
      return [snakeCase(name), keys.test(name) ? keyValue(field) : columnsOf(field)];
    }),
  );
};

/** An object of the contract under NexusAI's kind of names, at every depth that is ours. */
export const rowColumns = (row: object): Record<string, unknown> => ({ ...Object(columnsOf(row)) });

/** A run under the ledger's columns: `reason` is the sentence, `reason_code` and `reason_params` what it was made of. */
export const runColumns = (run: Run): Record<string, unknown> => {
  const { reason, reasonText, ...rest } = run;
  return {
    ...rowColumns(rest),
    reason_code: reason?.code ?? null,
    reason: reasonText,
    reason_params: reason?.params ?? null,
  };
};
