import type { LogStream } from '../../contract/run';

interface Line {
  readonly stream: LogStream;
  readonly text: string;
  readonly at: Date;
  readonly cost: number;
}

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
  #tail: Line[] = [];
  #first = 0;
  #tailCost = 0;
  #omittedLines = 0;
  #omittedBytes = 0;

  constructor(private readonly options: CappedLinesOptions) {
    this.#headBytes = options.headBytes ?? 524_288;
    this.#tailBytes = options.tailBytes ?? 524_288;
  }

  add(stream: LogStream, text: string): void {
    const at = this.options.now();
    const cost = Buffer.byteLength(text) + lineCost;
    if (this.#head >= 0 && this.#head + cost <= this.#headBytes) {
      this.#head += cost;
      this.options.write(stream, text, at);
      return;
    }
    if (this.#head >= 0) {
      this.#head = -1;
      this.options.write(
        'info',
        '… The output is long: from here on its last part is kept and shown at the end.',
        at,
      );
    }
    this.#tail.push({ stream, text, at, cost });
    this.#tailCost += cost;
    while (this.#tailCost > this.#tailBytes) this.#dropOldest();
  }

  /** Writes what was kept for the end. */
  end(): void {
    if (this.#omittedLines > 0) {
      const text = `… ${this.#omittedLines} lines (${this.#omittedBytes} bytes) left out …`;
      this.options.write('info', text, this.#tail[this.#first]?.at ?? this.options.now());
    }
    for (const line of this.#tail.slice(this.#first)) this.options.write(line.stream, line.text, line.at);
    this.#tail = [];
    this.#first = 0;
    this.#tailCost = 0;
    this.#omittedLines = 0;
    this.#omittedBytes = 0;
  }

  #dropOldest(): void {
    const line = this.#tail[this.#first];
    if (line === undefined) return;
    this.#first += 1;
    this.#tailCost -= line.cost;
    this.#omittedLines += 1;
    this.#omittedBytes += line.cost - lineCost + 1;
    // Moving the array on each drop would cost its length each time.
    if (this.#first > 64 && this.#first * 2 > this.#tail.length) {
      this.#tail = this.#tail.slice(this.#first);
      this.#first = 0;
    }
  }
}
