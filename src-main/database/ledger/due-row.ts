import type { DueTask } from '../../executor/ledger';
import { nameColumns, namesFrom, type Names } from './names';

const columnCount = 32;
const withNames = columnCount + nameColumns;

/**
 * A picked task as PostgreSQL sent it: texts, read where they are needed. Checked by hand and not by a schema: an object
 * for each row of a flood, and a copy of it, were a third of what the executor allocates.
 */
export class DueRow implements DueTask {
  readonly plannedAt: Date;

  /** @throws TypeError for anything but a row of the pick, read as an array of texts */
  constructor(private readonly values: readonly (string | null)[]) {
    if (values.length !== columnCount && values.length !== withNames)
      throw new TypeError(`A picked task has ${values.length} columns.`);
    this.plannedAt = new Date(millisecondsOf(this.plannedSeconds));
  }

  /** The id its run gets when this pick writes one. */
  get runId(): string {
    return this.text(0);
  }

  get id(): string {
    return this.text(1);
  }

  get name(): string {
    return this.text(2);
  }

  get userId(): string {
    return this.text(3);
  }

  get appId(): string {
    return this.text(4);
  }

  get workflowId(): string {
    return this.text(5);
  }

  /** JSON text. */
  get input(): string | null {
    return this.at(6);
  }

  get nodeConfirmUsers(): unknown {
    return jsonOf(this.at(7));
  }

  get columns(): DueTask['columns'] {
    const { values } = this;
    return {
      task_type: values[8],
      start_time: values[9],
      end_time: values[10],
      repeat_type: values[11],
      repeat_interval: values[12],
      // A JSON text of numbers is understood as it stands, `"1,3,5"` within quotes is not.
      repeat_days: values[13]?.startsWith('"') === true ? jsonOf(values[13]) : values[13],
      repeat_day_of_month: values[14],
      repeat_month: values[15],
      repeat_day_of_year: values[16],
      max_executions: values[17],
      time_zone: values[21],
      basis: values[22],
      month_end: values[23],
    };
  }

  get ruleKey(): string {
    const { values } = this;
    const key = values.slice(8, 18);
    key.push(this.at(21), this.at(22), this.at(23));
    return key.join('\u0001');
  }

  get maxExecutions(): number {
    return Number(this.at(17) ?? 0);
  }

  get executionCount(): number {
    return Number(this.at(18) ?? 0);
  }

  /** Seconds since the epoch, exact to the microsecond; NaN for no instant. */
  get plannedSeconds(): number {
    return secondsOf(this.at(19));
  }

  /** The database's clock when the transaction began. */
  get nowSeconds(): number {
    return secondsOf(this.at(20));
  }

  get policies(): DueTask['policies'] {
    return { missed: this.at(24), overlap: this.at(25) };
  }

  get retryAttempts(): number | null {
    return numberOf(this.at(26));
  }

  get retryDelayMs(): number | null {
    return numberOf(this.at(27));
  }

  get retryOn(): unknown {
    return jsonOf(this.at(28));
  }

  get timeoutMs(): number | null {
    return numberOf(this.at(29));
  }

  get openRuns(): number {
    return Number(this.text(30));
  }

  get waitingTurn(): number {
    return Number(this.text(31));
  }

  /** Whether the pick asked for `names`. */
  get isNamed(): boolean {
    return this.values.length === withNames;
  }

  /** Who and what it names; nobody and nothing unless `isNamed`. */
  get names(): Names {
    return namesFrom(this.values, columnCount);
  }

  private at(index: number): string | null {
    return this.values[index] ?? null;
  }

  private text(index: number): string {
    return this.values[index] ?? '';
  }
}

/** `infinity` and null are no instants; `decide` puts such a task on hold. */
const secondsOf = (text: string | null | undefined): number => {
  const seconds = text === null || text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(seconds) ? seconds : Number.NaN;
};

/** Whole milliseconds, as a Date keeps them; half a microsecond makes up for what a double cannot say. */
export const millisecondsOf = (seconds: number): number => Math.floor(seconds * 1000 + 0.0005);

const numberOf = (text: string | null): number | null => (text === null ? null : Number(text));

const jsonOf = (text: string | null | undefined): unknown =>
  text === null || text === undefined ? null : JSON.parse(text);
