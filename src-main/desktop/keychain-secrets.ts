import { readFile } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { contractTexts } from '../contract/contract-texts';
import { Problem } from '../contract/errors';
import type { Locale } from '../contract/primitives';
import { text } from '../contract/text';
import { desktopTexts } from './desktop-texts';

/** Electron's safeStorage, as far as it is used. */
export interface Keychain {
  isAsyncEncryptionAvailable(): Promise<boolean>;
  encryptStringAsync(text: string): Promise<Buffer>;
  decryptStringAsync(cipher: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }>;
  /** Linux only. */
  getSelectedStorageBackend?(): string;
}

/** Where secrets are kept when the system's keychain cannot be used. */
export interface SecretStore {
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
  delete(name: string): Promise<boolean>;
  names(): Promise<readonly string[]>;
  /** In words; English by default. */
  describe(locale?: Locale): string;
}

const stored = z.object({
  version: z.literal(1),
  /** Keychains change with the desktop a person logs in to: what one wrote another may not be able to read. */
  secrets: z.record(z.string(), z.object({ keychain: z.string(), cipher: z.base64() })),
});
type Stored = z.infer<typeof stored>;

/** Keys these backends use are known to everybody: no protection. */
const hollow: ReadonlySet<string> = new Set(['basic_text', 'unknown']);

/**
 * Secrets encrypted by the system's keychain, in a file of their own. Without a keychain they go to the plain store, and
 * `describe` says so. What cannot be decrypted is kept, never deleted: the keychain may be back tomorrow.
 */
export class KeychainSecrets implements SecretStore {
  private constructor(
    private readonly keychain: Keychain,
    private readonly file: string,
    private readonly plain: SecretStore,
    /** Null = none that protects. */
    private readonly backend: string | null,
  ) {}

  static async open(
    keychain: Keychain,
    options: { readonly file: string; readonly plain: SecretStore; readonly platform: NodeJS.Platform },
  ): Promise<KeychainSecrets> {
    const available = await keychain.isAsyncEncryptionAvailable();
    const named =
      options.platform === 'linux' ? (keychain.getSelectedStorageBackend?.() ?? 'unknown') : options.platform;
    const backend = available && !hollow.has(named) ? named : null;
    return new KeychainSecrets(keychain, options.file, options.plain, backend);
  }

  /** @throws {Problem} `refused` when there is one that this keychain cannot read. */
  async get(name: string): Promise<string | null> {
    const entry = (await this.#read()).secrets[name];
    if (entry === undefined) return this.plain.get(name);
    try {
      const { result, shouldReEncrypt } = await this.keychain.decryptStringAsync(
        Buffer.from(entry.cipher, 'base64'),
      );
      if (shouldReEncrypt) await this.set(name, result);
      return result;
    } catch {
      // Never the cause: what a keychain says may quote what it was given.
      throw new Problem('refused', desktopTexts.secretUnreadable(name), {
        remedy: desktopTexts.unlockKeychain(entry.keychain),
      });
    }
  }

  async set(name: string, value: string): Promise<void> {
    if (this.backend === null) {
      await this.#forget(name);
      await this.plain.set(name, value);
      return;
    }
    const cipher = (await this.keychain.encryptStringAsync(value)).toString('base64');
    const { secrets } = await this.#read();
    await this.#write({ version: 1, secrets: { ...secrets, [name]: { keychain: this.backend, cipher } } });
    await this.plain.delete(name);
  }

  async delete(name: string): Promise<boolean> {
    const [kept, plain] = [await this.#forget(name), await this.plain.delete(name)];
    return kept || plain;
  }

  async names(): Promise<readonly string[]> {
    const names = new Set([...Object.keys((await this.#read()).secrets), ...(await this.plain.names())]);
    return [...names].sort((a, b) => a.localeCompare(b));
  }

  describe(locale: Locale = 'en'): string {
    if (this.backend !== null) return desktopTexts.inKeychain(this.file, this.backend)[locale];
    return desktopTexts.noKeychain(text(this.plain.describe('en'), this.plain.describe('zh-CN')))[locale];
  }

  async #forget(name: string): Promise<boolean> {
    const { [name]: gone, ...secrets } = (await this.#read()).secrets;
    if (gone !== undefined) await this.#write({ version: 1, secrets });
    return gone !== undefined;
  }

  async #read(): Promise<Stored> {
    let text: string;
    try {
      text = await readFile(this.file, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
        return { version: 1, secrets: {} };
      throw error;
    }
    try {
      return stored.parse(JSON.parse(text));
    } catch {
      throw new Problem('refused', contractTexts.secretsUnreadable(this.file), {
        remedy: contractTexts.restoreSecrets,
      });
    }
  }

  async #write(content: Stored): Promise<void> {
    await writeFileAtomic(this.file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  }
}
