import type { RuleProblem } from '../contract/rule';
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

/** Tasks that come again within the hour are worth remembering; of the others a reading (some 10 us) would wait for days. */
const comesSoon = ({ repeat_type: type, repeat_interval: interval }: RuleColumns): boolean =>
  typeof interval === 'number' && (type === 'minute' ? interval <= 60 : type === 'hour' && interval <= 1);

/** Reads the rules of due tasks, and remembers those of tasks that are due again and again with the same columns. */
export class RuleCache {
  readonly #known = new Map<string, { readonly signature: string; readonly reading: RuleReading }>();

  constructor(private readonly limit = 20_000) {}

  /** @param columns as stored; `time_zone` null takes `defaultTimeZone` (an IANA name). */
  read(taskId: string, columns: RuleColumns, defaultTimeZone: string): RuleReading {
    const zone = columns.time_zone ?? defaultTimeZone;
    if (!comesSoon(columns)) return readRule({ ...columns, time_zone: zone });
    // Joined, not added up: a string that was added up keeps all its pieces, some kilobytes a task.
    const signature = columnNames.map((name) => (name === 'time_zone' ? zone : columns[name])).join('\u0001');
    const known = this.#known.get(taskId);
    if (known?.signature === signature) return known.reading;
    const reading = readRule({ ...columns, time_zone: zone });
    if (this.#known.size >= this.limit) this.#known.clear();
    this.#known.set(taskId, { signature, reading });
    return reading;
  }
}

const readRule = (columns: RuleColumns): RuleReading => {
  const reading = ruleFromColumns(columns);
  if (!reading.ok) return reading;
  const compiled = compileRule(reading.rule);
  const never = neverFires(compiled);
  return never === null ? { ok: true, compiled } : { ok: false, problems: [never] };
};
