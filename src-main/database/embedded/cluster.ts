import { existsSync } from 'node:fs';
import { appendFile, chown, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Problem } from '../../contract/errors';
import { embeddedTexts } from './embedded-texts';
import { runProgram } from './run-program';
import type { ServerAccount } from './server-account';
import type { ServerBinaries } from './server-binaries';

export const superuser = 'nexus';

/** Server log files kept; each is at most 5 MB. */
const logsKept = 5;

/**
 * Modest on memory (a desk has other things to do), full on durability. `max_connections` leaves room for a few programs
 * of ours and a person's psql. No replication, so the least write-ahead log.
 */
const configuration = `
# Nexus Scheduler's choices. ALTER SYSTEM overrides them.
shared_buffers = '64MB'
max_connections = 60
unix_socket_directories = ''
wal_level = minimal
max_wal_senders = 0
max_logical_replication_workers = 0
min_wal_size = '32MB'
max_wal_size = '512MB'
io_method = sync
jit = off
huge_pages = off
autovacuum_naptime = '20s'
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
log_destination = 'stderr'
logging_collector = on
log_directory = 'log'
log_filename = 'postgresql-%Y%m%d-%H%M%S.log'
log_rotation_size = '5MB'
log_rotation_age = 0
log_line_prefix = '%m [%p] %q%u@%d %a '
log_min_duration_statement = '5s'
log_checkpoints = off
`;

/**
 * Makes the cluster once: UTF-8, byte order (the screens sort names by themselves), SCRAM. Made beside its place and
 * renamed, so that one interrupted half-way is never taken for a whole one.
 * @throws Problem `embedded_start_failed` with initdb's words
 */
export async function createCluster(
  cluster: string,
  password: string,
  binaries: ServerBinaries,
  account: ServerAccount | null,
): Promise<void> {
  const half = `${cluster}.new`;
  const parent = dirname(cluster);
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { recursive: true, mode: 0o700 });
  const passwordFile = join(parent, `.password-${process.pid}`);
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (account !== null) {
    await chown(half, account.uid, account.gid);
    await chown(passwordFile, account.uid, account.gid);
  }
  const access = ['-U', superuser, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
  const locale = ['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const made = await runProgram(binaries.initdb, ['-D', half, ...access, ...locale, '--no-instructions'], {
    account,
    folder: parent,
  });
  await rm(passwordFile, { force: true });
  if (made.code !== 0) throw initFailed(made.output, cluster);
  await appendFile(join(half, 'postgresql.conf'), configuration);
  await rename(half, cluster);
}

/**
 * Refuses a cluster of another major version, which this server's programs cannot read.
 * @throws Problem `data_folder_other_version`
 */
export async function refuseOtherVersion(cluster: string, major: number): Promise<void> {
  const found = (await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  if (found === String(major)) return;
  throw new Problem('data_folder_other_version', embeddedTexts.otherVersion(cluster, found, major), {
    remedy: embeddedTexts.backupAndRestore,
    details: { folder: cluster, found, needed: String(major) },
  });
}

/** Gives the owner a new password, for a data folder whose password file was lost. The server must not run. */
export async function resetPassword(
  cluster: string,
  password: string,
  binaries: ServerBinaries,
  account: ServerAccount | null,
): Promise<void> {
  const input = `ALTER ROLE ${superuser} PASSWORD '${password}'\n`;
  const done = await runProgram(binaries.postgres, ['--single', '-D', cluster, 'postgres'], {
    account,
    folder: cluster,
    input,
  });
  if (done.code !== 0) throw initFailed(done.output, cluster);
}

/** Deletes the oldest server logs. */
export async function pruneServerLogs(cluster: string): Promise<void> {
  const folder = join(cluster, 'log');
  if (!existsSync(folder)) return;
  // The names are dates: the last ones are the newest.
  const names = (await readdir(folder))
    .filter((name) => name.startsWith('postgresql-'))
    .sort((a, b) => a.localeCompare(b));
  for (const name of names.slice(0, -logsKept)) await rm(join(folder, name), { force: true });
}

/** The last lines the server said, for an error message. */
export async function serverLogTail(cluster: string, startLog: string): Promise<string> {
  const folder = join(cluster, 'log');
  const names = [...(await readdir(folder).catch(() => []))].sort((a, b) => a.localeCompare(b));
  const newest = names[names.length - 1];
  const logs = [startLog, ...(newest === undefined ? [] : [join(folder, newest)])];
  const texts = await Promise.all(logs.map((file) => readFile(file, 'utf8').catch(() => '')));
  return texts.join('').trim().split('\n').slice(-15).join('\n');
}

function initFailed(output: string, cluster: string): Problem {
  return new Problem('embedded_start_failed', embeddedTexts.notSetUp(cluster), {
    remedy: embeddedTexts.checkSpace,
    details: { output: output.trim().slice(-2_000) },
  });
}
