import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const openssl = (folder: string, ...args: string[]): Promise<unknown> =>
  promisify(execFile)('openssl', args, { cwd: folder });

/** A certificate authority of one's own, as a company's network has it, and a server's certificate signed by it. */
export const selfMadeAuthority = async (
  folder: string,
  host: string,
): Promise<{ readonly caFile: string; readonly key: Buffer; readonly cert: Buffer }> => {
  const newKey = ['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  await openssl(
    folder,
    ...newKey,
    '-x509',
    '-days',
    '2',
    '-subj',
    '/CN=Our own authority',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
  );
  await openssl(folder, ...newKey, '-subj', `/CN=${host}`, '-keyout', 'server.key', '-out', 'server.csr');
  await writeFile(join(folder, 'names'), `subjectAltName=DNS:${host}`);
  await openssl(
    folder,
    'x509',
    '-req',
    '-in',
    'server.csr',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-days',
    '2',
    '-extfile',
    'names',
    '-out',
    'server.pem',
  );
  return {
    caFile: join(folder, 'ca.pem'),
    key: await readFile(join(folder, 'server.key')),
    cert: await readFile(join(folder, 'server.pem')),
  };
};
