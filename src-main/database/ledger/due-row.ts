import type { DueTask } from '../../executor/ledger';
import { nameColumns, namesFrom, type Names } from './names';
import { recordFields } from './record-fields';

const columnCount = 21;
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
    const fields = recordFields(this.ruleKey);
    const days = fields[5];
    return {
      task_type: fields[0],
      start_time: fields[1],
      end_time: fields[2],
      repeat_type: fields[3],
      repeat_interval: fields[4],
      // A JSON text of numbers is understood as it stands, `"1,3,5"` within quotes is not.
      repeat_days: days?.startsWith('"') === true ? jsonOf(days) : days,
      repeat_day_of_month: fields[6],
      repeat_month: fields[7],
      repeat_day_of_year: fields[8],
      max_executions: fields[9],
      time_zone: fields[10],
      basis: fields[11],
      month_end: fields[12],
    };
  }

  /** The rule's columns as one row value. */
  get ruleKey(): string {
    return this.text(8);
  }

  get maxExecutions(): number {
    return Number(this.at(9) ?? 0);
  }

  get executionCount(): number {
    return Number(this.at(10) ?? 0);
  }

  /** Seconds since the epoch, exact to the microsecond; NaN for no instant. */
  get plannedSeconds(): number {
    return secondsOf(this.at(11));
  }

  /** The same as PostgreSQL wrote it: to write a double anew costs as much as to read a column. */
  get plannedText(): string {
    return this.text(11);
  }

  /** The database's clock when the transaction began. */
  get nowSeconds(): number {
    return secondsOf(this.at(12));
  }

  get policies(): DueTask['policies'] {
    return { missed: this.at(13), overlap: this.at(14) };
  }

  get retryAttempts(): number | null {
    return numberOf(this.at(15));
  }

  get retryDelayMs(): number | null {
    return numberOf(this.at(16));
  }

  get retryOn(): unknown {
    return jsonOf(this.at(17));
  }

  get timeoutMs(): number | null {
    return numberOf(this.at(18));
  }

  get openRuns(): number {
    return Number(this.text(19));
  }

  get waitingTurn(): number {
    return Number(this.text(20));
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
