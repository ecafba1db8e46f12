import { Problem } from '../contract/errors';
import type { Text } from '../contract/text';
import { awayTexts, databaseTexts } from './database-texts';

type At = (label: string) => Text;

/** Errors that mean "the database is away", by Node's code or SQLSTATE: what is wrong, what helps. */
const away: Readonly<Record<string, readonly [At, Text]>> = {
  ECONNREFUSED: [awayTexts.noServer, awayTexts.startServer],
  ENOENT: [awayTexts.noServer, awayTexts.startServerSocket],
  ENOTFOUND: [awayTexts.hostUnknown, awayTexts.correctHost],
  EAI_AGAIN: [awayTexts.hostNotNow, awayTexts.checkNetwork],
  EHOSTUNREACH: [awayTexts.noWay, awayTexts.checkVpn],
  ENETUNREACH: [awayTexts.noWay, awayTexts.checkVpn],
  ETIMEDOUT: [awayTexts.late, awayTexts.checkVpn],
  ECONNRESET: [awayTexts.lost, awayTexts.keepsTrying],
  EPIPE: [awayTexts.lost, awayTexts.keepsTrying],
  '25P03': [awayTexts.stoodStill, awayTexts.keepsTrying],
  '25P04': [awayTexts.stoodStill, awayTexts.keepsTrying],
  '25006': [awayTexts.readOnly, awayTexts.namePrimary],
  '28P01': [awayTexts.wrongPassword, awayTexts.checkAccount],
  '28000': [awayTexts.notLetIn, awayTexts.checkAccountEncrypt],
  '3D000': [awayTexts.noDatabase, awayTexts.createDatabase],
  '42501': [awayTexts.mayNotConnect, awayTexts.grantConnect],
  '53100': [awayTexts.diskFull, awayTexts.makeRoom],
  '53300': [awayTexts.full, awayTexts.raiseConnections],
  '57P01': [awayTexts.shutDown, awayTexts.keepsTrying],
  '57P02': [awayTexts.crashed, awayTexts.keepsTrying],
  '57P03': [awayTexts.startingUp, awayTexts.keepsTrying],
};

/** What a text without a code says. */
const awayPatterns: readonly (readonly [RegExp, string])[] = [
  [/timeout|timed out/i, 'ETIMEDOUT'],
  [/terminated|ended|closed|not queryable|connection error/i, 'ECONNRESET'],
];

/** SQLSTATE classes in which the connection or the server is at fault, not the statement: it lacks room, or its own files. */
const awayState = /^(08|53|57P0|58)/;

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
  const details = { ...(code === null ? {} : { code }), ...constraintOf(error) };
  const known = code === null ? undefined : away[code];
  if (known !== undefined && (code !== '42501' || isConnect(error))) {
    const [at, remedy] = known;
    return new Problem('database_unreachable', at(label), { remedy, details, cause: error });
  }
  if (isDatabaseAway(error)) {
    const remedy = awayTexts.keepsTrying;
    const says = awayTexts.unusable(label, said(error));
    return new Problem('database_unreachable', says, { remedy, details, cause: error });
  }
  const [says, remedy] = refusal(code, label, said(error));
  return new Problem('database_failed', says, { remedy, details, cause: error });
}

/** Why a statement was refused, and what helps. */
function refusal(code: string | null, label: string, why: string): readonly [Text, Text] {
  switch (code) {
    case '42501':
      return [databaseTexts.lacksPrivilege(label, why), databaseTexts.ownerGrants];
    case '55P03':
      return [databaseTexts.heldElsewhere(label), databaseTexts.endOther];
    default:
      return [databaseTexts.refusedStatement(label, why), databaseTexts.seeLog];
  }
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
  return awayPatterns.find(([pattern]) => pattern.test(text))?.[1] ?? null;
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
