import type { ClientBase } from 'pg';
import type { z } from 'zod';
import { StatementBatch } from './statement-batch';

/** One statement with its values; named ones are prepared once a connection. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
  /** `parsed`: rows are objects, for `rowsOf`. Otherwise they are lists of the texts PostgreSQL sent, for `textsOf`. */
  readonly rows?: 'parsed';
}

/** What one statement answered. `count`: rows read or written. */
export interface Answer {
  readonly rows: readonly unknown[];
  readonly count: number;
}

/**
 * Sends statements together; the first that fails is thrown and the ones behind it are not carried out. Without a BEGIN
 * among them they are one transaction.
 * @returns the answers in the statements' places, null for a statement that is null
 */
export const pipelined = async (
  client: ClientBase,
  statements: readonly (Statement | null)[],
): Promise<(Answer | null)[]> => {
  const sent = statements.filter((statement) => statement !== null);
  if (sent.length === 0) return statements.map(() => null);
  const answers = await new Promise<readonly Answer[]>((resolve, reject) => {
    client.query(
      new StatementBatch(client, sent, (error, all = []) => {
        if (error === null) resolve(all);
        else reject(error);
      }),
    );
  });
  let place = 0;
  return statements.map((statement) => (statement === null ? null : (answers[place++] ?? null)));
};

/** Sends one statement. */
export const one = async (client: ClientBase, statement: Statement): Promise<Answer> => {
  const [answer] = await pipelined(client, [statement]);
  if (answer === undefined || answer === null) throw new Error('The database answered nothing.');
  return answer;
};

/** The rows of a statement that was sent to be `parsed`. */
export const rowsOf = <S extends z.ZodType>(answer: Answer | null | undefined, schema: S): z.output<S>[] =>
  (answer?.rows ?? []).map((row) => schema.parse(row));

/** The rows of a statement, in the texts PostgreSQL sent. */
export const textsOf = (answer: Answer | null | undefined): readonly (readonly (string | null)[])[] =>
  (answer?.rows ?? []).map((row) => {
    if (!isTexts(row)) throw new TypeError('The database sent a row that is no list of texts.');
    return row;
  });

const isTexts = (row: unknown): row is readonly (string | null)[] =>
  Array.isArray(row) && row.every((value) => value === null || typeof value === 'string');
