import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { Problem } from '../contract/errors';
import { machineTexts } from './machine-texts';
import { isAlive, type ProcessIdentity } from './process-identity';

const holder = z.object({
  host: z.string(),
  pid: z.number(),
  bootId: z.string(),
  processStarted: z.string(),
});
type Holder = z.infer<typeof holder>;

const readHolder = (file: string): Holder | null => {
  try {
    return holder.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
};

/** On another machine (a data folder on a network drive) or in another container nothing can be seen: it counts as living. */
const lives = (held: Holder, me: ProcessIdentity): boolean => {
  if (held.host !== me.host) return true;
  if (held.bootId !== me.bootId) return bootOf(held) === bootOf(me);
  return isAlive(held.pid, held.processStarted);
};

const bootOf = ({ bootId }: { readonly bootId: string }): string | undefined => bootId.split('#')[0];

/**
 * "Only one may run": a file that names its holder. What a crash left behind is recognised, because the holder is named
 * with its start and not only its number.
 */
export class InstanceLock {
  private constructor(
    private readonly file: string,
    private readonly mark: string,
  ) {}

  /** @param what in words, for the refusal: "an executor on this data folder". @throws Problem `already_running` */
  static take(file: string, me: ProcessIdentity, what: string): InstanceLock {
    const mark = JSON.stringify({
      host: me.host,
      pid: me.pid,
      bootId: me.bootId,
      processStarted: me.processStarted,
    });
    const draft = `${file}.${me.pid}`;
    for (let attempt = 0; attempt < 5; attempt++) {
      writeFileSync(draft, mark, { mode: 0o600 });
      try {
        linkSync(draft, file); // made whole or not at all, by one process only
        return new InstanceLock(file, mark);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      } finally {
        rmSync(draft, { force: true });
      }
      const held = readHolder(file);
      if (held !== null && lives(held, me)) {
        throw new Problem('already_running', machineTexts.alreadyThere(what, held.pid, held.host), {
          remedy: machineTexts.useThatOne,
          details: { pid: String(held.pid), host: held.host },
        });
      }
      clearStale(file, draft, held);
    }
    throw new Problem('already_running', machineTexts.startingJustNow(what), {
      remedy: machineTexts.tryAgain,
    });
  }

  release(): void {
    try {
      if (readFileSync(this.file, 'utf8') === this.mark) rmSync(this.file);
    } catch {
      // Gone already: that is all a release wants.
    }
  }
}

/** Moves the dead holder's file away; a living one's, made meanwhile by somebody who cleared first, goes back. */
const clearStale = (file: string, draft: string, stale: Holder | null): void => {
  const aside = `${draft}.stale`;
  try {
    renameSync(file, aside);
    if (JSON.stringify(readHolder(aside)) !== JSON.stringify(stale)) linkSync(aside, file);
  } catch {
    // Somebody else cleared it.
  } finally {
    rmSync(aside, { force: true });
  }
};
