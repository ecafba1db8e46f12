import type { Readable } from 'node:stream';
import type { RunContext } from '../../executor/connector';
import type { Clock } from '../clock';
import type { Redactor } from '../redactor';
import { CappedLines } from './capped-lines';
import { LineSplitter } from './line-splitter';

const progressLine = /^::progress\s+(\d{1,3}(?:\.\d+)?)%?(?:\s+(.*))?$/;

/** Captures what a command prints into the run's log and reports its `::progress 40 text` lines. */
export class CommandOutput {
  readonly #lines: CappedLines;
  readonly #splitters: LineSplitter[] = [];
  /** When the piece of output arrived that is being split: one moment for all its lines. */
  #now: Date;

  constructor(
    private readonly run: RunContext,
    private readonly redactor: Redactor,
    private readonly clock: Clock,
  ) {
    this.#now = clock.now();
    this.#lines = new CappedLines({
      write: (stream, text, at) => run.log(stream, redactor.text(text), at),
      now: () => this.#now,
    });
  }

  capture(source: Readable, stream: 'stdout' | 'stderr'): void {
    const splitter = new LineSplitter({
      onLine: (line) => this.#onLine(stream, line),
      redact: (text) => this.redactor.text(text),
      heldBack: () => this.redactor.longest,
    });
    this.#splitters.push(splitter);
    source.on('data', (bytes: Buffer) => {
      this.#now = this.clock.now();
      splitter.push(bytes);
    });
    // A pipe that breaks is the end of it; the process's own end says how it went.
    source.on('error', () => undefined);
  }

  /** Writes all that is still held back. */
  end(): void {
    for (const splitter of this.#splitters) splitter.end();
    this.#lines.end();
  }

  #onLine(stream: 'stdout' | 'stderr', line: string): void {
    const progress = stream === 'stdout' && line.startsWith('::') ? progressLine.exec(line) : null;
    if (progress === null) {
      this.#lines.add(stream, line);
      return;
    }
    const percent = Math.min(Number(progress[1]), 100);
    this.run.progress({ percent, text: this.redactor.text(progress[2] ?? '').slice(0, 500) });
  }
}
