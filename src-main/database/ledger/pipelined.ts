import type { ClientBase, CustomTypesConfig, QueryResult } from 'pg';
import type { z } from 'zod';

/** One statement with its values; named ones are prepared once a connection. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
  /** The rows come as arrays of the texts PostgreSQL sent: see `textsOf`. */
  readonly texts?: true;
}

/** One statement's answer, in rows or in texts. */
export type Answer = QueryResult | null | undefined;

const asSent: CustomTypesConfig = { getTypeParser: () => (text: string) => text };

const nothing: Promise<null> = Promise.resolve(null);

/**
 * Sends statements without waiting between them and answers when all are done. A failure is thrown after every answer
 * has come in, so that none is left unhandled on the connection.
 */
export const pipelined = async (
  client: ClientBase,
  statements: readonly (Statement | null)[],
): Promise<Answer[]> => {
  const answers = await Promise.allSettled(
    statements.map((statement) => (statement === null ? nothing : one(client, statement))),
  );
  return answers.map((answer) => {
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  });
};

/** Sends one statement. */
export const one = (client: ClientBase, { name, text, values, texts }: Statement): Promise<QueryResult> =>
  client.query({
    ...(name === undefined ? {} : { name }),
    text,
    values: values === undefined ? [] : [...values],
    ...(texts === true ? { rowMode: 'array', types: asSent } : {}),
  });

/** The rows of an answer, parsed. */
export const rowsOf = <S extends z.ZodType>(answer: Answer, schema: S): z.output<S>[] =>
  (answer?.rows ?? []).map((row: unknown) => schema.parse(row));

/** The rows of a statement that was sent with `texts`. */
export const textsOf = (answer: Answer): readonly (readonly (string | null)[])[] =>
  (answer?.rows ?? []).map((row: unknown) => {
    if (!isTexts(row)) throw new TypeError('The database sent a row that is no list of texts.');
    return row;
  });

const isTexts = (row: unknown): row is readonly (string | null)[] =>
  Array.isArray(row) && row.every((value) => value === null || typeof value === 'string');
