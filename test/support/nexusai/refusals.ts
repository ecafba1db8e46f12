import { z } from 'zod';

/** An answer other than success; thrown by handlers, turned into HTTP by the server. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly status: 401 | 402 | 422 | 500,
    readonly detail: unknown,
  ) {
    super(typeof detail === 'string' ? detail : JSON.stringify(detail));
  }
}

/** A rule of the business is broken: HTTP 402 with a sentence. */
export const refuse = (detail: string): never => {
  throw new Refusal(402, detail);
};

/** An exception nobody caught on the server: HTTP 500, plain text. */
export const crash = (): never => {
  throw new Refusal(500, 'Internal Server Error');
};

/** Parses a request the way FastAPI does: what does not fit the schema is a 422 that lists the places. */
export function parseRequest<T>(schema: z.ZodType<T>, given: unknown, where: 'body' | 'query' = 'body'): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const detail = parsed.error.issues.map((issue) => ({
    type: issue.code === 'invalid_type' ? 'missing' : 'value_error',
    loc: [where, ...issue.path],
    msg: issue.message,
    input: given,
  }));
  throw new Refusal(422, detail);
}

/** Integers as pydantic takes them: numbers without a fraction, and text that reads so. */
export const integer = z.union([
  z.int(),
  z
    .string()
    .regex(/^[+-]?\d+$/)
    .transform(Number),
]);
