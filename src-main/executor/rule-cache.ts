import type { RuleProblem } from '../contract/rule';
import type { DueTask } from './ledger';
import { compileRule, type CompiledRule } from '../recurrence/compile-rule';
import { neverFires } from '../recurrence/never-fires';
import { ruleFromColumns, type RuleColumns } from '../recurrence/rule-from-columns';

export type RuleReading =
  | { readonly ok: true; readonly compiled: CompiledRule }
  | { readonly ok: false; readonly problems: readonly RuleProblem[] };

const columnNames = [
  'time_zone',
  'start_time',
  'end_time',
  'task_type',
  'repeat_type',
  'repeat_interval',
  'repeat_days',
  'repeat_day_of_month',
  'repeat_month',
  'repeat_day_of_year',
  'max_executions',
  'month_end',
  'basis',
] as const satisfies readonly (keyof RuleColumns)[];

/** Reads the rules of due tasks (some 10 us each) and remembers them: equal columns are one rule, whosever they are. */
export class RuleCache {
  readonly #known = new Map<string, RuleReading>();
  #defaultTimeZone = '';

  constructor(private readonly limit = 5_000) {}

  /** @param task its columns as stored; `time_zone` null takes `defaultTimeZone` (an IANA name). */
  read(task: Pick<DueTask, 'columns' | 'ruleKey'>, defaultTimeZone: string): RuleReading {
    if (defaultTimeZone !== this.#defaultTimeZone) this.#known.clear();
    this.#defaultTimeZone = defaultTimeZone;
    const signature = task.ruleKey ?? signatureOf(task.columns);
    const known = this.#known.get(signature);
    if (known !== undefined) return known;
    const { columns } = task;
    const reading = readRule({ ...columns, time_zone: columns.time_zone ?? defaultTimeZone });
    if (this.#known.size >= this.limit) this.#known.clear();
    this.#known.set(signature, reading);
    return reading;
  }
}

/** Joined, not added up: a string that was added up keeps all its pieces, some kilobytes a task. */
const signatureOf = (columns: RuleColumns): string => columnNames.map((name) => columns[name]).join('\u0001');

const readRule = (columns: RuleColumns): RuleReading => {
  const reading = ruleFromColumns(columns);
  if (!reading.ok) return reading;
  const compiled = compileRule(reading.rule);
  const never = neverFires(compiled);
  return never === null ? { ok: true, compiled } : { ok: false, problems: [never] };
};
