import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SecretsFile } from '../../../src-main/machine/secrets-file';
import { temporaryFolder } from '../../support/temporary-folder';

const place = (): string => join(temporaryFolder(), 'secrets.json');

describe('the secrets file', () => {
  it('gives back what it was given, to another program as well', async () => {
    const file = place();
    const secrets = new SecretsFile(file);
    expect(await secrets.get('a')).toBeNull();
    await Promise.all([secrets.set('b', 'two'), secrets.set('a', 'one'), secrets.set('b', 'three')]);
    expect(await new SecretsFile(file).names()).toEqual(['a', 'b']);
    expect(await new SecretsFile(file).get('b')).toBe('three');
    expect(await secrets.delete('b')).toBe(true);
    expect(await secrets.delete('b')).toBe(false);
    expect(await new SecretsFile(file).names()).toEqual(['a']);
  });

  it('is for its owner only, and closes itself again when it was opened to others', async () => {
    const file = place();
    const secrets = new SecretsFile(file);
    await secrets.set('a', 'one');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    chmodSync(file, 0o644);
    await secrets.get('a');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('does not quote a broken file, and does not overwrite it', async () => {
    const file = place();
    writeFileSync(file, '{"version":1,"secrets":{"a":"hunter2 and mo');
    const secrets = new SecretsFile(file);
    const refusal = await secrets.set('b', 'two').catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'refused' });
    expect(JSON.stringify(refusal) + String(refusal)).not.toContain('hunter2');
    expect(readFileSync(file, 'utf8')).toContain('hunter2');
  });
});
