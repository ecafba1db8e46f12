import { logStream, type LogStream } from '../../contract/run';

/** One line as it was printed. */
export interface PrintedLine {
  readonly stream: LogStream;
  readonly text: string;
  readonly at: Date;
}

const streams = logStream.options;

/**
 * The last lines of an output, as far as they fit; earlier ones are counted. Kept as bytes in one place: objects that live
 * just long enough to grow old would make a flood of output grow the process by a hundred megabytes.
 */
export class TailLines {
  readonly #bytes: Buffer;
  readonly #ends: Uint32Array;
  readonly #times: Float64Array;
  readonly #streams: Uint8Array;
  /** Lines from `#first` to `#next` are kept; the oldest begins at `#start`. */
  #first = 0;
  #next = 0;
  #start = 0;
  #omittedLines = 0;
  #omittedBytes = 0;

  /** @param room bytes kept at most, `lineCost` a line included */
  constructor(
    private readonly room: number,
    private readonly lineCost: number,
  ) {
    // Twice what is kept, so that moving it to the front is rare.
    const most = 2 * (Math.floor(room / lineCost) + 1);
    this.#bytes = Buffer.allocUnsafeSlow(2 * room);
    this.#ends = new Uint32Array(most);
    this.#times = new Float64Array(most);
    this.#streams = new Uint8Array(most);
  }

  get omittedLines(): number {
    return this.#omittedLines;
  }

  get omittedBytes(): number {
    return this.#omittedBytes;
  }

  add(stream: LogStream, text: string, at: Date): void {
    const size = Buffer.byteLength(text);
    while (this.#first < this.#next && this.#cost + size + this.lineCost > this.room) this.#dropOldest();
    if (size + this.lineCost > this.room) {
      this.#omit(size);
      return;
    }
    if (this.#next === this.#ends.length || this.#end + size > this.#bytes.length) this.#moveToFront();
    const end = this.#end + this.#bytes.write(text, this.#end);
    this.#ends[this.#next] = end;
    this.#times[this.#next] = at.getTime();
    this.#streams[this.#next] = streams.indexOf(stream);
    this.#next += 1;
  }

  /** Oldest first. */
  *lines(): Generator<PrintedLine> {
    let from = this.#start;
    for (let line = this.#first; line < this.#next; line += 1) {
      const to = this.#ends[line] ?? from;
      yield {
        stream: streams[this.#streams[line] ?? 0] ?? 'stdout',
        text: this.#bytes.toString('utf8', from, to),
        at: new Date(this.#times[line] ?? 0),
      };
      from = to;
    }
  }

  get #end(): number {
    return this.#first === this.#next ? this.#start : (this.#ends[this.#next - 1] ?? this.#start);
  }

  get #cost(): number {
    return this.#end - this.#start + (this.#next - this.#first) * this.lineCost;
  }

  #dropOldest(): void {
    const end = this.#ends[this.#first] ?? this.#start;
    this.#omit(end - this.#start);
    this.#start = end;
    this.#first += 1;
  }

  #omit(size: number): void {
    this.#omittedLines += 1;
    this.#omittedBytes += size + 1; // its line end
  }

  #moveToFront(): void {
    const from = this.#start;
    this.#bytes.copyWithin(0, from, this.#end);
    for (const list of [this.#times, this.#streams]) list.copyWithin(0, this.#first, this.#next);
    this.#ends.copyWithin(0, this.#first, this.#next);
    this.#next -= this.#first;
    this.#first = 0;
    this.#start = 0;
    for (let line = 0; line < this.#next; line += 1) this.#ends[line] = (this.#ends[line] ?? from) - from;
  }
}
