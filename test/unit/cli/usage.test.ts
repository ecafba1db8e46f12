import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { buildProgram } from '../../../src-main/cli/build-program';
import { run } from './run-in-memory';

/** Every command as the words that call it. */
const paths = (parent: Command, before: readonly string[] = []): readonly (readonly string[])[] =>
  parent.commands.flatMap((child) => {
    const path = [...before, child.name()];
    return [path, ...paths(child, path)];
  });

const program = buildProgram('1.2.3', () => {
  throw new Error('not needed');
});

describe('usage', () => {
  it.each([[[]], ...paths(program).map((path) => [path])])(
    '%j --help tells what it does, with an example',
    async (path) => {
      const said = await run([...path, '--help']);
      expect(said).toMatchObject({ code: 0, err: '' });
      expect(said.out).toMatch(/Examples?:\n {2}.*nexus-scheduler/);
      expect(said.out).toContain('--database-url');
    },
  );

  it('documents the exit codes', async () => {
    const { out } = await run(['--help']);
    for (const code of [0, 1, 2, 3, 4]) expect(out).toMatch(new RegExp(`\\n {2}${code} {2}\\w`));
  });

  it('tells its version', async () => {
    expect(await run(['--version'])).toEqual({ code: 0, out: '1.2.3\n', err: '' });
  });

  it.each([
    [['--mode', 'twice'], 'once, daemon'],
    [['--mode', 'daemon', '--interval', '0'], 'from 1 to 3600'],
    [['--mode', 'daemon', '--interval', '-1'], 'from 1 to 3600'],
    [['--mode', 'daemon', '--interval=-1'], 'from 1 to 3600'],
    [['--mode', 'daemon', '--interval', 'abc'], 'from 1 to 3600'],
    [['--mode', 'daemon', '--interval', '1e9'], 'from 1 to 3600'],
    [['--mode', 'daemon', '--interval', '3601'], 'from 1 to 3600'],
    [['--mode', 'daemon', '--interval', '0.5'], 'from 1 to 3600'],
    [['--mode', 'once', '--interval', '30'], '--mode daemon'],
    [['nonsense'], 'nonsense'],
    [['tasks', 'nonsense'], 'nonsense'],
    [['tasks', 'show', '1x'], 'positive whole number'],
    [['tasks', 'show'], 'missing required argument'],
    [['runs', 'list', '--limit', '0'], 'from 1 to'],
    [['tasks', 'pause', '1', '--until', 'soon'], '15m'],
    [['preview'], '--stdin or --task'],
    [['--log-level', 'loud', '--mode', 'once'], 'debug'],
  ])('%j is refused with words and 2', async (args, words) => {
    const said = await run(args);
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.err).toContain(words);
  });

  it('shows its help on standard error when it was told nothing', async () => {
    const said = await run([]);
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.err).toContain('Usage: nexus-scheduler');
  });

  it('does not repeat a password from the command line', async () => {
    const said = await run(['--database-url', 'postgresql://me:s3cr3t@db/x', '--bad-option']);
    expect(said.code).toBe(2);
    expect(said.err).not.toContain('s3cr3t');
  });
});
