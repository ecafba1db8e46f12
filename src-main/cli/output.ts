import Table from 'cli-table3';
import { visibleLines, visibleText } from '../contract/visible-text';
import type { SafeWriter } from './terminal';

/** A column of a table for people. */
export interface Column<T> {
  readonly head: string;
  readonly cell: (row: T) => string | number | null;
  readonly align?: 'left' | 'right';
  /** Characters at most; longer text is cut with an ellipsis. */
  readonly most?: number;
}

const plain = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
} as const;

const cut = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;

/**
 * Says results: JSON lines for programs, exact, and words and tables for people, in which nothing that somebody named or
 * printed can steer the terminal.
 */
export class Output {
  constructor(
    private readonly writer: SafeWriter,
    readonly json: boolean,
  ) {}

  get closed(): boolean {
    return this.writer.closed;
  }

  /** A sentence; nothing in JSON mode, where every line is a row. */
  async say(text: string): Promise<void> {
    if (!this.json) await this.writer.write(`${visibleLines(text)}\n`);
  }

  /** Text as it is, in both modes. */
  async raw(text: string): Promise<void> {
    await this.writer.write(text);
  }

  /** One row: a JSON line, or the sentence that tells it. */
  async row(columns: object, words: string): Promise<void> {
    await this.writer.write(`${this.json ? JSON.stringify(columns) : visibleLines(words)}\n`);
  }

  /** Rows: JSON lines, or an aligned table, or `none` when there are none. */
  async rows<T>(
    rows: readonly T[],
    toColumns: (row: T) => object,
    columns: readonly Column<T>[],
    none: string,
  ): Promise<void> {
    if (this.json) {
      for (const row of rows) await this.writer.write(`${JSON.stringify(toColumns(row))}\n`);
      return;
    }
    if (rows.length === 0) return this.say(none);
    const table = new Table({
      head: columns.map(({ head }) => head),
      colAligns: columns.map(({ align }) => align ?? 'left'),
      chars: plain,
      style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
    });
    for (const row of rows) {
      table.push(columns.map(({ cell, most }) => cut(visibleText(String(cell(row) ?? '')), most ?? 60)));
    }
    const lines = table.toString().split('\n');
    await this.writer.write(`${lines.map((line) => line.trimEnd()).join('\n')}\n`);
  }

  /** A record for people, one field a line; a JSON line for programs. */
  async record(
    columns: object,
    fields: readonly (readonly [string, string | number | null])[],
  ): Promise<void> {
    if (this.json) return this.row(columns, '');
    const width = Math.max(...fields.map(([name]) => name.length));
    const lines = fields
      .filter(([, value]) => value !== null && value !== '')
      .map(
        ([name, value]) =>
          `${name.padEnd(width)}  ${visibleLines(String(value)).replace(/\n/g, `\n${' '.repeat(width + 2)}`)}`,
      );
    await this.writer.write(`${lines.join('\n')}\n`);
  }
}
