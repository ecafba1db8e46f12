import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';

/** What is remembered of the embedded server: `embedded.json` in the data folder, readable by its owner only. */
export const serverRecord = z.object({
  password: z.string().regex(/^[0-9a-f]{32,}$/),
  /** Kept from start to start, so that other programs' settings stay true; 0 = not chosen yet. */
  port: z.number().int().min(0).max(65_535),
  /** Where the cluster is when it is not in the data folder (started as root, see `clusterFolder`). */
  elsewhere: z.string().nullable(),
});
export type ServerRecord = z.infer<typeof serverRecord>;

/** @returns null when there is none or it cannot be understood */
export async function readServerRecord(file: string): Promise<ServerRecord | null> {
  try {
    return serverRecord.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

export async function writeServerRecord(file: string, record: ServerRecord): Promise<void> {
  await writeFileAtomic(file, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
}

export function newServerRecord(elsewhere: string | null): ServerRecord {
  return { password: randomBytes(24).toString('hex'), port: 0, elsewhere };
}
