import { readFileSync } from 'node:fs';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { id } from '../contract/primitives';
import type { DesktopLog } from './application-port';

const stored = z.array(id).max(10_000);

/** Runs whose end the operator wants to be told, kept in a file: the program may be restarted before they end. */
export class WatchedRuns {
  readonly #ids: Set<string>;

  constructor(
    private readonly file: string,
    private readonly log: Pick<DesktopLog, 'debug'>,
  ) {
    this.#ids = new Set(this.#read());
  }

  get ids(): ReadonlySet<string> {
    return this.#ids;
  }

  set(runId: string, on: boolean): void {
    if (this.#ids.has(runId) === on) return;
    if (on) this.#ids.add(runId);
    else this.#ids.delete(runId);
    writeFileAtomic(this.file, JSON.stringify([...this.#ids])).catch((error: unknown) =>
      this.log.debug(`Which runs are to be told of could not be kept: ${String(error)}`),
    );
  }

  #read(): readonly string[] {
    try {
      return stored.parse(JSON.parse(readFileSync(this.file, 'utf8')));
    } catch {
      // Nothing was kept yet, or something else is there: then nothing is watched.
      return [];
    }
  }
}
