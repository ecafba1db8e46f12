import { DatabaseError } from 'pg';
import type { Connection, Submittable } from 'pg';
import type { Answer, Statement } from './pipelined';
import { wireText } from './wire-text';

/** Prepared statements a connection knows, by name. */
const prepared = new WeakMap<Connection, Set<string>>();

/** A client, as far as it knows how to read a column's text. */
interface TypeParsers {
  getTypeParser(dataTypeID: number, format: 'text'): (text: string) => unknown;
}

/** What the driver hands over of PostgreSQL's messages. */
interface RowDescription {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
}
interface DataRow {
  readonly fields: readonly (string | null)[];
}
interface CommandComplete {
  readonly text: string;
}

/**
 * Several statements in one message to the server: sent together, answered together, given up together at the first
 * that fails. The driver's own pipelining costs an event emitter, a promise, a description of the columns and a
 * round of synchronising for each statement, which was half of all that a single task costs us. This is the driver's
 * interface for queries of one's own (as its cursor is one), so connections, errors and time limits stay the driver's.
 */
export class StatementBatch implements Submittable {
  /** Called once; the driver puts its time limit around it. */
  callback: (error: Error | null, answers?: readonly Answer[]) => void;
  readonly #values: readonly (readonly (string | null)[])[];
  readonly #answers: Answer[] = [];
  #rows: unknown[] = [];
  #columns: RowDescription['fields'] = [];

  /** @throws TypeError for a value that no parameter can be */
  constructor(
    private readonly types: TypeParsers,
    private readonly statements: readonly Statement[],
    callback: StatementBatch['callback'],
  ) {
    this.callback = callback;
    this.#values = statements.map(({ values }) => (values ?? []).map(wireText));
  }

  submit(connection: Connection): void {
    const known = knownTo(connection);
    const sent = new Set<string>();
    connection.stream.cork();
    this.statements.forEach(({ name = '', text, rows }, i) => {
      if (name === '' || !(known.has(name) || sent.has(name))) {
        // A statement whose preparing failed half-way may be there or not; closing one that is not is no error.
        if (name !== '') connection.close({ type: 'S', name }, true);
        connection.parse({ name, text, types: [] }, true);
        sent.add(name);
      }
      connection.bind({ statement: name, values: [...(this.#values[i] ?? [])] }, true);
      if (rows === 'parsed') connection.describe({ type: 'P' }, true);
      connection.execute(null, true);
    });
    connection.sync();
    connection.stream.uncork();
  }

  handleRowDescription({ fields }: RowDescription): void {
    this.#columns = fields;
  }

  handleDataRow({ fields }: DataRow): void {
    this.#rows.push(this.#columns.length === 0 ? fields : this.#parsed(fields));
  }

  handleCommandComplete({ text }: CommandComplete, connection: Connection): void {
    const { name } = this.statements[this.#answers.length] ?? {};
    if (name !== undefined) knownTo(connection).add(name);
    this.#answers.push({ rows: this.#rows, count: Number(/\d+$/.exec(text)?.[0] ?? 0) });
    this.#rows = [];
    this.#columns = [];
  }

  /** The server's refusal is told once it is ready again: only then is it known whether a transaction is left open. */
  handleError(error: Error, connection: Connection): void {
    if (!(error instanceof DatabaseError)) {
      this.callback(error);
      return;
    }
    const tell = (): void => {
      connection.off('readyForQuery', tell).off('end', tell);
      this.callback(error);
    };
    connection.on('readyForQuery', tell).on('end', tell);
  }

  handleReadyForQuery(): void {
    this.callback(null, this.#answers);
  }

  /** One object a row, its columns read as the driver reads them. A value that cannot be read must not throw in here. */
  #parsed(fields: DataRow['fields']): Record<string, unknown> {
    const row: Record<string, unknown> = {};
    this.#columns.forEach(({ name, dataTypeID }, i) => {
      const text = fields[i] ?? null;
      row[name] =
        text === null ? null : parsedOr(text, () => this.types.getTypeParser(dataTypeID, 'text')(text));
    });
    return row;
  }
}

const knownTo = (connection: Connection): Set<string> => {
  const known = prepared.get(connection) ?? new Set();
  prepared.set(connection, known);
  return known;
};

const parsedOr = (text: string, parse: () => unknown): unknown => {
  try {
    return parse();
  } catch {
    return text;
  }
};
