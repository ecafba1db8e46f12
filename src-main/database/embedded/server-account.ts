import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Problem } from '../../contract/errors';
import { embeddedTexts } from './embedded-texts';

/** The account the server runs under; `null` stands for our own. */
export interface ServerAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root. Started as root, the server runs as `postgres` where that user exists (Debian's
 * packages and images have it), else as `nobody`; started as anybody else, under our own account.
 * @throws Problem `embedded_start_failed` when root finds neither user
 */
export function serverAccount(passwdFile = '/etc/passwd'): ServerAccount | null {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return null;
  const users = readFileSync(passwdFile, 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const user = users.find((fields) => fields[0] === name);
    if (user !== undefined) return { name, uid: Number(user[2]), gid: Number(user[3]) };
  }
  throw new Problem('embedded_start_failed', embeddedTexts.asRoot, {
    remedy: embeddedTexts.ordinaryUser,
  });
}

/** Whether an account can walk into a folder that exists: every folder on the way must let it through. */
export function canReach(folder: string, account: ServerAccount | null): boolean {
  if (account === null) return true;
  for (let at = folder; ; at = dirname(at)) {
    const stat = statSync(at);
    const shift = stat.uid === account.uid ? 6 : stat.gid === account.gid ? 3 : 0;
    if (((stat.mode >> shift) & 1) === 0) return false;
    if (at === dirname(at)) return true;
  }
}
