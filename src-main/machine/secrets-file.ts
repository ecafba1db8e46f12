import { chmod, readFile, stat } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { contractTexts } from '../contract/contract-texts';
import { Problem } from '../contract/errors';
import type { Locale } from '../contract/primitives';
import { machineTexts } from './machine-texts';
import { Queue } from './queue';
import type { Secrets } from './secrets';

const stored = z.object({ version: z.literal(1), secrets: z.record(z.string(), z.string()) });
type Stored = z.infer<typeof stored>;

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/**
 * Secrets in a file that only its owner may read (0600; on Windows the user's profile guards it). Read anew each time,
 * so that the command line and the application beside it agree.
 */
export class SecretsFile implements Secrets {
  readonly #queue = new Queue();

  constructor(private readonly file: string) {}

  async get(name: string): Promise<string | null> {
    return (await this.#read()).secrets[name] ?? null;
  }

  set(name: string, value: string): Promise<void> {
    return this.#queue.run(async () => {
      const { secrets } = await this.#read();
      await this.#write({ version: 1, secrets: { ...secrets, [name]: value } });
    });
  }

  delete(name: string): Promise<boolean> {
    return this.#queue.run(async () => {
      const { [name]: gone, ...secrets } = (await this.#read()).secrets;
      if (gone === undefined) return false;
      await this.#write({ version: 1, secrets });
      return true;
    });
  }

  async names(): Promise<readonly string[]> {
    return Object.keys((await this.#read()).secrets).sort((a, b) => a.localeCompare(b));
  }

  describe(locale: Locale = 'en'): string {
    return process.platform === 'win32'
      ? machineTexts.secretsByProfile(this.file)[locale]
      : machineTexts.secretsByMode(this.file)[locale];
  }

  async #read(): Promise<Stored> {
    try {
      await this.#tighten();
      return stored.parse(JSON.parse(await readFile(this.file, 'utf8')));
    } catch (cause) {
      if (isMissing(cause)) return { version: 1, secrets: {} };
      // Never the cause's own words: a parser quotes what it could not read.
      throw new Problem('refused', contractTexts.secretsUnreadable(this.file), {
        remedy: contractTexts.restoreSecrets,
      });
    }
  }

  /** A copy or a careless edit may have opened the file to others. */
  async #tighten(): Promise<void> {
    const { mode } = await stat(this.file);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) await chmod(this.file, 0o600);
  }

  async #write(content: Stored): Promise<void> {
    await writeFileAtomic(this.file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  }
}
