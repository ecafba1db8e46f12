import { EventEmitter } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  autostartEntry,
  autostartPath,
  isAutostart,
  setAutostart,
} from '../../../src-main/desktop/autostart-file';
import { isKnownLink } from '../../../src-main/desktop/external-links';
import { PowerWatch } from '../../../src-main/desktop/power-watch';
import { parseSwitches } from '../../../src-main/desktop/switches';
import { trayIconFile } from '../../../src-main/desktop/tray-icon-file';
import { EventBuffer } from '../../../src-main/ipc/event-buffer';
import { HandTimers } from '../ipc/hand-timers';

describe('switches', () => {
  it.each([
    [[], null, false],
    [['--data-dir=/a b'], '/a b', false],
    [['--data-dir', '/a', '--hidden'], '/a', true],
    [['--user-data-dir=/x', '/app', '--hidden'], null, true],
    [['--data-dir='], null, false],
    [['--data-dir'], null, false],
  ])('are read from %j', (args, dataDir, hidden) => {
    expect(parseSwitches(args)).toEqual({ dataDir, hidden });
  });
});

describe('autostart entry', () => {
  it('quotes what the specification wants quoted', () => {
    expect(autostartEntry(['/opt/Nexus Scheduler/app', '--data-dir=/home/a"b/$x/100%\\'])).toContain(
      'Exec="/opt/Nexus Scheduler/app" "--data-dir=/home/a\\\\"b/\\\\$x/100%%\\\\\\\\"',
    );
  });

  it('comes, is seen, and goes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nexus-autostart-'));
    const path = autostartPath({ XDG_CONFIG_HOME: folder }, '/home/ada');
    expect(await isAutostart(path)).toBe(false);
    await setAutostart(path, ['/opt/app', '--hidden']);
    expect(await isAutostart(path)).toBe(true);
    expect(await readFile(path, 'utf8')).toMatch(/^\[Desktop Entry\]\nType=Application\n/);
    await setAutostart(path, null);
    await setAutostart(path, null);
    expect(await isAutostart(path)).toBe(false);
    await rm(folder, { recursive: true });
    expect(autostartPath({}, '/home/ada')).toBe('/home/ada/.config/autostart/nexus-scheduler.desktop');
  });
});

describe('external links', () => {
  it.each([
    ['https://www.postgresql.org/docs/18/', true],
    ['http://www.postgresql.org/docs/', false],
    ['https://www.postgresql.org.example.com/docs/', false],
    ['https://www.postgresql.org@example.com/docs/', false],
    ['https://a:b@www.postgresql.org/docs/', false],
    ['https://www.postgresql.org/docs/../about/', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['no address', false],
  ])('%s', (address, known) => {
    expect(isKnownLink(address)).toBe(known);
  });
});

describe('power watch', () => {
  it('tells of one waking once, however often the system says it', () => {
    const signals = new EventEmitter();
    const timers = new HandTimers();
    const told: string[] = [];
    const log = { error: () => 0, warn: () => 0, info: () => 0, debug: () => 0 };
    const watch = new PowerWatch(signals, {
      timers,
      log,
      suspended: () => void told.push('sleep'),
      resumed: () => void told.push('wake'),
    });
    signals.emit('suspend');
    timers.pass(3_600_000);
    signals.emit('resume');
    signals.emit('resume');
    timers.pass(1_000);
    signals.emit('resume');
    expect(told).toEqual(['sleep', 'wake']);
    signals.emit('suspend');
    signals.emit('resume');
    expect(told).toEqual(['sleep', 'wake', 'sleep', 'wake']);
    watch.close();
    timers.pass(60_000);
    signals.emit('resume');
    expect(told).toHaveLength(4);
  });
});

describe('tray icon file', () => {
  const look = { platform: 'linux', darkPanel: true, monochrome: true, scale: 1 } as const;
  it.each([
    [look, 'idle-light-24.png'],
    [{ ...look, darkPanel: false }, 'idle-dark-24.png'],
    [{ ...look, scale: 1.25 }, 'idle-light-32.png'],
    [{ ...look, scale: 3 }, 'idle-light-48.png'],
    [{ ...look, monochrome: false }, 'idle-color-24.png'],
    [{ ...look, platform: 'win32' } as const, 'idle-light.ico'],
    [{ ...look, platform: 'darwin' } as const, 'idleTemplate.png'],
  ])('for %j', (wanted, name) => {
    expect(trayIconFile('/icons', 'idle', wanted)).toBe(join('/icons', name));
  });
});

describe('event buffer', () => {
  it('keeps what comes before the first listener of its name, in order, and nothing afterwards', () => {
    const buffer = new EventBuffer();
    const heard: unknown[] = [];
    buffer.push('navigate.requested', 1);
    buffer.push('navigate.requested', 2);
    const leave = buffer.on('navigate.requested', (payload) => heard.push(payload));
    buffer.push('navigate.requested', 3);
    expect(heard).toEqual([1, 2, 3]);
    leave();
    buffer.push('navigate.requested', 4);
    buffer.on('navigate.requested', (payload) => heard.push(payload));
    expect(heard).toEqual([1, 2, 3]);
    for (let n = 0; n < 500; n += 1) buffer.push('close.asked', n);
    const kept: unknown[] = [];
    buffer.on('close.asked', (payload) => kept.push(payload));
    expect(kept).toHaveLength(100);
    expect(kept[99]).toBe(499);
  });
});
