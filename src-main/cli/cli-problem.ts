import { Problem, type ErrorCode } from '../contract/errors';
import { verbatim } from '../contract/text';

interface CliProblemOptions {
  readonly remedy?: string;
  readonly issues?: readonly { readonly path: string; readonly message: string }[];
  readonly cause?: unknown;
}

/** What the command line finds wrong by itself. It speaks English; no window ever shows it. */
export const cliProblem = (
  code: ErrorCode,
  message: string,
  { remedy, issues, cause }: CliProblemOptions = {},
): Problem =>
  new Problem(code, verbatim(message), {
    ...(remedy === undefined ? {} : { remedy: verbatim(remedy) }),
    ...(issues === undefined
      ? {}
      : { issues: issues.map((issue) => ({ path: issue.path, message: verbatim(issue.message) })) }),
    ...(cause === undefined ? {} : { cause }),
  });
