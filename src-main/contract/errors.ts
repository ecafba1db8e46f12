import { z } from 'zod';
import { contractTexts } from './contract-texts';
import { issueText } from './issue-text';
import type { Locale } from './primitives';
import { SpokenError, type Text } from './text';

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

interface Issue {
  readonly path: string;
  readonly message: Text;
}

interface ProblemOptions {
  readonly remedy?: Text;
  readonly since?: Date;
  readonly issues?: readonly Issue[];
  readonly details?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** An error an operator may read. Anything else that is thrown becomes `internal` at the boundary, its stack in the log. */
export class Problem extends SpokenError {
  readonly code: ErrorCode;
  readonly remedy: Text | null;
  readonly issues: readonly Issue[];
  /** In English. */
  readonly info: ErrorInfo;
  readonly #options: ProblemOptions;

  constructor(code: ErrorCode, says: Text, options: ProblemOptions = {}) {
    super(says, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Problem';
    this.code = code;
    this.remedy = options.remedy ?? null;
    this.issues = options.issues ?? [];
    this.#options = options;
    this.info = this.infoIn();
  }

  /** The problem as a value, in the reader's language. */
  infoIn(locale: Locale = 'en'): ErrorInfo {
    const { since, details } = this.#options;
    return {
      code: this.code,
      message: this.text[locale],
      remedy: this.remedy?.[locale] ?? null,
      since: since?.toISOString() ?? null,
      issues: this.issues.map(({ path, message }) => ({ path, message: message[locale] })),
      details: { ...details },
    };
  }
}

/**
 * The fields a schema did not accept, each with what it says.
 * @param schema what was parsed with, so that its limits are named
 * @param within path of what was parsed
 */
export const issuesOf = (
  error: z.ZodError,
  schema?: z.ZodType,
  ...within: readonly string[]
): readonly Issue[] =>
  error.issues.map((issue) => ({
    path: [...within, ...issue.path].join('.'),
    message: issueText(issue, schema),
  }));

/** A zod failure as a `Problem`, one issue a field. */
export const inputProblem = (error: z.ZodError, what: Text, schema?: z.ZodType): Problem =>
  new Problem('invalid_input', contractTexts.notValid(what), {
    remedy: contractTexts.correctFields,
    issues: issuesOf(error, schema),
  });
