import type { ClientBase, QueryResult } from 'pg';
import type { z } from 'zod';

/** One statement with its values; named ones are prepared once a connection. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

/**
 * Sends statements without waiting between them and answers when all are done. A failure is thrown after every answer
 * has come in, so that none is left unhandled on the connection.
 */
export const pipelined = async (
  client: ClientBase,
  statements: readonly (Statement | null)[],
): Promise<(QueryResult | null)[]> => {
  const answers = await Promise.allSettled(
    statements.map((statement) =>
      statement === null
        ? Promise.resolve(null)
        : client.query({
            ...(statement.name === undefined ? {} : { name: statement.name }),
            text: statement.text,
            values: [...(statement.values ?? [])],
          }),
    ),
  );
  return answers.map((answer) => {
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  });
};

/** The rows of an answer, parsed. */
export const rowsOf = <S extends z.ZodType>(
  answer: QueryResult | null | undefined,
  schema: S,
): z.output<S>[] => (answer?.rows ?? []).map((row: unknown) => schema.parse(row));
