import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { InstanceLock } from '../../../src-main/machine/instance-lock';
import { isAlive, processIdentity } from '../../../src-main/machine/process-identity';
import { temporaryFolder } from '../../support/temporary-folder';

describe('the process identity', () => {
  it('is the same each time it is asked', () => {
    expect(processIdentity()).toEqual(processIdentity());
    expect(processIdentity().processStarted).not.toBe('');
  });

  it('knows a living process from a dead one and from one that merely has the number', async () => {
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child, 'spawn');
    const pid = child.pid ?? 0;
    expect(isAlive(pid, '')).toBe(true);
    expect(isAlive(pid, processIdentity().processStarted)).toBe(false);
    expect(isAlive(process.pid, processIdentity().processStarted)).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(isAlive(pid, '')).toBe(false);
  });
});

describe('the instance lock', () => {
  const me = processIdentity();

  it('lets one in and names it to the other', () => {
    const file = join(temporaryFolder(), 'lock');
    const lock = InstanceLock.take(file, me, 'a test');
    const refusal = expect.objectContaining({
      code: 'already_running',
      message: expect.stringContaining(`process ${process.pid}`),
    });
    expect(() => InstanceLock.take(file, me, 'a test')).toThrow(refusal);
    lock.release();
    expect(readdirSync(join(file, '..'))).toEqual([]);
    expect(() => InstanceLock.take(file, me, 'a test').release()).not.toThrow();
  });

  it.each([
    ['an earlier process with our number', { processStarted: '1' }],
    ['a process before the machine started anew', { bootId: 'another' }],
    ['a process that is gone', { pid: 2 ** 22 + 1 }],
  ])('takes over from %s', (_what, other) => {
    const file = join(temporaryFolder(), 'lock');
    writeFileSync(file, JSON.stringify({ ...me, ...other }));
    const lock = InstanceLock.take(file, me, 'a test');
    expect(existsSync(file)).toBe(true);
    lock.release();
    expect(existsSync(file)).toBe(false);
  });

  it('respects a holder on another machine, which it cannot see', () => {
    const file = join(temporaryFolder(), 'lock');
    writeFileSync(file, JSON.stringify({ ...me, host: 'elsewhere', pid: 1 }));
    expect(() => InstanceLock.take(file, me, 'a test')).toThrow('elsewhere');
  });
});
