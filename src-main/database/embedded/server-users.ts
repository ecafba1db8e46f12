import { readFile } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { isAlive, ownMark, processMark } from './process-mark';
import type { ProcessMark } from './process-mark';

const stored = z.array(processMark);

/**
 * The list of programs that use one embedded server, in a file beside it. The last one to leave stops the server; a
 * program that was killed is recognised as dead and does not count. Call only while holding the start lock.
 */
export class ServerUsers {
  constructor(private readonly file: string) {}

  /** Adds this process. @returns how many others use the server */
  async enter(): Promise<number> {
    const others = await this.others();
    await this.write([...others, ownMark()]);
    return others.length;
  }

  /** Takes this process off. @returns how many others still use the server */
  async leave(): Promise<number> {
    const others = await this.others();
    await this.write(others);
    return others.length;
  }

  private async others(): Promise<readonly ProcessMark[]> {
    const text = await readFile(this.file, 'utf8').catch(() => '[]');
    return parse(text).filter((mark) => mark.pid !== process.pid && isAlive(mark));
  }

  private write(marks: readonly ProcessMark[]): Promise<void> {
    return writeFileAtomic(this.file, JSON.stringify(marks), { mode: 0o600 });
  }
}

function parse(text: string): readonly ProcessMark[] {
  try {
    return stored.parse(JSON.parse(text));
  } catch {
    return [];
  }
}
