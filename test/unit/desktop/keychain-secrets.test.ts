import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeychainSecrets, type Keychain } from '../../../src-main/desktop/keychain-secrets';
import { SecretsFile } from '../../../src-main/machine/secrets-file';

/** A keychain whose key a test can change, as logging in to another desktop does. */
class FixtureKeychain implements Keychain {
  key = 'first';
  constructor(private readonly backend: string | null) {}

  async isAsyncEncryptionAvailable(): Promise<boolean> {
    return this.backend !== null;
  }

  async encryptStringAsync(text: string): Promise<Buffer> {
    return Buffer.from(`${this.key}|${[...Buffer.from(text)].reverse().join('.')}`);
  }

  async decryptStringAsync(cipher: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
    const [key, bytes = ''] = cipher.toString().split('|');
    if (key !== this.key) throw new Error(`cannot decrypt ${bytes}`);
    return { result: Buffer.from(bytes.split('.').map(Number).reverse()).toString(), shouldReEncrypt: false };
  }

  getSelectedStorageBackend(): string {
    return this.backend ?? 'basic_text';
  }
}

let folder: string;
let plain: SecretsFile;
const file = (): string => join(folder, 'keychain.json');
const open = (keychain: Keychain): Promise<KeychainSecrets> =>
  KeychainSecrets.open(keychain, { file: file(), plain, platform: 'linux' });
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nexus-keychain-'));
  plain = new SecretsFile(join(folder, 'secrets.json'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('keychain secrets', () => {
  it('are never in a file in the clear, and come back after a restart', async () => {
    const keychain = new FixtureKeychain('gnome_libsecret');
    await (await open(keychain)).set('database', 'correct horse');
    expect(await readFile(file(), 'utf8')).not.toContain('horse');
    const again = await open(keychain);
    expect(await again.get('database')).toBe('correct horse');
    expect(again.describe()).toContain('gnome_libsecret');
    expect(await again.get('other')).toBeNull();
  });

  it.each([[null], ['basic_text']])(
    'go to the plain file without a keychain that protects (%s)',
    async (backend) => {
      const secrets = await open(new FixtureKeychain(backend));
      await secrets.set('database', 'x');
      expect(await plain.get('database')).toBe('x');
      expect(secrets.describe()).toMatch(/no keychain.*not encrypted/);
      expect(await secrets.delete('database')).toBe(true);
      expect(await secrets.delete('database')).toBe(false);
    },
  );

  it('leave the plain file when a keychain appears', async () => {
    await plain.set('nexusai', 'old');
    const secrets = await open(new FixtureKeychain('kwallet6'));
    expect(await secrets.get('nexusai')).toBe('old');
    await secrets.set('nexusai', 'new');
    expect(await plain.names()).toEqual([]);
    expect(await secrets.names()).toEqual(['nexusai']);
  });

  it('are kept when this keychain cannot read them, and said to be elsewhere without a word of them', async () => {
    const keychain = new FixtureKeychain('gnome_libsecret');
    const secrets = await open(keychain);
    await secrets.set('database', 'correct horse');
    keychain.key = 'another login';
    const refused = secrets.get('database');
    await expect(refused).rejects.toMatchObject({
      code: 'refused',
      info: { remedy: expect.stringContaining('gnome_libsecret') },
    });
    await expect(refused).rejects.not.toThrow(/cannot decrypt/);
    keychain.key = 'first';
    expect(await secrets.get('database')).toBe('correct horse');
  });

  it('are not overwritten when their file is broken', async () => {
    await writeFile(file(), '{"version":1,"secrets":{"database":"half');
    await expect((await open(new FixtureKeychain('kwallet6'))).set('a', 'b')).rejects.toMatchObject({
      code: 'refused',
    });
  });
});
