import { z } from 'zod';
import { jsonObject, type JsonObject, type Locale } from '../../../contract/primitives';
import { taskDraft, type TaskDraft } from '../../../contract/task';
import { sentences, SpokenError, type Text } from '../../../contract/text';
import { InvalidRepeatDaysError, parseRepeatDays } from '../../../recurrence/parse-repeat-days';
import { compileRule } from '../../../recurrence/compile-rule';
import { neverFires } from '../../../recurrence/never-fires';
import { problemText } from '../../../recurrence/problem-words';
import { ruleFromColumns } from '../../../recurrence/rule-from-columns';
import { cutText } from '../../cut-text';
import { describeIssues } from '../../describe-issues';
import { nexusImportTexts } from './nexus-import-texts';
import { fingerprintOf, shown, unwrapped, type SourceRow } from './source-row';
import { sourceWallTime } from './source-wall-time';

/** A schedule of NexusAI made a task of ours, or the reason why that cannot be. */
export interface MappedTask {
  /** NexusAI's id of the task. */
  readonly sourceId: string;
  readonly hasId: boolean;
  readonly name: string;
  readonly draft: TaskDraft | null;
  /** Why there is no draft; empty when there is one. */
  readonly problem: string;
  /** What an operator should know: where our schedule differs from what upstream did with the same row. */
  readonly notes: readonly string[];
  readonly status: number;
  readonly executionCount: number;
  readonly fingerprint: string;
}

interface MapOptions {
  /** The zone in which the server's times without a zone are meant: usually its containers run in UTC. */
  readonly timeZone: string;
  /** The reader's language; English by default. */
  readonly locale?: Locale;
}

/** Why a row cannot be mapped, in words. */
class CannotMapError extends SpokenError {
  readonly code = 'cannot_map';
}

const cannot = (says: Text): never => {
  throw new CannotMapError(says);
};

const wholeNumber = (row: SourceRow, column: string): number | null => {
  const value = row[column];
  if (value === null || value === undefined || value === '') return null;
  const number = z.coerce.number().int().safeParse(value);
  return number.success
    ? number.data
    : cannot(nexusImportTexts.noWholeNumber(column, cutText(shown(value), 60)));
};

const outsideId = (row: SourceRow, column: string): string => {
  const number = wholeNumber(row, column);
  return number !== null && number > 0 ? String(number) : cannot(nexusImportTexts.missing(column));
};

const repeatTypes = z.enum(['none', 'minute', 'hour', 'day', 'week', 'month', 'year']);
const taskTypes = z.enum(['one_time', 'recurring']);
const confirmUsers = z.record(z.string(), z.array(z.coerce.number().int()));

type Repeat = Pick<
  TaskDraft,
  | 'taskType'
  | 'repeatType'
  | 'repeatInterval'
  | 'repeatDays'
  | 'repeatDayOfMonth'
  | 'repeatMonth'
  | 'repeatDayOfYear'
>;

const once: Repeat = {
  taskType: 'one_time',
  repeatType: 'none',
  repeatInterval: 1,
  repeatDays: null,
  repeatDayOfMonth: null,
  repeatMonth: null,
  repeatDayOfYear: null,
};

const intervalOf = (row: SourceRow, notes: Text[]): number => {
  const interval = wholeNumber(row, 'repeat_interval');
  if (interval === null) {
    notes.push(nexusImportTexts.intervalEmpty);
    return 1;
  }
  if (interval < 1) return cannot(nexusImportTexts.alwaysDue(interval));
  return interval > 1_000_000 ? cannot(nexusImportTexts.intervalTooLarge(interval)) : interval;
};

const daysOf = (row: SourceRow): number[] | null => {
  try {
    return parseRepeatDays(row['repeat_days']);
  } catch (error) {
    if (!(error instanceof InvalidRepeatDaysError)) throw error;
    return cannot(nexusImportTexts.noWeekdays(cutText(shown(row['repeat_days']), 60)));
  }
};

