import { createWriteStream } from 'node:fs';
import { realpath, rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { Problem } from '../../contract/errors';
import type { Database } from '../connection';
import { refuseNewerSchema, schemaState } from '../migrator';
import { backupTexts } from './backup-texts';
import { backupTables, formatName, formatVersion } from './backup-format';
import { quoted, tableColumns } from './table-columns';

export interface BackupReport {
  readonly file: string;
  readonly bytes: number;
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
}

/** Rows held in memory at a time. */
const batch = 200;

/**
 * Writes every table of ours into one compressed file, as of one moment, while others go on working. The file appears
 * whole or not at all and is readable by its owner only, because inputs may hold secrets.
 * @throws Problem `refused` without a schema, `schema_newer`, `database_unreachable`; `internal` when the file cannot be written
 */
export async function writeBackup(
  database: Database,
  file: string,
  programVersion: string,
): Promise<BackupReport> {
  const target = await targetOf(file);
  const half = `${target}.part`;
  const rows: Record<string, number> = {};
  try {
    await database.withClient(async (client) => {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      await client.query("SET LOCAL TIME ZONE 'UTC'; SET LOCAL DateStyle = 'ISO'");
      const lines = Readable.from(backupLines(client, programVersion, rows));
      await pipeline(lines, createGzip(), createWriteStream(half, { mode: 0o600 }));
      await client.query('COMMIT');
    });
    await rename(half, target);
    return { file, bytes: (await stat(target)).size, rows };
  } catch (error) {
    await rm(half, { force: true });
    throw fileProblem(error, file) ?? database.problem(error);
  }
}

async function* backupLines(
  client: ClientBase,
  programVersion: string,
  rows: Record<string, number>,
): AsyncGenerator<string> {
  const schema = await schemaState(client);
  refuseNewerSchema(schema);
  if (schema.state !== 'current') {
    throw new Problem('refused', backupTexts.noSchema, {
      remedy: backupTexts.migrateFirst,
    });
  }
  const createdAt = new Date().toISOString();
  const header = {
    format: formatName,
    version: formatVersion,
    createdAt,
    programVersion,
    migrations: schema.applied,
  };
  yield `${JSON.stringify(header)}\n`;
  for (const table of backupTables) {
    const columns = (await tableColumns(client, table)).map((column) => column.name);
    yield `${JSON.stringify({ table, columns })}\n`;
    let count = 0;
    for await (const lines of tableRows(client, table, columns)) {
      count += lines.length;
      yield `${lines.join('\n')}\n`;
    }
    rows[table] = count;
  }
  yield `${JSON.stringify({ end: true, rows })}\n`;
}

async function* tableRows(
  client: ClientBase,
  table: string,
  columns: readonly string[],
): AsyncGenerator<readonly string[]> {
  const values = columns.map((column) => `${quoted(column)}::text`).join(', ');
  await client.query(
    `DECLARE backup NO SCROLL CURSOR FOR SELECT array_to_json(ARRAY[${values}])::text AS line FROM ${quoted(table)}`,
  );
  for (;;) {
    const answer = await client.query(`FETCH ${batch} FROM backup`);
    const lines = z.array(z.object({ line: z.string() })).parse(answer.rows);
    if (lines.length === 0) break;
    yield lines.map((row) => row.line);
  }
  await client.query('CLOSE backup');
}

/** Where the file is written; a link is followed, and a device, pipe or folder is not replaced by a file. */
async function targetOf(file: string): Promise<string> {
  const there = await stat(file).catch(() => null);
  if (there === null) return file;
  if (there.isFile()) return realpath(file);
  throw new Problem('invalid_input', backupTexts.notAFile(file), { remedy: backupTexts.nameFile });
}

/** Of a stream's write the system names no path: a disk without room, over its quota, broken, or a file too large. */
const diskCodes: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EIO', 'EROFS']);

/** What a file system says; anything else is the database's. */
function fileProblem(error: unknown, file: string): Problem | null {
  if (!(error instanceof Error) || !('syscall' in error)) return null;
  if (!('path' in error) && !('code' in error && diskCodes.has(error.code))) return null;
  return new Problem('internal', backupTexts.cannotWrite(file, error.message), {
    remedy: backupTexts.chooseFolder,
    cause: error,
  });
}
