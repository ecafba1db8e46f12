import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { Problem } from '../../contract/errors';
import { backupHeader, formatName, formatVersion } from './backup-format';
import type { BackupHeader } from './backup-format';

/**
 * Reads a backup file line by line, in bounded memory.
 * @throws Problem `invalid_input` when the file is missing, damaged or no gzip
 */
export async function* readBackupLines(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const unzipped = createGunzip();
  source.on('error', (error) => unzipped.destroy(error));
  source.pipe(unzipped);
  unzipped.setEncoding('utf8');
  let rest = '';
  try {
    for await (const chunk of unzipped) {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    throw unreadable(file, error instanceof Error ? error.message : 'unknown reason', error);
  } finally {
    source.destroy();
    unzipped.destroy();
  }
  if (rest !== '') yield rest;
}

/** @throws Problem `invalid_input` for another kind of file, `schema_newer` for one of a newer format */
export function parseBackupHeader(line: string | undefined, file: string): BackupHeader {
  const value = line === undefined ? null : parseLine(line, file);
  const header = backupHeader.safeParse(value);
  if (!header.success) throw unreadable(file, `it does not start with a ${formatName} header`, header.error);
  if (header.data.version > formatVersion) {
    throw new Problem('schema_newer', `The backup ${file} was written by a newer Nexus Scheduler.`, {
      remedy: 'Update this program, then restore.',
      details: { version: String(header.data.version) },
    });
  }
  return header.data;
}

/** @throws Problem `invalid_input` */
export function parseLine(line: string, file: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw unreadable(file, 'a line of it is no JSON', error);
  }
}

export function unreadable(file: string, why: string, cause?: unknown): Problem {
  return new Problem('invalid_input', `The backup ${file} cannot be read: ${why}.`, {
    remedy: 'Check the path, or take another backup. Nothing was changed in the database.',
    ...(cause === undefined ? {} : { cause }),
  });
}
