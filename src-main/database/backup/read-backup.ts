import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { Problem } from '../../contract/errors';
import { thrownText, type Text } from '../../contract/text';
import { backupTexts } from './backup-texts';
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
    throw unreadable(file, thrownText(error), error);
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
  if (!header.success) throw unreadable(file, backupTexts.noHeader(formatName), header.error);
  if (header.data.version > formatVersion) {
    throw new Problem('schema_newer', backupTexts.newer(file), {
      remedy: backupTexts.updateFirst,
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
    throw unreadable(file, backupTexts.noJsonLine, error);
  }
}

export function unreadable(file: string, why: Text, cause?: unknown): Problem {
  return new Problem('invalid_input', backupTexts.unreadable(file, why), {
    remedy: backupTexts.checkPath,
    ...(cause === undefined ? {} : { cause }),
  });
}
