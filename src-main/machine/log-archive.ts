import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';

/** Bounds of the log on disk: `files` × `bytesPerFile`, and nothing older than `days`. */
export interface LogBounds {
  readonly bytesPerFile: number;
  readonly files: number;
  readonly days: number;
}

const dayMs = 86_400_000;

/** Earlier parts of a log: `name.1.log` is the one before the present, and so on. Newest first. */
const archives = (file: string): readonly string[] => {
  const stem = basename(file, extname(file));
  const pattern = new RegExp(`^${stem.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\.(\\d+)\\${extname(file)}$`);
  return readdirSync(dirname(file))
    .map((name) => ({ name, number: Number(pattern.exec(name)?.[1] ?? NaN) }))
    .filter(({ number }) => Number.isFinite(number))
    .sort((a, b) => a.number - b.number)
    .map(({ name }) => join(dirname(file), name));
};

/** Deletes parts beyond the number and the age allowed. The present file is left alone. */
export const pruneLog = (file: string, bounds: LogBounds, nowMs: number): void => {
  for (const [index, archive] of archives(file).entries()) {
    const tooMany = index + 1 >= bounds.files;
    if (tooMany || nowMs - statSync(archive).mtimeMs > bounds.days * dayMs) rmSync(archive, { force: true });
  }
};

/** Puts the present file aside as `name.1.log`, moving earlier ones on by one. */
export const rotateLog = (file: string, bounds: LogBounds, nowMs: number): void => {
  const place = (number: number): string =>
    join(dirname(file), `${basename(file, extname(file))}.${number}${extname(file)}`);
  for (let number = bounds.files - 1; number >= 1; number--) {
    if (existsSync(place(number))) renameSync(place(number), place(number + 1));
  }
  if (existsSync(file)) renameSync(file, place(1));
  pruneLog(file, bounds, nowMs);
};