/** A day or month number; 0 was let through by NexusAI's checks and means none. */
const partOf = (row: SourceRow, column: string, most: number): number | null => {
  const value = wholeNumber(row, column);
  if (value === null || value === 0) return null;
  return value >= 1 && value <= most ? value : cannot(nexusImportTexts.notBetween(column, value, most));
};

const yearParts = (row: SourceRow, notes: Text[]): Pick<Repeat, 'repeatMonth' | 'repeatDayOfYear'> => {
  const day = wholeNumber(row, 'repeat_day_of_year') ?? 0;
  const month = partOf(row, 'repeat_month', 12);
  if (day > 31 || day < 0) {
    return cannot(nexusImportTexts.dayOfYear(day));
  }
  if (month !== null && day > 0) return { repeatMonth: month, repeatDayOfYear: day };
  if (month !== null || day > 0) {
    notes.push(nexusImportTexts.partsTogether);
  }
  return { repeatMonth: null, repeatDayOfYear: null };
};

const repeatOf = (row: SourceRow, notes: Text[]): Repeat => {
  const taskType = taskTypes.safeParse(row['task_type'] ?? 'recurring');
  if (!taskType.success)
    return cannot(nexusImportTexts.unknown('task_type', cutText(shown(row['task_type']), 60)));
  const repeatType = repeatTypes.safeParse(row['repeat_type'] ?? 'none');
  if (!repeatType.success)
    return cannot(nexusImportTexts.unknown('repeat_type', cutText(shown(row['repeat_type']), 60)));
  if (taskType.data === 'one_time') return once;
  if (repeatType.data === 'none') {
    notes.push(nexusImportTexts.repeatsByNothing);
    return once;
  }
  const interval = intervalOf(row, notes);
  const base: Repeat = {
    ...once,
    taskType: 'recurring',
    repeatType: repeatType.data,
    repeatInterval: interval,
  };
  if (repeatType.data === 'week') {
    const days = daysOf(row);
    if (days !== null) {
      notes.push(interval === 1 ? nexusImportTexts.onWeekdays : nexusImportTexts.onWeekdaysEvery(interval));
    }
    return { ...base, repeatDays: days };
  }
  if (repeatType.data === 'month')
    return { ...base, repeatDayOfMonth: partOf(row, 'repeat_day_of_month', 31) };
  return repeatType.data === 'year' ? { ...base, ...yearParts(row, notes) } : base;
};

const inputOf = (row: SourceRow, notes: Text[]): JsonObject => {
  const input = jsonObject.safeParse(unwrapped(unwrapped(row['input'])));
  if (!input.success || Array.isArray(input.data)) return cannot(nexusImportTexts.inputNoObject);
  const { properties } = input.data;
  const empty =
    Object.keys(properties !== undefined && properties !== null ? Object(properties) : input.data).length ===
    0;
  if (empty) notes.push(nexusImportTexts.inputEmpty);
  return input.data;
};

const confirmersOf = (row: SourceRow, notes: Text[]): TaskDraft['nodeConfirmUsers'] => {
  const value = unwrapped(row['node_confirm_users']);
  if (value === null || value === undefined || value === '') return null;
  const users = confirmUsers.safeParse(value);
  if (!users.success) {
    notes.push(nexusImportTexts.confirmersUnreadable);
    return null;
  }
  return Object.keys(users.data).length === 0 ? null : users.data;
};

const timesOf = (row: SourceRow, notes: Text[]): Pick<TaskDraft, 'startTime' | 'endTime'> => {
  const start = sourceWallTime(row['start_time']);
  if (start === null)
    return cannot(nexusImportTexts.noDateTime('start_time', cutText(shown(row['start_time'] ?? ''), 60)));
  if (start.zoned) notes.push(nexusImportTexts.zoneIgnored);
  const given = row['end_time'];
  if (given === null || given === undefined || given === '') return { startTime: start.time, endTime: null };
  const end = sourceWallTime(given);
  if (end === null) return cannot(nexusImportTexts.noDateTime('end_time', cutText(shown(given), 60)));
  if (end.time < start.time) return cannot(nexusImportTexts.endFirst);
  return { startTime: start.time, endTime: end.time };
};

