import { z } from 'zod';

/** Codes an error carries across every boundary; documented in README. */
export const errorCode = z.enum([
  'invalid_input',
  'not_found',
  'conflict',
  'refused',
  'database_unreachable',
  'database_failed',
  'schema_newer',
  'data_folder_other_version',
  'embedded_start_failed',
  'already_running',
  'unsupported',
  'connection_failed',
  'internal',
]);
export type ErrorCode = z.infer<typeof errorCode>;

/**
 * An error as a value: what happened, what the program does about it and what the reader can do. Never a stack.
 * `issues` name the fields of an input that were not accepted.
 */
export const errorInfo = z.object({
  code: errorCode,
  message: z.string(),
  remedy: z.string().nullable(),
  since: z.iso.datetime().nullable(),
  issues: z.array(z.object({ path: z.string(), message: z.string() })),
  /** For support: SQLSTATE, run id and the like. */
  details: z.record(z.string(), z.string()),
});
export type ErrorInfo = z.infer<typeof errorInfo>;

interface ProblemOptions {
  readonly remedy?: string;
  readonly since?: Date;
  readonly issues?: readonly { readonly path: string; readonly message: string }[];
  readonly details?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** An error an operator may read. Anything else that is thrown becomes `internal` at the boundary, its stack in the log. */
export class Problem extends Error {
  readonly code: ErrorCode;
  readonly info: ErrorInfo;

  constructor(code: ErrorCode, message: string, options: ProblemOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Problem';
    this.code = code;
    this.info = {
      code,
      message,
      remedy: options.remedy ?? null,
      since: options.since?.toISOString() ?? null,
      issues: options.issues?.map((issue) => ({ ...issue })) ?? [],
      details: { ...options.details },
    };
  }
}

/** A zod failure as a `Problem`, one issue a field. */
export const inputProblem = (error: z.ZodError, what: string): Problem =>
  new Problem('invalid_input', `${what} is not valid.`, {
    remedy: 'Correct the named fields and try again.',
    issues: error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
  });
