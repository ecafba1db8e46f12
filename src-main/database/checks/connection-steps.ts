import { connect } from 'node:net';
import { Client } from 'pg';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import type { Problem } from '../../contract/errors';
import type { Check } from '../../contract/status';
import { databaseProblem, errorCodeOf } from '../database-problem';
import { parseDatabaseUrl } from '../database-url';
import type { DatabaseTarget } from '../database-url';
import { oldestServer } from '../migrator';
import { clientConfig } from '../pooled-client';
import { privilegesCheck, schemaCheck } from './schema-checks';

const reachMs = 5_000;

/** The steps of a connection, in order; the first that fails is the last. */
export interface ConnectionSteps {
  readonly checks: readonly Check[];
  /** Open when every step that needs it passed; the caller closes it. */
  readonly client: Client | null;
  readonly target: DatabaseTarget | null;
}

/**
 * Tries a database step by step: the URL, the host, signing in, encryption, version, privileges, schema. For the
 * settings' "Test connection". Never throws; no check's text holds the password.
 */
export async function testConnection(url: string, password: string | null): Promise<Check[]> {
  const { checks, client } = await connectionSteps(url, password, 'nexus-scheduler test');
  await client?.end().catch(() => undefined);
  return [...checks];
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
  const checks: Check[] = [reached, pass('Sign in', `Signed in as ${target.user} to ${target.database}.`)];
  try {
    checks.push(await encryptionCheck(client, target), await versionCheck(client));
    checks.push(await privilegesCheck(client, target), await schemaCheck(client));
  } catch (error) {
    checks.push(failed('Questions', databaseProblem(error, target.label)));
  }
  return { checks, client, target };
}

function readTarget(url: string, password: string | null): DatabaseTarget | Check {
  try {
    return parseDatabaseUrl(url, password);
  } catch (error) {
    return failed('Database URL', databaseProblem(error, 'the database URL'));
  }
}

function reachCheck(target: DatabaseTarget): Promise<Check> {
  const where = target.host.startsWith('/')
    ? { path: `${target.host}/.s.PGSQL.${target.port}` }
    : { host: target.host, port: target.port };
  return new Promise((resolve) => {
    const socket = connect(where);
    const done = (check: Check): void => {
      socket.destroy();
      resolve(check);
    };
    socket.setTimeout(reachMs, () => {
      const late = Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' });
      done(failed('Reach the host', databaseProblem(late, target.label)));
    });
    socket.once('error', (error) => done(failed('Reach the host', databaseProblem(error, target.label))));
    socket.once('connect', () => done(pass('Reach the host', `A server answers at ${target.label}.`)));
  });
}

function signInFailed(error: unknown, target: DatabaseTarget): Check {
  const text = error instanceof Error ? error.message : '';
  const noTls = /does not support SSL/i.test(text);
  const certificate = /certificate|self.signed|altnames/i.test(`${text} ${errorCodeOf(error) ?? ''}`);
  if (!noTls && !certificate) return failed('Sign in', databaseProblem(error, target.label));
  return {
    name: 'Encryption',
    result: 'fail',
    text: noTls
      ? 'The server does not offer encryption.'
      : `The server's certificate was not accepted: ${text}.`,
    remedy: noTls
      ? 'Turn TLS on in the server, or take sslmode out of the database URL.'
      : 'Name the authority’s certificate with sslrootcert=FILE, or use sslmode=require to encrypt without checking it.',
  };
}

async function encryptionCheck(client: ClientBase, target: DatabaseTarget): Promise<Check> {
  const answer = await client.query('SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()');
  const row = z.array(z.object({ ssl: z.boolean(), version: z.string().nullable() })).parse(answer.rows)[0];
  if (row?.ssl === true) return pass('Encryption', `Encrypted (${row.version ?? 'TLS'}).`);
  const near = target.host.startsWith('/') || ['localhost', '127.0.0.1', '::1'].includes(target.host);
  if (near) return pass('Encryption', 'Not encrypted; the server is on this machine.');
  return {
    name: 'Encryption',
    result: 'warn',
    text: 'Not encrypted: whoever is on the way can read along.',
    remedy: 'Add ?sslmode=require (or verify-full with sslrootcert) to the database URL.',
  };
}

async function versionCheck(client: ClientBase): Promise<Check> {
  const answer = await client.query(
    "SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number",
  );
  const { version, number } = z.object({ version: z.string(), number: z.number() }).parse(answer.rows[0]);
  if (number >= oldestServer) return pass('Version', `PostgreSQL ${version}.`);
  return {
    name: 'Version',
    result: 'fail',
    text: `PostgreSQL ${version}; 14 or newer is needed.`,
    remedy: 'Upgrade the server, or use the embedded database.',
  };
}

function pass(name: string, text: string): Check {
  return { name, result: 'pass', text, remedy: null };
}

function failed(name: string, problem: Problem): Check {
  return { name, result: 'fail', text: problem.message, remedy: problem.info.remedy };
}
