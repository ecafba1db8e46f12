import { existsSync, readFileSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createLog, type LogOptions, type ProgramLog } from '../../../src-main/machine/log';
import { redactText } from '../../../src-main/machine/redact-text';
import { temporaryFolder } from '../../support/temporary-folder';

const at = new Date('2026-11-24T14:05:03.123Z');

const logIn = (options: Partial<LogOptions> = {}): { log: ProgramLog; file: string; text: () => string } => {
  const file = join(temporaryFolder(), 'logs', 'nexus-scheduler.log');
  const log = createLog({ file, now: () => at, ...options });
  onTestFinished(() => log.close());
  return { log, file, text: () => (existsSync(file) ? readFileSync(file, 'utf8') : '') };
};

describe('the log', () => {
  it('writes one line with level, scope, ids and message', () => {
    const { log, text } = logIn();
    log.child({ scope: 'executor' }).info('started', { run: '12', task: '3', note: 'two words' });
    expect(text()).toBe('2026-11-24T14:05:03.123Z INFO  [executor] run=12 task=3 note="two words" started\n');
  });

  it('writes the stack of a fault and of its cause, and no line a message made up', () => {
    const { log, text } = logIn();
    log.error(
      'broke\n2026-01-01T00:00:00.000Z INFO forged',
      new Error('outer', { cause: new TypeError('inner') }),
    );
    const lines = text().split('\n');
    expect(lines[0]).toContain('ERROR broke ⏎ 2026-01-01');
    expect(text()).toMatch(/\n {2}Error: outer\n {2} {4}at /);
    expect(text()).toMatch(/\n {2}caused by\n {2}TypeError: inner\n/);
    expect(lines.filter((line) => line.startsWith('2026'))).toHaveLength(1);
  });

  it('keeps an entry on its line and shows what would steer the terminal of its reader', () => {
    const { log, text } = logIn();
    log.info('\u001b[2Jone\u2028two\u202ethree\u0085four', {
      task: '\u001b]0;title\u0007',
      name: 'a\u202eb c',
    });
    expect(text()).toBe(
      '2026-11-24T14:05:03.123Z INFO  task=␛]0;title␇ name="a<U+202E>b c" ␛[2Jone<U+2028>two<U+202E>three<U+0085>four\n',
    );
  });

  it('keeps to its threshold, which can be changed while it runs', () => {
    const { log, text } = logIn({ threshold: 'info' });
    log.debug('one');
    log.warn('two');
    log.setThreshold('debug');
    log.debug('three');
    log.setThreshold('error');
    log.info('four');
    expect(text().match(/\w+$/gm)).toEqual(['two', 'three']);
  });

  it('goes to the terminal only as far as asked', () => {
    const said: string[] = [];
    const { log } = logIn({
      terminalThreshold: 'error',
      terminal: (line) => said.push(line),
      threshold: 'debug',
    });
    log.info('quiet');
    log.error('loud');
    expect(said).toEqual([expect.stringMatching(/ERROR loud\n$/)]);
  });

  it('hides known secrets and what looks like one', () => {
    const { log, text } = logIn();
    log.setRedactor((line) => line.replaceAll('hunter2', '[secret]'));
    log.error('sign-in with hunter2 failed', new Error('postgresql://me:s3cr3t@db/x refused hunter2'), {
      url: 'https://a:b%40c@host/',
    });
    expect(text()).not.toMatch(/hunter2|s3cr3t|b%40c/);
    expect(text()).toContain('postgresql://me:***@db/x');
  });

  it.each([
    ['Authorization: Bearer abcdefgh.ijkl', 'Authorization: Bearer ***'],
    ['{"password":"a\\"b","user":"me"}', '{"password":***,"user":"me"}'],
    ['token=abc&x=1', 'token=***&x=1'],
    ['nothing to hide at http://host:5432/a', 'nothing to hide at http://host:5432/a'],
    ['postgres://u:p@ss/w@h', 'postgres://u:p@ss/w@h'],
  ])('redacts %j', (text, redacted) => {
    expect(redactText(text)).toBe(redacted.replace('u:p@', 'u:***@'));
  });

  it('stays within its size and number of files', () => {
    const { log, file } = logIn({ bounds: { bytesPerFile: 2_000, files: 3, days: 30 } });
    for (let i = 0; i < 500; i++) log.info(`line ${i} ${'x'.repeat(50)}`);
    const names = readdirSync(join(file, '..')).sort();
    expect(names).toEqual(['nexus-scheduler.1.log', 'nexus-scheduler.2.log', 'nexus-scheduler.log']);
    for (const name of names) expect(statSync(join(file, '..', name)).size).toBeLessThan(2_200);
    expect(
      readFileSync(file, 'utf8') + readFileSync(join(file, '..', 'nexus-scheduler.1.log'), 'utf8'),
    ).toContain('line 499');
  });

  it('deletes parts that are too old when it starts', () => {
    const { file, log } = logIn();
    log.info('present');
    const old = join(file, '..', 'nexus-scheduler.1.log');
    const recent = join(file, '..', 'nexus-scheduler.2.log');
    for (const name of [old, recent]) writeFileSync(name, 'x');
    const days = (count: number): Date => new Date(at.getTime() - count * 86_400_000);
    utimesSync(old, days(31), days(31));
    utimesSync(recent, days(29), days(29));
    const second = createLog({ file, now: () => at });
    onTestFinished(() => second.close());
    expect([existsSync(old), existsSync(recent), existsSync(file)]).toEqual([false, true, true]);
  });

  it('never throws, not even without a place to write', () => {
    const said: string[] = [];
    const { log } = logIn({
      file: '/dev/null/nowhere/x.log',
      terminalThreshold: 'info',
      terminal: (t) => said.push(t),
    });
    expect(() => log.info('still here')).not.toThrow();
    log.info('and here');
    // Told once, in words, whatever the number of lines.
    expect(said.filter((line) => !/still here|and here/.test(line))).toEqual([
      expect.stringMatching(/^The log file cannot be written.*\n$/),
    ]);
    expect(said).toHaveLength(3);
  });
});
