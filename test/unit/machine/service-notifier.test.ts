import { existsSync, readFileSync, watch, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ServiceNotifier } from '../../../src-main/machine/service-notifier';
import { temporaryFolder } from '../../support/temporary-folder';

/** Stands in for systemd's program: writes down what it is told. */
const standIn = (): { readonly told: (count: number) => Promise<readonly string[]> } => {
  const folder = temporaryFolder();
  const file = join(folder, 'told');
  writeFileSync(join(folder, 'systemd-notify'), `#!/bin/sh\necho "$1" >> '${file}'\n`, { mode: 0o755 });
  const path = process.env['PATH'];
  process.env['PATH'] = `${folder}${delimiter}${path ?? ''}`;
  onTestFinished(() => void (process.env['PATH'] = path));
  const lines = (): readonly string[] =>
    existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
  const told = (count: number): Promise<readonly string[]> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (lines().length < count) return;
        watcher.close();
        resolve(lines());
      };
      const watcher = watch(folder, look);
      look();
    });
  return { told };
};

describe('the service notifier', () => {
  it('tells systemd of the start, of life as often as it wants, and of the end', async () => {
    const { told } = standIn();
    let now = 1_000_000;
    const env = { NOTIFY_SOCKET: '/run/x', WATCHDOG_USEC: '60000000' };
    const notifier = new ServiceNotifier(env, () => now);
    notifier.ready();
    expect(await told(1)).toEqual(['READY=1']);
    notifier.beat();
    expect(await told(2)).toEqual(['READY=1', 'WATCHDOG=1']);
    now += 29_999;
    notifier.beat();
    now += 1;
    notifier.beat();
    expect(await told(3)).toEqual(['READY=1', 'WATCHDOG=1', 'WATCHDOG=1']);
    notifier.stopping();
    expect(await told(4)).toContain('STOPPING=1');
  });

  it('is silent where nobody listens', async () => {
    const { told } = standIn();
    const alone = new ServiceNotifier({});
    alone.ready();
    alone.beat();
    alone.stopping();
    new ServiceNotifier({ NOTIFY_SOCKET: '/run/x' }).ready();
    expect(await told(1)).toEqual(['READY=1']);
  });
});
