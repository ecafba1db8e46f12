import type { LogStream } from '../../contract/run';
import { TailLines } from './tail-lines';

interface CappedLinesOptions {
  readonly write: (stream: LogStream, text: string, at: Date) => void;
  readonly now: () => Date;
  readonly headBytes?: number;
  readonly tailBytes?: number;
}

/** What a line costs besides its text: a row in the log. Keeps a flood of empty lines from becoming a flood of rows. */
const lineCost = 64;

/**
 * Passes the first lines on at once and keeps the last ones for the end; the middle of a long output is left out and
 * counted. By default 512 kB each.
 */
export class CappedLines {
  readonly #headBytes: number;
  readonly #tailBytes: number;
  #head = 0;
  /** Null until the head is full: most output is short. */
  #tail: TailLines | null = null;

  constructor(private readonly options: CappedLinesOptions) {
    this.#headBytes = options.headBytes ?? 524_288;
    this.#tailBytes = options.tailBytes ?? 524_288;
  }

  add(stream: LogStream, text: string): void {
    const at = this.options.now();
    if (this.#tail === null) {
      const cost = Buffer.byteLength(text) + lineCost;
      if (this.#head + cost <= this.#headBytes) {
        this.#head += cost;
        this.options.write(stream, text, at);
        return;
      }
      this.#tail = new TailLines(this.#tailBytes, lineCost);
      this.options.write(
        'info',
        '… The output is long: from here on its last part is kept and shown at the end.',
        at,
      );
    }
    this.#tail.add(stream, text, at);
  }

  /** Writes what was kept for the end. */
  end(): void {
    const tail = this.#tail;
    if (tail === null) return;
    let said = tail.omittedLines === 0;
    const say = (at: Date): void => {
      if (said) return;
      said = true;
      const text = `… ${tail.omittedLines} lines (${tail.omittedBytes} bytes) left out …`;
      this.options.write('info', text, at);
    };
    for (const line of tail.lines()) {
      say(line.at);
      this.options.write(line.stream, line.text, line.at);
    }
    say(this.options.now());
    this.#tail = new TailLines(this.#tailBytes, lineCost);
  }
}
