import { randomUUID } from 'node:crypto';
import { link, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { Problem } from '../../contract/errors';
import { embeddedTexts } from './embedded-texts';
import { isAlive, ownMark, processMark } from './process-mark';

const lookAgainMs = 25;

/**
 * Runs `work` while no other program holds the lock file, so that of two programs starting at the same moment one starts
 * the server and the other finds it running. The file names its holder; one whose holder is dead is taken away.
 * @param timeoutMs how long to wait for another holder
 * @throws Problem `embedded_start_failed` when the lock stays taken
 */
export async function withStartLock<T>(file: string, timeoutMs: number, work: () => Promise<T>): Promise<T> {
  const mine = `${file}.${randomUUID()}`;
  // Written first and linked into place, so that nobody ever reads half a lock.
  await writeFile(mine, JSON.stringify(ownMark()), { mode: 0o600 });
  try {
    await take(file, mine, timeoutMs);
    try {
      return await work();
    } finally {
      await unlink(file).catch(() => undefined);
    }
  } finally {
    await unlink(mine).catch(() => undefined);
  }
}

async function take(file: string, mine: string, timeoutMs: number): Promise<void> {
  const until = Date.now() + timeoutMs;
  while (!(await linked(mine, file))) {
    const holder = await holderOf(file);
    if (holder.dead) await removeStale(file, holder.text);
    else if (Date.now() > until) throw stillTaken(file, holder.text);
    else await wait(lookAgainMs);
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function holderOf(file: string): Promise<{ readonly text: string; readonly dead: boolean }> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return { text: '', dead: false };
  try {
    const mark = processMark.safeParse(JSON.parse(text));
    return { text, dead: !mark.success || !isAlive(mark.data) };
  } catch {
    return { text, dead: true };
  }
}

/** Moves the dead holder's file away, unless somebody else has just done so and taken the lock. */
async function removeStale(file: string, text: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch {
    return;
  }
  if ((await readFile(aside, 'utf8')) !== text) await linked(aside, file);
  await unlink(aside).catch(() => undefined);
}

function stillTaken(file: string, text: string): Problem {
  return new Problem('embedded_start_failed', embeddedTexts.busy, {
    remedy: embeddedTexts.waitOrDelete(file),
    details: { lock: file, holder: text },
  });
}
