import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DataFolder, dataFolderPath } from '../../../src-main/machine/data-folder';
import { temporaryFolder } from '../../support/temporary-folder';

describe('the data folder', () => {
  it.each([
    ['linux', { XDG_DATA_HOME: '/data/share' }, '/data/share/nexus-scheduler'],
    ['linux', { XDG_DATA_HOME: '' }, '/home/a/.local/share/nexus-scheduler'],
    ['darwin', {}, '/home/a/Library/Application Support/Nexus Scheduler'],
    ['win32', { LOCALAPPDATA: '/home/a/Local' }, '/home/a/Local/Nexus Scheduler'],
  ] as const)('lies where %s keeps such things', (platform, env, expected) => {
    expect(dataFolderPath({ platform, env, home: '/home/a' })).toBe(expected);
  });

  it('is the asked one before the environment’s, and absolute', () => {
    const env = { NEXUS_SCHEDULER_DATA_DIR: '/from/env' };
    expect(dataFolderPath({ asked: '/asked', env })).toBe('/asked');
    expect(dataFolderPath({ env })).toBe('/from/env');
    expect(dataFolderPath({ asked: 'here', env })).toBe(join(process.cwd(), 'here'));
  });

  it('is made for its owner only', () => {
    const path = join(temporaryFolder(), 'a', 'b');
    const folder = DataFolder.open({ asked: path });
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(statSync(folder.logs).isDirectory()).toBe(true);
  });

  it('says in words why it cannot be used', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(() => DataFolder.open({ asked: join(file, 'data') })).toThrow(
      expect.objectContaining({ code: 'refused', message: expect.stringContaining(file) }),
    );
    mkdirSync(`${file}-2`);
    expect(() => DataFolder.open({ asked: `${file}-2` })).not.toThrow();
  });
});
