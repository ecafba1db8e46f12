import { Problem } from '../contract/errors';

interface Words {
  readonly code: 'database_unreachable' | 'database_failed';
  readonly message: string;
  readonly remedy: string;
}

const signIn = 'Check the user name and the password of the database URL.';
const retry = 'The program keeps trying; nothing is to be done unless this lasts.';

/** Errors that mean "the database is away", by Node's code or SQLSTATE, in words. `@` stands for where. */
const away: Readonly<Record<string, readonly [string, string]>> = {
  ECONNREFUSED: [
    'No database server answers at @.',
    'Start the server, or correct host and port in the database URL.',
  ],
  ENOENT: [
    'No database server answers at @.',
    'Start the server, or correct the socket folder in the database URL.',
  ],
  ENOTFOUND: [
    "The database's host name is not known: @.",
    'Correct the host name, or check this machine’s name service.',
  ],
  EAI_AGAIN: ["The database's host name cannot be looked up now: @.", 'Check the network of this machine.'],
  EHOSTUNREACH: ['There is no way to the database at @.', 'Check the network, VPN and firewall.'],
  ENETUNREACH: ['There is no way to the database at @.', 'Check the network, VPN and firewall.'],
  ETIMEDOUT: ['The database at @ does not answer in time.', 'Check the network, VPN and firewall.'],
  ECONNRESET: ['The connection to the database at @ was lost.', retry],
  EPIPE: ['The connection to the database at @ was lost.', retry],
  '28P01': ['The database at @ did not accept the password.', signIn],
  '28000': [
    'The database at @ does not let this user in.',
    `${signIn} If it asks for encryption, add ?sslmode=require.`,
  ],
  '3D000': [
    'The database named in @ does not exist.',
    'Create it (CREATE DATABASE …), or correct the database URL.',
  ],
  '42501': ['The user of @ may not connect to this database.', 'GRANT CONNECT ON DATABASE … TO the user.'],
  '53300': [
    'The database at @ has no connection left.',
    'Close other programs’ connections or raise max_connections.',
  ],
  '57P01': ['The database at @ was shut down.', retry],
  '57P02': ['The database at @ ended after a crash and starts again.', retry],
  '57P03': ['The database at @ is starting up or shutting down.', retry],
};

/** What a text without a code says. */
const awayTexts: readonly (readonly [RegExp, string])[] = [
  [/timeout|timed out/i, 'ETIMEDOUT'],
  [/terminated|ended|closed|not queryable|connection error/i, 'ECONNRESET'],
];

/** SQLSTATE classes in which the connection or the server is at fault, not the statement. */
const awayState = /^(08|57P0)/;

/** SQLSTATE or Node code of an error, looked for through what Sequelize, umzug and the driver wrap around it. */
export function errorCodeOf(error: unknown): string | null {
  for (let at = error, depth = 0; isRecord(at) && depth < 6; depth += 1) {
    if (typeof at['code'] === 'string' && !(at instanceof Problem)) return at['code'];
    at =
      at['original'] ??
      at['parent'] ??
      at['cause'] ??
      (Array.isArray(at['errors']) ? at['errors'][0] : undefined);
  }
  return null;
}

/** True when the database is away: trying again later can help, another statement cannot. */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof Problem) return error.code === 'database_unreachable';
  if (isOfFileSystem(error)) return false;
  const code = errorCodeOf(error);
  if (isConnect(error)) return true;
  if (code !== null) return code !== '42501' && (code in away || awayState.test(code));
  return textCode(error) !== null;
}

/**
 * Puts a driver's error into words: `database_unreachable` when the database is away, else `database_failed`. SQLSTATE
 * and constraint are kept in `details`. Passwords never get in: neither the URL nor a bound value is quoted.
 * @param label where, as in `DatabaseTarget.label`
 */
export function databaseProblem(error: unknown, label: string): Problem {
  if (error instanceof Problem) return error;
  const code = errorCodeOf(error) ?? textCode(error);
  const words = describe(error, code);
  return new Problem(words.code, words.message.replace('@', label), {
    remedy: words.remedy,
    details: { ...(code === null ? {} : { code }), ...constraintOf(error) },
    cause: error,
  });
}

function describe(error: unknown, code: string | null): Words {
  const known = code === null ? undefined : away[code];
  if (known !== undefined && (code !== '42501' || isConnect(error))) {
    return { code: 'database_unreachable', message: known[0], remedy: known[1] };
  }
  if (isDatabaseAway(error)) {
    return {
      code: 'database_unreachable',
      message: `The database at @ cannot be used: ${said(error)}`,
      remedy: retry,
    };
  }
  if (code === '42501') {
    return {
      code: 'database_failed',
      message: `The database user of @ lacks a privilege: ${said(error)}`,
      remedy: 'Let the owner of the database GRANT it, or use the owner’s account.',
    };
  }
  return {
    code: 'database_failed',
    message: `The database at @ refused a statement: ${said(error)}`,
    remedy: 'See the log for the statement; `doctor` checks the database.',
  };
}

/** ENOENT and the like of a file, not of a socket: the work done with a connection may read and write files. */
function isOfFileSystem(error: unknown): boolean {
  return isRecord(error) && typeof error['path'] === 'string' && error['syscall'] !== 'connect';
}

function isConnect(error: unknown): boolean {
  return isRecord(error) && named(error).startsWith('SequelizeConnection');
}

function textCode(error: unknown): string | null {
  if (!isRecord(error)) return null;
  const text = said(error);
  return awayTexts.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

function constraintOf(error: unknown): Record<string, string> {
  const original = isRecord(error) && isRecord(error['original']) ? error['original'] : error;
  return isRecord(original) && typeof original['constraint'] === 'string'
    ? { constraint: original['constraint'] }
    : {};
}

function said(error: unknown): string {
  return error instanceof Error ? error.message.replace(/:\/\/[^@\s]*@/g, '://***@') : 'unknown reason';
}

function named(error: Readonly<Record<string, unknown>>): string {
  return typeof error['name'] === 'string' ? error['name'] : '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