const counterOf = (row: SourceRow, column: string, notes: Text[]): number => {
  const value = wholeNumber(row, column);
  if (value === null) {
    notes.push(nexusImportTexts.counterEmpty(column));
    return 0;
  }
  return value < 0 ? cannot(nexusImportTexts.negative(column, value)) : value;
};

const draftOf = (row: SourceRow, options: MapOptions, notes: Text[]): TaskDraft => {
  const repeat = repeatOf(row, notes);
  const description = typeof row['description'] === 'string' ? row['description'] : null;
  const parsed = taskDraft.safeParse({
    name: row['name'],
    description: description === null || description === '' ? null : description.slice(0, 255),
    userId: outsideId(row, 'user_id'),
    appId: outsideId(row, 'app_id'),
    workflowId: outsideId(row, 'workflow_id'),
    input: inputOf(row, notes),
    nodeConfirmUsers: confirmersOf(row, notes),
    ...timesOf(row, notes),
    ...repeat,
    maxExecutions: counterOf(row, 'max_executions', notes),
    taskData: unwrapped(row['task_data']) ?? {},
    timeZone: options.timeZone,
  });
  if (!parsed.success) return cannot(nexusImportTexts.sentence(describeIssues(parsed.error, taskDraft)));
  checkRule(parsed.data);
  return parsed.data;
};

/** What can be read may still never happen, such as 31 February. */
const checkRule = (draft: TaskDraft): void => {
  const reading = ruleFromColumns({
    time_zone: draft.timeZone,
    start_time: draft.startTime,
    end_time: draft.endTime,
    task_type: draft.taskType,
    repeat_type: draft.repeatType,
    repeat_interval: draft.repeatInterval,
    repeat_days: draft.repeatDays,
    repeat_day_of_month: draft.repeatDayOfMonth,
    repeat_month: draft.repeatMonth,
    repeat_day_of_year: draft.repeatDayOfYear,
    max_executions: draft.maxExecutions,
    month_end: draft.monthEnd,
    basis: draft.basis,
  });
  const never = reading.ok ? neverFires(compileRule(reading.rule)) : null;
  const problems = reading.ok ? (never === null ? [] : [never]) : reading.problems;
  if (problems.length > 0) cannot(sentences(problems.map(problemText)));
};

/**
 * Maps one row of NexusAI's `scheduled_tasks`. Never throws: what cannot be mapped has a problem in words. The rule is
 * what the row says; where upstream did something else with it, a note says so.
 */
export const mapTask = (row: SourceRow, options: MapOptions): MappedTask => {
  const { locale = 'en' } = options;
  const notes: Text[] = [];
  const told = (): readonly string[] => notes.map((note) => note[locale]);
  const id = z.coerce.number().int().positive().safeParse(row['id']);
  const status = z.coerce
    .number()
    .int()
    .min(1)
    .max(4)
    .catch(1)
    .parse(row['status'] ?? 1);
  const head = {
    sourceId: id.success ? String(id.data) : '',
    hasId: id.success,
    name: typeof row['name'] === 'string' ? row['name'].trim() : '',
    status,
    fingerprint: fingerprintOf(row),
  };
  try {
    if (!id.success) cannot(nexusImportTexts.noId);
    if (status === 4) cannot(nexusImportTexts.deletedThere);
    const executionCount = counterOf(row, 'execution_count', notes);
    const draft = draftOf(row, options, notes);
    if (executionCount > 0) {
      notes.push(nexusImportTexts.currentWorkflow);
    }
    return { ...head, draft, problem: '', notes: told(), executionCount };
  } catch (error) {
    if (!(error instanceof CannotMapError)) throw error;
    return { ...head, draft: null, problem: error.text[locale], notes: told(), executionCount: 0 };
  }
};
