import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder';
import { run, type Said } from './run-in-memory';

const on =
  (folder: string) =>
  (args: readonly string[], stdin?: string): Promise<Said> =>
    run([...args, '--data-dir', folder], stdin);

describe('a full disk', () => {
  it('is named in words, without a stack', async () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
      code: 'ENOSPC',
      syscall: 'write',
    });
    const said = await run(['tasks', 'list', '--data-dir', temporaryFolder()], '', {}, () =>
      Promise.reject(full),
    );
    expect(said.code).toBe(4);
    expect(said.err).toMatch(/No room is left/);
    expect(said.err).not.toMatch(/\n +at /);
  });

  it('or anything unforeseen is told without a stack too', async () => {
    const said = await run(
      ['tasks', 'list', '--data-dir', temporaryFolder(), '--log-level', 'error'],
      '',
      {},
      () => Promise.reject(new Error('odd')),
    );
    expect(said.code).toBe(1);
    expect(said.err).toMatch(/Something went wrong inside the program: odd\nThe log has the details/);
  });
});

describe('settings', () => {
  it('are set, shown and kept', async () => {
    const folder = temporaryFolder();
    const nexus = on(folder);
    expect(await nexus(['settings', 'set', 'executor.pollIntervalMs', '5000'])).toMatchObject({
      code: 0,
      out: 'executor.pollIntervalMs is 5000.\n',
    });
    expect((await nexus(['settings', 'show', 'executor'])).out).toMatch(
      /executor\.pollIntervalMs +5000 +changed\n/,
    );
    const json = await nexus(['settings', 'show', 'executor.pollIntervalMs', '--json']);
    expect(JSON.parse(json.out)).toEqual({ setting: 'executor.pollIntervalMs', value: 5000 });
  });

  it.each([
    [['executor.pollIntervalMs', '0'], 'must be from 1000 to 3600000'],
    [['executor.pollIntervalMs', 'abc'], 'must be from 1000 to 3600000'],
    [['executor.slots', '1e9'], 'must be from 1 to 1024'],
    [['appearance.theme', 'pink'], 'one of system, light, dark, contrast'],
    [['executor.nonsense', '1'], 'executor.nonsense'],
    [['nonsense', '1'], 'no setting'],
    [['nonsense.too', '1'], 'no setting'],
  ])('refuse %j and say what is allowed', async (args, words) => {
    const said = await on(temporaryFolder())(['settings', 'set', ...args]);
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.err).toContain(words);
  });
});

describe('the database’s URL', () => {
  it('is kept without its password, which goes to the secrets', async () => {
    const folder = temporaryFolder();
    const said = await on(folder)([
      'settings',
      'set',
      'database.url',
      'postgresql://me:p%40ss@db:5432/x?sslmode=require',
    ]);
    expect(said).toMatchObject({ code: 0 });
    expect(said.out + readFileSync(join(folder, 'settings.json'), 'utf8')).not.toContain('p%40ss');
    expect(JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'))).toEqual({
      database: { kind: 'external', url: 'postgresql://me@db:5432/x?sslmode=require' },
    });
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).toContain('"database": "p@ss"');
  });

  it('with a broken escape in its password is refused before anything is kept', async () => {
    const folder = temporaryFolder();
    const said = await on(folder)(['settings', 'set', 'database.url', 'postgresql://me:p%zz@db/x']);
    expect(said.code).toBe(2);
    expect(said.err).not.toContain('p%zz');
  });
});

describe('a proxy’s address', () => {
  it('is kept without its password, which goes to the secrets under that address', async () => {
    const folder = temporaryFolder();
    const said = await on(folder)(['settings', 'set', 'advanced.proxy', 'http://ada:p%40ss@proxy:3128']);
    expect(said).toMatchObject({ code: 0, out: 'advanced.proxy is http://ada@proxy:3128.\n' });
    expect(JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'))).toEqual({
      advanced: { proxy: 'http://ada@proxy:3128' },
    });
    expect(JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8'))).toMatchObject({
      secrets: { 'proxy:http://ada@proxy:3128': 'p@ss' },
    });
  });

  it.each(['socks5://proxy:1080', 'http://', 'not an address'])('%s is refused in words', async (proxy) => {
    const said = await on(temporaryFolder())(['settings', 'set', 'advanced.proxy', proxy]);
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.err).toContain('an address such as http://proxy.example.com:3128');
  });
});

