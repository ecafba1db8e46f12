import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import { Problem } from '../contract/errors';
import { databaseTexts } from './database-texts';

/** What a database URL says, ready for the driver. */
export interface DatabaseTarget {
  /** Host name, address, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string | null;
  readonly database: string;
  readonly ssl: false | ConnectionOptions;
  /** For people: without the password. */
  readonly label: string;
}

/**
 * Reads `postgresql://user:password@host:port/database?sslmode=…&sslrootcert=…`, or `?host=/folder` for a Unix socket.
 * `sslmode` means what it means to libpq: `require` encrypts, `verify-ca` and `verify-full` also check the certificate.
 * @param password taken when the URL has none
 * @throws Problem `invalid_input`; its words never hold the password
 */
export function parseDatabaseUrl(text: string, password: string | null = null): DatabaseTarget {
  const url = toUrl(text.trim());
  if (url.protocol !== 'postgresql:' && url.protocol !== 'postgres:') {
    throw new Problem('invalid_input', databaseTexts.urlStart, {
      remedy: databaseTexts.urlForm,
    });
  }
  const user = decode(url.username) || url.searchParams.get('user') || '';
  const database = decode(url.pathname.replace(/^\//, '')) || user;
  if (user === '' || database === '') {
    throw new Problem('invalid_input', databaseTexts.urlNames, { remedy: databaseTexts.urlForm });
  }
  const host =
    url.searchParams.get('host') ?? (decode(url.hostname).replace(/^\[(.*)\]$/, '$1') || 'localhost');
  const port = Number(url.searchParams.get('port') ?? (url.port || '5432'));
  const ssl = tls(url, host);
  return {
    host,
    port,
    user,
    password: decode(url.password) || password,
    database,
    ssl,
    label: host.startsWith('/') ? `${user}@${host}/${database}` : `${user}@${host}:${port}/${database}`,
  };
}

/** The URL as it may be shown: its password replaced by `***`. Text that is no URL comes back as `***`. */
export function redactDatabaseUrl(text: string): string {
  try {
    const url = toUrl(text.trim());
    if (url.password !== '') url.password = '***';
    return url.toString();
  } catch {
    return '***';
  }
}

function toUrl(text: string): URL {
  try {
    // An empty host after a user name is fine for libpq (it means the socket) and an error for URL.
    return new URL(text.replace(/^(postgres(?:ql)?:\/\/[^/?#]*)@(?=[/?]|$)/, '$1@localhost'));
  } catch {
    throw new Problem('invalid_input', databaseTexts.urlUnreadable, { remedy: databaseTexts.urlForm });
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function tls(url: URL, host: string): false | ConnectionOptions {
  const mode = url.searchParams.get('sslmode') ?? 'disable';
  if (mode === 'disable' || mode === 'allow' || mode === 'prefer') return false;
  if (mode !== 'require' && mode !== 'verify-ca' && mode !== 'verify-full' && mode !== 'no-verify') {
    throw new Problem('invalid_input', databaseTexts.sslmode(mode), {
      remedy: databaseTexts.sslmodes,
    });
  }
  const file = url.searchParams.get('sslrootcert');
  const ca = file === null || file === 'system' ? null : readCertificate(file);
  const verify = mode === 'verify-full' || mode === 'verify-ca' || (mode === 'require' && ca !== null);
  return {
    rejectUnauthorized: verify,
    ...(ca === null ? {} : { ca }),
    ...(mode === 'verify-full' ? {} : { checkServerIdentity: () => undefined }),
    ...(/^[\d.:]+$/.test(host) ? {} : { servername: host }),
  };
}

function readCertificate(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Problem('invalid_input', databaseTexts.certificate(file), {
      remedy: databaseTexts.correctCertificate,
      cause,
    });
  }
}
