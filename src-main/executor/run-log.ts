import type { LogStream } from '../contract/run';
import type { LedgerLogLine } from './ledger';

/** Lines of one run kept at most; connectors cap by size before, this is the net under them. */
const maxLines = 250_000;
const maxLineLength = 65_536;

/** The log lines of one attempt, waiting to be written. */
export class RunLog {
  #lines: LedgerLogLine[] = [];
  #seq: number;
  #dropped = 0;

  constructor(
    private readonly runId: string,
    private readonly attempt: number,
    private readonly now: () => number,
    /** Lines of this attempt that are already stored. */
    stored = 0,
  ) {
    this.#seq = stored;
  }

  /** `at` is when the line appeared; now when left out. */
  add(stream: LogStream, line: string, at = new Date(this.now())): void {
    if (this.#seq >= maxLines) {
      this.#dropped += 1;
      if (this.#dropped === 1) this.#push('info', `… the log ends here: more than ${maxLines} lines`, at);
      return;
    }
    this.#push(stream, line.length > maxLineLength ? `${line.slice(0, maxLineLength)}…` : line, at);
  }

  /** Takes the lines that are to be written; put them back with `restore` when that fails. */
  take(limit: number): LedgerLogLine[] {
    return this.#lines.splice(0, limit);
  }

  restore(lines: readonly LedgerLogLine[]): void {
    this.#lines.unshift(...lines);
  }

  get waiting(): number {
    return this.#lines.length;
  }

  get total(): number {
    return this.#seq;
  }

  #push(stream: LogStream, line: string, at: Date): void {
    this.#seq += 1;
    this.#lines.push({
      runId: this.runId,
      attempt: this.attempt,
      seq: this.#seq,
      at,
      stream,
      line,
    });
  }
}