describe('commands', () => {
  const backup = { name: 'backup', program: '/bin/true', args: ['{{input.day}}'] };

  it('are told to people without what would steer the terminal, and to programs exactly', async () => {
    const nexus = on(temporaryFolder());
    const description = '\u001b[2J\u202eevil\u0007\u009b31m';
    await nexus(['commands', 'add', JSON.stringify({ ...backup, description })]);
    const said = await nexus(['commands', 'list']);
    expect(said.out).toContain('␛[2J<U+202E>evil␇<U+009B>31m');
    // oxlint-disable-next-line no-control-regex
    expect(said.out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(JSON.parse((await nexus(['commands', 'list', '--json'])).out)).toMatchObject({ description });
    const refused = await nexus(['settings', 'show', '\u001b[2J']);
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('There is no setting ␛[2J.') });
  });

  it('are added once, replaced when asked, and removed', async () => {
    const nexus = on(temporaryFolder());
    expect(await nexus(['commands', 'add', JSON.stringify(backup)])).toMatchObject({ code: 0 });
    expect(await nexus(['commands', 'add'], JSON.stringify(backup))).toMatchObject({ code: 1 });
    const changed = JSON.stringify({ ...backup, program: '/bin/false', exit_codes: { '3': 'skipped' } });
    expect(await nexus(['commands', 'add', '--replace', '-'], changed)).toMatchObject({ code: 0 });
    expect(JSON.parse((await nexus(['commands', 'list', '--json'])).out)).toMatchObject({
      name: 'backup',
      program: '/bin/false',
      exit_codes: { '3': 'skipped' },
    });
    expect(await nexus(['commands', 'remove', 'backup'])).toMatchObject({ code: 0 });
    expect(await nexus(['commands', 'remove', 'backup'])).toMatchObject({ code: 2 });
    expect((await nexus(['commands', 'list'])).out).toContain('No command is listed');
  });

  it.each([
    ['{"name": "x"', 'This is not JSON'],
    ['', 'empty'],
    ['{"name": "x", "program": "/bin/true", "shell": true}', 'shell'],
    ['{"name": "no spaces", "program": "/bin/true"}', 'name: only letters'],
    ['[1]', 'command is not valid'],
  ])('refuse %j in words', async (json, words) => {
    const said = await on(temporaryFolder())(['commands', 'add'], json);
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.err).toContain(words);
  });

  it('come from a file as well, and a missing one is named', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'commands.json');
    writeFileSync(file, `\uFEFF[${JSON.stringify(backup)}]`);
    expect(await on(folder)(['commands', 'add', '--file', file])).toMatchObject({ code: 0 });
    const missing = await on(folder)(['commands', 'add', '--file', `${file}.not`]);
    expect(missing.code).toBe(2);
    expect(missing.err).toContain(`${file}.not`);
  });
});

describe('secrets', () => {
  it('are kept without ever being printed', async () => {
    const folder = temporaryFolder();
    const nexus = on(folder);
    const answers = [
      await nexus(['secrets', 'set', 'token'], 'hunter2 \n'),
      await nexus(['secrets', 'list']),
      await nexus(['secrets', 'list', '--json']),
    ];
    expect(answers.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(JSON.stringify(answers)).not.toContain('hunter2');
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).toContain('"token": "hunter2 "');
    expect(await nexus(['secrets', 'remove', 'token'])).toMatchObject({ code: 0 });
    expect(await nexus(['secrets', 'remove', 'token'])).toMatchObject({ code: 2 });
  });

  it.each([
    ['connection:x', 'value'],
    ['token', ''],
  ])('refuse the name %j with the value %j', async (name, value) => {
    expect(await on(temporaryFolder())(['secrets', 'set', name], value)).toMatchObject({ code: 2 });
  });
});

describe('the data folder', () => {
  it('is taken from the environment the command was given', async () => {
    const folder = temporaryFolder();
    const env = { NEXUS_SCHEDULER_DATA_DIR: join(folder, 'there') };
    await run(['settings', 'set', 'executor.slots', '3'], '', env);
    expect(readFileSync(join(folder, 'there', 'settings.json'), 'utf8')).toContain('"slots": 3');
  });

  it('that cannot be used is refused with 4', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const said = await on(join(file, 'data'))(['settings', 'show']);
    expect(said).toMatchObject({ code: 4, out: '' });
    expect(said.err).toContain('--data-dir');
  });
});

describe('what cannot be printed', () => {
  const broken = (code: string) =>
    new PassThrough({
      transform: (_chunk, _encoding, done) => done(Object.assign(new Error(`${code}: write`), { code })),
    });

  it.each([
    ['ENOSPC', 1, 'Standard output could not be written: ENOSPC: write.'],
    ['EPIPE', 0, ''],
  ])('ends in an error when it is lost (%s), not when nobody reads any more', async (code, ends, words) => {
    const args = ['settings', 'show', '--data-dir', temporaryFolder()];
    const said = await run(args, '', {}, undefined, broken(code));
    expect(said.code).toBe(ends);
    expect(said.err.split('\n')[0]).toBe(words);
  });
});
