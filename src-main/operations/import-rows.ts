import { z } from 'zod';
import { fromColumns } from '../contract/column-names';
import { issuesOf, Problem } from '../contract/errors';
import { taskDraft } from '../contract/task';
import type { TaskDraft } from '../contract/task';
import { joined, verbatim, type Text } from '../contract/text';
import { InvalidRepeatDaysError, parseRepeatDays } from '../recurrence/parse-repeat-days';
import { importTexts } from './operation-texts';
import { taskFieldText } from './task-field-text';

/** A row of an import, as far as it could be read. */
export interface ImportCandidate {
  /** The source's own id; the row's place (`row 3`) where it has none, and then it is never recognised again. */
  readonly sourceId: string;
  readonly hasId: boolean;
  readonly name: string;
  readonly draft: TaskDraft | null;
  /** What is wrong with the row; empty when it has a draft. */
  readonly problem: Text;
  /** NexusAI's status: 1 enabled, 2 disabled or finished, 3 paused, 4 deleted. */
  readonly status: number;
  readonly executionCount: number;
}

const row = z.record(z.string(), z.unknown());
const rows = z.array(row);
const file = z.union([
  rows,
  z.object({ scheduled_tasks: rows }).transform((value) => value.scheduled_tasks),
  z.object({ tasks: rows }).transform((value) => value.tasks),
  row.transform((value) => [value]),
]);

const loose = z.union([z.string(), z.number()]).transform(String);
const count = z.coerce.number().int().min(0).catch(0);

/**
 * Reads an export of ours, an array of rows or a single row, under NexusAI's column names (camelCase is taken too).
 * @throws Problem `invalid_input` when the text is no JSON or holds no rows; a single bad row only fails itself
 */
export function readImport(text: string): readonly ImportCandidate[] {
  const parsed = file.safeParse(jsonOf(text));
  if (!parsed.success)
    throw new Problem('invalid_input', importTexts.noTasks, {
      remedy: importTexts.giveRows,
    });
  return parsed.data.map((value, i) => readRow(value, i));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Problem('invalid_input', importTexts.notJson, {
      remedy: importTexts.exportAsJson,
      details: { reason: error instanceof Error ? error.message : '' },
    });
  }
}

/** A row as NexusAI, a SQL export or we wrote it, made a draft. */
export function readRow(raw: Readonly<Record<string, unknown>>, place: number): ImportCandidate {
  const value = fromColumns(raw);
  const givenId = loose.safeParse(value['id'] ?? value['sourceId']);
  const head = {
    sourceId: givenId.success && givenId.data !== '' ? givenId.data : `row ${String(place + 1)}`,
    hasId: givenId.success && givenId.data !== '',
    name: typeof value['name'] === 'string' ? value['name'] : '',
    status: z.coerce
      .number()
      .int()
      .min(1)
      .max(4)
      .catch(1)
      .parse(value['status'] ?? 1),
    executionCount: count.parse(value['executionCount'] ?? 0),
  };
  try {
    const parsed = taskDraft.safeParse(normalised(value));
    if (parsed.success) return { ...head, name: parsed.data.name, draft: parsed.data, problem: verbatim('') };
    const problem = joined(
      issuesOf(parsed.error, taskDraft).map(({ path, message }) =>
        importTexts.field(taskFieldText(path), message),
      ),
    );
    return { ...head, draft: null, problem };
  } catch (error) {
    if (!(error instanceof InvalidRepeatDaysError)) throw error;
    return { ...head, draft: null, problem: error.text };
  }
}

/** What other programs write, as the draft has it: numbers as ids, JSON as text, blanks in times, null for a default. */
function normalised(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const draft: Record<string, unknown> = {};
  for (const field of Object.keys(taskDraft.shape)) {
    const given = value[field];
    if (given === undefined || (given === null && !nullable.has(field))) continue;
    draft[field] = given;
  }
  for (const field of ['userId', 'appId', 'workflowId'])
    if (field in draft) draft[field] = String(draft[field]);
  for (const field of ['startTime', 'endTime']) if (field in draft) draft[field] = wallTime(draft[field]);
  for (const field of ['input', 'taskData', 'nodeConfirmUsers', 'tags', 'retryOn'])
    if (typeof draft[field] === 'string') draft[field] = jsonText(draft[field]);
  if ('repeatDays' in draft) draft['repeatDays'] = parseRepeatDays(draft['repeatDays']);
  for (const field of ['repeatDayOfMonth', 'repeatMonth', 'repeatDayOfYear'])
    if (Number(draft[field]) === 0) draft[field] = null;
  for (const field of numeric) if (typeof draft[field] === 'string') draft[field] = Number(draft[field]);
  return draft;
}

const nullable = new Set(
  Object.entries(taskDraft.shape)
    .filter(([, schema]) => schema.safeParse(null).success)
    .map(([field]) => field)
    .filter((field) => field !== 'input' && field !== 'taskData'),
);

const numeric = [
  'repeatInterval',
  'repeatDayOfMonth',
  'repeatMonth',
  'repeatDayOfYear',
  'maxExecutions',
  'retryAttempts',
  'retryDelayMs',
  'timeoutMs',
] as const;

function wallTime(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(\.\d{1,6})?)?)?$/.exec(value.trim());
  if (match === null) return value;
  const [, day = '', time = '00:00', second = '00', fraction = ''] = match;
  const ms = fraction === '' ? '' : fraction.slice(0, 4).padEnd(4, '0');
  return `${day}T${time}:${second}${ms === '.000' ? '' : ms}`;
}

function jsonText(value: unknown): unknown {
  try {
    return typeof value === 'string' ? JSON.parse(value) : value;
  } catch {
    return value;
  }
}
