import { StringDecoder } from 'node:string_decoder';

/** Characters after which a line without an end is split. */
const longestLine = 8_192;

interface LineSplitterOptions {
  readonly onLine: (line: string) => void;
  /** Removes secrets from text that is about to be split, and how much must be held back so that none is cut in two. */
  readonly redact: (text: string) => string;
  readonly heldBack: () => number;
}

/** Where a line of this text may be split: not inside a character pair. */
const splitAt = (text: string): number =>
  text.length > longestLine && /[\uD800-\uDBFF]/.test(text.charAt(longestLine - 1))
    ? longestLine - 1
    : longestLine;

/**
 * Turns a stream of bytes into lines: invalid UTF-8 is replaced, NUL dropped, what a carriage return overwrites is left
 * out as on a terminal, and endless lines are split. Memory is bounded whatever comes.
 */
export class LineSplitter {
  readonly #decoder = new StringDecoder('utf8');
  #rest = '';

  constructor(private readonly options: LineSplitterOptions) {}

  push(bytes: Buffer): void {
    this.#take(this.#decoder.write(bytes));
  }

  /** The end of the stream: what is left is a line too. */
  end(): void {
    this.#take(this.#decoder.end());
    if (this.#rest !== '') this.#emit(this.#rest);
    this.#rest = '';
  }

  #take(chunk: string): void {
    // Looked for once a chunk: most output has neither, and a flood of short lines must not pay for them each.
    const text = chunk.includes('\0') ? chunk.replaceAll('\0', '') : chunk;
    const plain = !text.includes('\r') && !this.#rest.includes('\r');
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      const line = this.#rest === '' ? text.slice(from, end) : this.#rest + text.slice(from, end);
      this.#rest = '';
      if (plain && line.length <= longestLine) this.options.onLine(line);
      else this.#emit(line);
      from = end + 1;
    }
    this.#rest += text.slice(from);
    if (this.#rest.length > longestLine) this.#shorten();
  }

  #shorten(): void {
    const last = this.#rest.lastIndexOf('\r', this.#rest.length - 2);
    const held = Math.max(this.options.heldBack(), 1);
    let text = this.options.redact(last < 0 ? this.#rest : this.#rest.slice(last + 1));
    while (text.length > longestLine + held) {
      const at = splitAt(text);
      this.options.onLine(text.slice(0, at));
      text = text.slice(at);
    }
    this.#rest = text;
  }

  #emit(line: string): void {
    const whole = line.endsWith('\r') ? line.slice(0, -1) : line;
    const shown = whole.slice(whole.lastIndexOf('\r') + 1);
    if (shown.length <= longestLine) {
      this.options.onLine(shown);
      return;
    }
    for (let text = this.options.redact(shown); text !== '';) {
      const at = splitAt(text);
      this.options.onLine(text.slice(0, at));
      text = text.slice(at);
    }
  }
}
