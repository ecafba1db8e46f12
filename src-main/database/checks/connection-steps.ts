import { connect } from 'node:net';
import { Client } from 'pg';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import type { Problem } from '../../contract/errors';
import type { Locale } from '../../contract/primitives';
import { checkIn, type SpokenCheck } from '../../contract/spoken-check';
import type { Check } from '../../contract/status';
import type { Text } from '../../contract/text';
import { databaseProblem, errorCodeOf } from '../database-problem';
import { parseDatabaseUrl } from '../database-url';
import type { DatabaseTarget } from '../database-url';
import { oldestServer } from '../migrator';
import { clientConfig } from '../pooled-client';
import { checkTexts } from './check-texts';
import { privilegesCheck, schemaCheck } from './schema-checks';

const reachMs = 5_000;

/** The steps of a connection, in order; the first that fails is the last. */
export interface ConnectionSteps {
  readonly checks: readonly SpokenCheck[];
  /** Open when every step that needs it passed; the caller closes it. */
  readonly client: Client | null;
  readonly target: DatabaseTarget | null;
}

/**
 * Tries a database step by step: the URL, the host, signing in, encryption, version, privileges, schema. For the
 * settings' "Test connection". Never throws; no check's text holds the password.
 */
export async function testConnection(
  url: string,
  password: string | null,
  locale: Locale = 'en',
): Promise<Check[]> {
  const { checks, client } = await connectionSteps(url, password, 'nexus-scheduler test');
  await client?.end().catch(() => undefined);
  return checks.map((check) => checkIn(check, locale));
}

/** As `testConnection`, and hands the open connection on for more checks. */
export async function connectionSteps(
  url: string,
  password: string | null,
  applicationName: string,
): Promise<ConnectionSteps> {
  const target = readTarget(url, password);
  if (!('host' in target)) return { checks: [target], client: null, target: null };
  const reached = await reachCheck(target);
  if (reached.result === 'fail') return { checks: [reached], client: null, target };
  const client = new Client(clientConfig(target, applicationName));
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query("SET statement_timeout = '15s'");
  } catch (error) {
    await client.end().catch(() => undefined);
    return { checks: [reached, signInFailed(error, target)], client: null, target };
  }
  const signedIn = pass(checkTexts.signIn, checkTexts.signedIn(target.user, target.database));
  const checks: SpokenCheck[] = [reached, signedIn];
  try {
    checks.push(await encryptionCheck(client, target), await versionCheck(client));
    checks.push(await privilegesCheck(client, target), await schemaCheck(client));
  } catch (error) {
    checks.push(failed(checkTexts.questions, databaseProblem(error, target.label)));
  }
  return { checks, client, target };
}

function readTarget(url: string, password: string | null): DatabaseTarget | SpokenCheck {
  try {
    return parseDatabaseUrl(url, password);
  } catch (error) {
    return failed(checkTexts.url, databaseProblem(error, 'PostgreSQL'));
  }
}

function reachCheck(target: DatabaseTarget): Promise<SpokenCheck> {
  const where = target.host.startsWith('/')
    ? { path: `${target.host}/.s.PGSQL.${target.port}` }
    : { host: target.host, port: target.port };
  return new Promise((resolve) => {
    const socket = connect(where);
    const done = (check: SpokenCheck): void => {
      socket.destroy();
      resolve(check);
    };
    socket.setTimeout(reachMs, () => {
      const late = Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' });
      done(failed(checkTexts.reach, databaseProblem(late, target.label)));
    });
    socket.once('error', (error) => done(failed(checkTexts.reach, databaseProblem(error, target.label))));
    socket.once('connect', () => done(pass(checkTexts.reach, checkTexts.answers(target.label))));
  });
}

function signInFailed(error: unknown, target: DatabaseTarget): SpokenCheck {
  const text = error instanceof Error ? error.message : '';
  const noTls = /does not support SSL/i.test(text);
  const certificate = /certificate|self.signed|altnames/i.test(`${text} ${errorCodeOf(error) ?? ''}`);
  if (!noTls && !certificate) return failed(checkTexts.signIn, databaseProblem(error, target.label));
  return {
    name: checkTexts.encryption,
    result: 'fail',
    text: noTls ? checkTexts.noEncryption : checkTexts.certificateRefused(text),
    remedy: noTls ? checkTexts.turnTlsOn : checkTexts.nameAuthority,
  };
}

async function encryptionCheck(client: ClientBase, target: DatabaseTarget): Promise<SpokenCheck> {
  const answer = await client.query('SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()');
  const row = z.array(z.object({ ssl: z.boolean(), version: z.string().nullable() })).parse(answer.rows)[0];
  if (row?.ssl === true) return pass(checkTexts.encryption, checkTexts.encrypted(row.version ?? 'TLS'));
  const near = target.host.startsWith('/') || ['localhost', '127.0.0.1', '::1'].includes(target.host);
  if (near) return pass(checkTexts.encryption, checkTexts.plainHere);
  return {
    name: checkTexts.encryption,
    result: 'warn',
    text: checkTexts.plainAway,
    remedy: checkTexts.addSslmode,
  };
}

async function versionCheck(client: ClientBase): Promise<SpokenCheck> {
  const answer = await client.query(
    "SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number",
  );
  const { version, number } = z.object({ version: z.string(), number: z.number() }).parse(answer.rows[0]);
  if (number >= oldestServer) return pass(checkTexts.version, checkTexts.server(version));
  return {
    name: checkTexts.version,
    result: 'fail',
    text: checkTexts.serverOld(version),
    remedy: checkTexts.upgrade,
  };
}

function pass(name: Text, text: Text): SpokenCheck {
  return { name, result: 'pass', text, remedy: null };
}

function failed(name: Text, { text, remedy }: Problem): SpokenCheck {
  return { name, result: 'fail', text, remedy };
}
