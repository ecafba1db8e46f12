import { StringDecoder } from 'node:string_decoder';

/** Characters after which a line without an end is split. */
const longestLine = 8_192;

interface LineSplitterOptions {
  readonly onLine: (line: string) => void;
  /** Removes secrets from text that is about to be split, and how much must be held back so that none is cut in two. */
  readonly redact: (text: string) => string;
  readonly heldBack: () => number;
}

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

  #take(text: string): void {
    let from = 0;
    for (;;) {
      const end = text.indexOf('\n', from);
      if (end < 0) break;
      this.#emit(this.#rest + text.slice(from, end));
      this.#rest = '';
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
      const at = /[\uD800-\uDBFF]$/.test(text.slice(0, longestLine)) ? longestLine - 1 : longestLine;
      this.#emit(text.slice(0, at));
      text = text.slice(at);
    }
    this.#rest = text;
  }

  #emit(line: string): void {
    const whole = line.endsWith('\r') ? line.slice(0, -1) : line;
    const shown = whole.slice(whole.lastIndexOf('\r') + 1);
    if (shown.length <= longestLine) {
      this.options.onLine(shown.replaceAll('\0', ''));
      return;
    }
    let text = this.options.redact(shown);
    while (text !== '') {
      const at =
        text.length > longestLine && /[\uD800-\uDBFF]$/.test(text.slice(0, longestLine))
          ? longestLine - 1
          : longestLine;
      this.options.onLine(text.slice(0, at).replaceAll('\0', ''));
      text = text.slice(at);
    }
  }
}
