import type { ErrorCode } from '../contract/errors';

/** What the program ends with; README has the same table. */
export const exitCode = { done: 0, other: 1, invalid: 2, databaseUnreachable: 3, refused: 4 } as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

const codes: Readonly<Record<ErrorCode, ExitCode>> = {
  invalid_input: exitCode.invalid,
  not_found: exitCode.invalid,
  database_unreachable: exitCode.databaseUnreachable,
  embedded_start_failed: exitCode.databaseUnreachable,
  schema_newer: exitCode.refused,
  data_folder_other_version: exitCode.refused,
  already_running: exitCode.refused,
  refused: exitCode.refused,
  conflict: exitCode.other,
  database_failed: exitCode.other,
  unsupported: exitCode.other,
  connection_failed: exitCode.other,
  internal: exitCode.other,
};

export const exitCodeOf = (code: ErrorCode): ExitCode => codes[code];

export const exitCodeHelp = `
Exit codes:
  0  done
  1  anything else
  2  usage or invalid input (also: no such task, run or workflow)
  3  the database cannot be reached or started
  4  refused (schema of a newer version, data folder of another one, another instance where only one may run, settings
     or secrets that cannot be read, a full disk)`;
