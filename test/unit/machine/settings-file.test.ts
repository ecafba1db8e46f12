import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { settings } from '../../../src-main/contract/settings';
import { SettingsFile } from '../../../src-main/machine/settings-file';
import { temporaryFolder } from '../../support/temporary-folder';

const quiet = { info: () => undefined, warn: () => undefined };
const place = (): string => join(temporaryFolder(), 'settings.json');
const broken = (path: string, message: string) =>
  expect.objectContaining({
    code: 'invalid_input',
    info: expect.objectContaining({ issues: [{ path, message: expect.stringContaining(message) }] }),
  });

describe('the settings file', () => {
  it('is the defaults while there is none', () => {
    expect(SettingsFile.open(place(), quiet).current).toEqual(settings.parse({}));
  });

  it('keeps what departs from the defaults, also for the next program', async () => {
    const file = place();
    const opened = SettingsFile.open(file, quiet);
    await opened.update({ executor: { pollIntervalMs: 5_000 } });
    await opened.update({ executor: { slots: 8 }, appearance: { theme: 'dark' } });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      executor: { pollIntervalMs: 5_000, slots: 8 },
      appearance: { theme: 'dark' },
    });
    expect(SettingsFile.open(file, quiet).current.executor).toMatchObject({
      pollIntervalMs: 5_000,
      slots: 8,
    });
  });

  it('keeps no password of an address, whoever wrote it: it goes to the secrets', async () => {
    const file = place();
    const kept = new Map<string, string>();
    const secrets = { set: (name: string, value: string) => Promise.resolve(void kept.set(name, value)) };
    const office = { name: 'office', url: 'https://nexusai.example.com', account: 'ada' };
    const written = {
      advanced: { proxy: 'http://ada:first-word@proxy:3128' },
      connections: [{ ...office, proxy: 'bob:t%40wo@other:80' }],
      database: { kind: 'external', url: 'postgresql://me:three@db/x' },
    };
    writeFileSync(file, JSON.stringify(written));
    const opened = SettingsFile.open(file, quiet, () => new Date(), secrets);
    expect(JSON.stringify(opened.current)).not.toMatch(/first-word|t%40wo|three/);
    expect(opened.current.connections[0]?.proxy).toBe('bob@other:80');
    await opened.keepPasswords();
    expect(readFileSync(file, 'utf8')).not.toMatch(/first-word|t%40wo|three/);
    expect([...kept]).toEqual([
      ['proxy:http://ada@proxy:3128', 'first-word'],
      ['database', 'three'],
      ['proxy:bob@other:80', 't@wo'],
    ]);
    await opened.replace({ advanced: { proxy: 'http://ada:four@proxy:3128' } });
    expect(kept.get('proxy:http://ada@proxy:3128')).toBe('four');
    expect(readFileSync(file, 'utf8')).not.toContain('four');
  });

  it('refuses a password where it has no place to keep it', async () => {
    const file = place();
    const opened = SettingsFile.open(file, quiet);
    await expect(opened.update({ advanced: { proxy: 'http://ada:one@proxy' } })).rejects.toMatchObject({
      code: 'refused',
    });
    expect(existsSync(file)).toBe(false);
  });

  it('that is JSON but no object is put aside in words', () => {
    const file = place();
    writeFileSync(file, '[1]');
    const said: string[] = [];
    SettingsFile.open(file, { ...quiet, warn: (line) => said.push(line) });
    expect(said).toEqual([expect.stringContaining('not valid (it is not a JSON object)')]);
  });

  it('merges inside groups, replaces lists and views whole', async () => {
    const opened = SettingsFile.open(place(), quiet);
    await opened.update({
      notifications: { matrix: { failed: { system: false, inApp: true, sound: true } } },
    });
    await opened.update({ notifications: { quietHours: { enabled: true } }, views: { tasks: { a: 1 } } });
    const now = await opened.update({ executor: { retryOn: ['abandoned'] }, views: { tasks: { b: 2 } } });
    expect(now.notifications.matrix.failed).toEqual({ system: false, inApp: true, sound: true });
    expect(now.notifications.quietHours).toMatchObject({ enabled: true, from: '22:00' });
    expect(now.executor.retryOn).toEqual(['abandoned']);
    expect(now.views).toEqual({ tasks: { b: 2 } });
  });

  it.each([
    [0, 'from 1000 to 3600000'],
    [-1, 'from 1000 to 3600000'],
    [1e12, 'from 1000 to 3600000'],
    ['abc', 'from 1000 to 3600000'],
  ])('refuses a poll interval of %s and says what is allowed', async (pollIntervalMs, words) => {
    const file = place();
    const opened = SettingsFile.open(file, quiet);
    await expect(opened.update({ executor: { pollIntervalMs } })).rejects.toEqual(
      broken('executor.pollIntervalMs', words),
    );
    expect(opened.current.executor.pollIntervalMs).toBe(60_000);
    expect(existsSync(file)).toBe(false);
  });

  it('refuses a setting that does not exist, and one of a choice that does not', async () => {
    const opened = SettingsFile.open(place(), quiet);
    await expect(opened.update({ executor: { pollInterval: 5 } })).rejects.toEqual(
      broken('executor.pollInterval', 'no such'),
    );
    await expect(opened.update({ appearance: { theme: 'pink' } })).rejects.toEqual(
      broken('appearance.theme', 'one of system, light, dark, contrast'),
    );
  });

  it.each(['{ "executor": ', '{ "executor": { "slots": 0 } }', '[]', ''])(
    'keeps %j aside and starts with the defaults, saying so',
    (text) => {
      const file = place();
      writeFileSync(file, text);
      const said: string[] = [];
      const at = new Date('2026-11-24T14:05:03.123Z');
      const opened = SettingsFile.open(file, { ...quiet, warn: (line) => said.push(line) }, () => at);
      expect(opened.current).toEqual(settings.parse({}));
      expect(readdirSync(join(file, '..'))).toEqual(['settings.invalid-2026-11-24T14-05-03-123Z.json']);
      expect(said).toEqual([expect.stringContaining('settings.invalid-2026-11-24T14-05-03-123Z.json')]);
    },
  );

  it.each(['{ "executor": ', '{ "executor": { "slots": 0 } }', '[]', ''])(
    'is refused as %j by an executor nobody looks at, and left where it is',
    (text) => {
      const file = place();
      writeFileSync(file, text);
      expect(() => SettingsFile.refuseBroken(file)).toThrow(`The settings file ${file} is not valid (`);
      expect(readFileSync(file, 'utf8')).toBe(text);
      writeFileSync(file, '{}');
      expect(() => SettingsFile.refuseBroken(file)).not.toThrow();
    },
  );

  it('does not lose what another program wrote meanwhile', async () => {
    const file = place();
    const one = SettingsFile.open(file, quiet);
    const other = SettingsFile.open(file, quiet);
    await one.update({ executor: { slots: 7 } });
    await other.update({ general: { operator: 'Ada' } });
    expect(SettingsFile.open(file, quiet).current).toMatchObject({
      executor: { slots: 7 },
      general: { operator: 'Ada' },
    });
  });

  it('notices a change made outside, and lets a broken one be', async () => {
    const file = place();
    const said: string[] = [];
    const heardWarning = new Promise<void>((resolve) => {
      const opened = SettingsFile.open(file, {
        info: () => undefined,
        warn: (line) => {
          said.push(line);
          resolve();
        },
      });
      onTestFinished(() => opened.close());
      opened.watch(20);
      opened.onChange((changed) => {
        said.push(`slots ${changed.executor.slots}`);
        writeFileSync(file, '{ half an ed');
      });
      writeFileSync(file, '{ "executor": { "slots": 3 } }');
    });
    await heardWarning;
    expect(said).toEqual(['slots 3', expect.stringContaining('the settings in force stay')]);
    expect(readFileSync(file, 'utf8')).toBe('{ half an ed');
  });

  it('forgets everything on reset but what belongs to this machine', async () => {
    const opened = SettingsFile.open(place(), quiet);
    await opened.update({
      executor: { slots: 9 },
      commands: [{ name: 'backup', program: '/bin/true' }],
    });
    const now = await opened.reset();
    expect(now.executor.slots).toBe(5);
    expect(now.commands).toMatchObject([{ name: 'backup', program: '/bin/true' }]);
  });
});
