import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { commandDefinition, type CommandDefinition } from '../../../src-main/contract/settings';
import type { Ending } from '../../../src-main/executor/connector';
import { systemClock } from '../../../src-main/workflows/clock';
import { CommandConnector } from '../../../src-main/workflows/command/command-connector';
import { groupLives, startOf } from '../../../src-main/workflows/command/process-tree';
import { temporaryFolder } from '../../support/temporary-folder';
import { RecordedRun } from './recorded-run';
import { secretsOf } from './test-secrets';

const quiet = { debug: () => undefined, info: () => undefined, error: () => undefined };

const connectorOf = (
  commands: readonly CommandDefinition[],
  secrets: Readonly<Record<string, string>> = {},
  graceMs = 200,
): CommandConnector =>
  new CommandConnector({
    commands: () => commands,
    secrets: secretsOf(secrets),
    clock: systemClock,
    log: quiet,
    host: 'here',
    bootId: 'boot',
    graceMs,
  });

/** A command that runs this Node script. */
const script = (code: string, more: Partial<CommandDefinition> = {}): CommandDefinition =>
  commandDefinition.parse({ name: 'it', program: process.execPath, args: ['-e', code, '--'], ...more });

const runOf = (input: RecordedRun['input'] = {}, given: { runId?: string } = {}): RecordedRun =>
  new RecordedRun({ command: 'it' }, { input, ...given });

const brief = (ending: Ending): unknown =>
  ending.kind === 'detached' ? 'detached' : [ending.outcome, ending.reason?.code ?? null];

const pidOf = (run: RecordedRun): number => {
  const pid = Number(/process (\d+)/.exec(run.text)?.[1]);
  expect(pid).toBeGreaterThan(1);
  return pid;
};

describe('a command of this machine', () => {
  it('gets the input on stdin and in the environment, and its arguments whole', async () => {
    const definition = script(
      `let t='';process.stdin.on('data',d=>t+=d).on('end',()=>{
        console.log(JSON.stringify([JSON.parse(t),JSON.parse(process.env.NEXUS_INPUT),process.argv.slice(1),process.env.NEXUS_RUN_ID,
        process.env.NEXUS_TASK_NAME,process.env.NEXUS_PLANNED_AT,process.env.NEXUS_ATTEMPT,process.env.OWN,process.env.DATABASE_URL??'none']))})`,
    );
    const command = {
      ...definition,
      args: [...definition.args, '{{input.x}}', 'a {{input.x}} b', '{{input.n}}'],
      env: { OWN: 'secret:own' },
    };
    process.env['DATABASE_URL'] = 'postgres://u:p@h/d';
    onTestFinished(() => void delete process.env['DATABASE_URL']);
    const input = { x: '$(rm -rf /) "q" & ä', n: 5 };
    const run = runOf(input);
    expect(brief(await connectorOf([command], { own: 'sesame-42' }).start(run))).toEqual(['succeeded', null]);
    const line = run.lines.find(({ stream }) => stream === 'stdout');
    expect(JSON.parse(line?.line ?? '')).toEqual([
      input,
      input,
      [input.x, 'a {{input.x}} b', '5'],
      '41',
      'Nightly report',
      '2026-03-08T07:30:00.000Z',
      '1',
      '[secret]',
      'none',
    ]);
    expect(line?.at).toBeInstanceOf(Date);
  });

  it('leaves the input out of the environment when it is large, never out of stdin', async () => {
    const command = script(
      `let n=0;process.stdin.on('data',d=>n+=d.length).on('end',()=>console.log(n,process.env.NEXUS_INPUT===undefined))`,
    );
    const run = runOf({ x: 'y'.repeat(3_000_000) });
    await connectorOf([command]).start(run);
    expect(run.text).toContain('3000008 true');
  });

  it('does not mind a command that closes its stdin', async () => {
    const command = script(
      `process.stdin.destroy();require('fs').closeSync(0);setTimeout(()=>process.exit(0),100)`,
    );
    expect(brief(await connectorOf([command]).start(runOf({ x: 'y'.repeat(5_000_000) })))).toEqual([
      'succeeded',
      null,
    ]);
  });

  it('maps exit codes, signals and programs that cannot be started', async () => {
    const of = async (code: string, more: Partial<CommandDefinition> = {}) =>
      brief(await connectorOf([script(code, more)]).start(runOf()));
    expect(await of('process.exit(3)')).toEqual(['failed', 'exit_code']);
    expect(await of('process.exit(3)', { exitCodes: { '3': 'skipped' } })).toEqual(['skipped', 'exit_code']);
    expect(await of('process.exit(4)', { exitCodes: { '4': 'succeeded' } })).toEqual(['succeeded', null]);
    expect(await of('', { exitCodes: { '0': 'failed' } })).toEqual(['failed', 'exit_code']);
    expect(await of('process.kill(process.pid,"SIGKILL")')).toEqual(['failed', 'signal']);
    expect(await of('', { program: '/no/such/program' })).toEqual(['failed', 'not_executable']);
    expect(await of('', { program: 'no-such-program-in-path' })).toEqual(['failed', 'not_executable']);
    expect(await of('', { program: './here' })).toEqual(['failed', 'not_executable']);
    expect(await of('', { folder: '/no/such/folder' })).toEqual(['failed', 'not_executable']);
    const plain = join(temporaryFolder(), 'plain.txt');
    writeFileSync(plain, 'hello');
    expect(await of('', { program: plain })).toEqual(['failed', 'not_executable']);
    for (const odd of [
      { folder: plain },
      { folder: 'nul\0' },
      { program: join(plain, 'below-a-file') },
      { program: `/${'long'.repeat(100)}` },
      { program: temporaryFolder() },
      { env: { A: 'nul\0' } },
      { env: { 'A\0B': '1' } },
      { env: { A: 'x'.repeat(200_000) } },
    ])
      expect([odd, await of('', odd)]).toEqual([odd, ['failed', 'not_executable']]);
    expect(await of('', { args: ['{{input.gone}}'] })).toEqual(['failed', 'invalid_input']);
    expect(await of('', { env: { A: 'secret:gone' } })).toEqual(['failed', 'secret_missing']);
  });

  it('says what keeps it from being started', async () => {
    const said = async (more: Partial<CommandDefinition>, input: RecordedRun['input'] = {}) => {
      const ending = await connectorOf([script('', more)]).start(runOf(input));
      return ending.kind === 'ended' ? ending.error?.message : ending.kind;
    };
    expect(await said({ folder: '/no/such/folder' })).toContain('There is no folder "/no/such/folder"');
    expect(await said({ args: ['{{input.x}}'] }, { x: 'y'.repeat(200_000) })).toContain(
      'larger than the system allows',
    );
    expect(await said({ env: { A: 'a word\0' } })).toMatch(/NUL character stands in its [^']*$/);
  });

  it('takes nothing that is executed from the database', async () => {
    const connector = connectorOf([script('')]);
    const of = async (config: RecordedRun['config']) => brief(await connector.start(new RecordedRun(config)));
    expect(await of({ command: 'other' })).toEqual(['failed', 'command_not_listed']);
    expect(await of({ command: 'it', args: ['-e', 'evil'] })).toEqual(['failed', 'invalid_target']);
    expect(await of({ program: '/bin/sh' })).toEqual(['failed', 'invalid_target']);
  });

  it('reports progress, keeps colours, and survives binary output', async () => {
    const command = script(
      `console.log('::progress 40 half way');console.log('\\x1b[31mred\\x1b[0m');
       process.stdout.write(Buffer.from([0xff,0xfe,0,0x41,0x0a]));process.stdout.write('10%\\r20%\\r30%\\r\\n');
       process.stdout.write(Buffer.from([0xe4,0xb8]));setTimeout(()=>process.stdout.write(Buffer.from([0xad,0x0a])),50);
       console.error('::progress 50 not here')`,
    );
    const run = runOf();
    await connectorOf([command]).start(run);
    expect(run.progressed).toEqual([{ percent: 40, text: 'half way' }]);
    const out = run.lines.filter(({ stream }) => stream === 'stdout').map(({ line }) => line);
    expect(out).toEqual(['\u001B[31mred\u001B[0m', '\uFFFD\uFFFDA', '30%', '中']);
    expect(run.text).toContain('::progress 50 not here');
  });

  it('keeps head and tail of 200 MB, in little memory', async () => {
    const command = script(
      `const line='x'.repeat(99)+'\\n';const block=line.repeat(10000);let n=0;process.stdout.write('first\\n');
       const go=()=>{while(n++<200)if(!process.stdout.write(block)){process.stdout.once('drain',go);return}process.stdout.write('last\\n')};go()`,
    );
    const run = runOf();
    let peak = 0;
    const before = process.memoryUsage().rss;
    const timer = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 20);
    onTestFinished(() => clearInterval(timer));
    expect(brief(await connectorOf([command]).start(run))).toEqual(['succeeded', null]);
    const size = run.lines.reduce((sum, { line }) => sum + line.length, 0);
    expect(size).toBeGreaterThan(500_000);
    expect(size).toBeLessThan(1_100_000);
    expect(run.text).toContain('first');
    expect(run.lines.at(-1)?.line).toBe('last');
    expect(run.text).toMatch(/… \d{7} lines \(\d{9} bytes\) left out …/);
    expect(peak - before).toBeLessThan(120_000_000);
  });

  it('splits an endless line and never shows half a secret', async () => {
    const command = script(
      `const s=process.env.KEY;let n=0;const go=()=>{for(;n++<300;)if(!process.stdout.write('z'.repeat(1000+n)+s)){process.stdout.once('drain',go);return}};go()`,
      { env: { KEY: 'secret:key' } },
    );
    const run = runOf();
    const key = 'abcdefghijklmnopqrstuvwxyz-0123456789';
    await connectorOf([command], { key }).start(run);
    const out = run.lines.filter(({ stream }) => stream === 'stdout').map(({ line }) => line);
    expect(Math.max(...out.map((line) => line.length))).toBeLessThanOrEqual(8_192);
    expect(out.join('')).not.toMatch(/[a-y0-9-]{8}/);
    expect(out.join('').split('[secret]').length).toBe(301);
  });

  it('ends a command that ignores SIGTERM, and its children', async () => {
    const command = script(
      `process.on('SIGTERM',()=>console.log('no'));
       const c=require('child_process').spawn(process.execPath,['-e','process.on("SIGTERM",()=>{});setInterval(()=>{},1000);console.log("child "+process.pid)'],{stdio:'inherit'});
       setInterval(()=>{},1000)`,
    );
    for (const [reason, expected] of [
      ['cancelled', ['cancelled', null]],
      ['timeout', ['timed_out', null]],
      ['stopping', ['cancelled', 'stopped']],
    ] as const) {
      const run = runOf();
      const ending = connectorOf([command]).start(run);
      await run.until(() => run.text.includes('child '));
      run.stop(reason);
      expect(brief(await ending)).toEqual(expected);
      expect(await groupLives(pidOf(run))).toBe(false);
      expect(await startOf(Number(/child (\d+)/.exec(run.text)?.[1]))).toBeNull();
    }
  });

  it('kills all of a command that is ended by force, also what left its group, without a grace period', async () => {
    const command = script(
      `process.on('SIGTERM',()=>{});
       const c=require('child_process').spawn(process.execPath,['-e','setInterval(()=>{},1000)'],{stdio:'ignore',detached:true});
       console.log('away '+c.pid);setInterval(()=>{},1000)`,
    );
    const connector = connectorOf([command], {}, 600_000);
    const run = runOf();
    const ending = connector.start(run);
    await run.until(() => run.text.includes('away '));
    run.stop('cancelled');
    run.endByForce();
    expect(brief(await ending)).toEqual(['cancelled', null]);
    expect(await groupLives(pidOf(run))).toBe(false);
    expect(await startOf(Number(/away (\d+)/.exec(run.text)?.[1]))).toBeNull();
    expect(run.text).not.toContain('could not be ended');
  });

  it.each(['cancelled', 'timeout'] as const)(
    'ends what left its group too when it is stopped: %s',
    async (why) => {
      const command = script(
        `const c=require('child_process').spawn(process.execPath,['-e','setInterval(()=>{},1000);console.log("away "+process.pid)'],{stdio:'inherit',detached:true});
       setInterval(()=>{},1000)`,
      );
      const run = runOf();
      const ending = connectorOf([command]).start(run);
      await run.until(() => run.text.includes('away '));
      run.stop(why);
      await ending;
      expect(await startOf(Number(/away (\d+)/.exec(run.text)?.[1]))).toBeNull();
    },
  );

  it('does not wait for what a command leaves behind, and ends it', async () => {
    const command = script(
      `const c=require('child_process').spawn('sleep',['1000'],{stdio:'inherit'});console.log('left '+c.pid);c.unref();process.exit(0)`,
    );
    const run = runOf();
    expect(brief(await connectorOf([command]).start(run))).toEqual(['succeeded', null]);
    expect(await startOf(Number(/left (\d+)/.exec(run.text)?.[1]))).toBeNull();
  });

  it('runs no more at once than allowed, in order', async () => {
    const folder = temporaryFolder();
    const gate = join(folder, 'open');
    const command = script(
      `console.log('up');const t=setInterval(()=>{if(require('fs').existsSync(${JSON.stringify(gate)})){clearInterval(t)}},10)`,
      { concurrency: 1 },
    );
    const connector = connectorOf([command]);
    const [first, second, third] = [runOf(), runOf(), runOf()];
    const one = connector.start(first);
    await first.until(() => first.text.includes('up'));
    const two = connector.start(second);
    const three = connector.start(third);
    third.stop('cancelled');
    expect(brief(await three)).toEqual(['cancelled', null]);
    expect(second.text).toContain('Waiting: at most 1');
    expect(second.text).not.toContain('Started');
    writeFileSync(gate, '');
    expect(brief(await one)).toEqual(['succeeded', null]);
    expect(brief(await two)).toEqual(['succeeded', null]);
  });
});

describe('a command whose executor was killed', () => {
  it('is found by what was written down, ended with its family, and abandoned', async () => {
    const code = `const c=require('child_process').spawn('setsid',['sleep','1000'],{stdio:'ignore'});console.log(c.pid);setInterval(()=>{},1000)`;
    for (const known of [true, false]) {
      const env = { ...process.env, NEXUS_RUN_MARK: `mark-${known}` };
      const child = spawn(process.execPath, ['-e', code], {
        detached: true,
        env,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      onTestFinished(() => void child.kill('SIGKILL'));
      const exit = once(child, 'exit');
      const [line] = await once(child.stdout, 'data');
      const pid = known ? (child.pid ?? 0) : null;
      const ref = {
        host: 'here',
        bootId: 'boot',
        mark: `mark-${known}`,
        pid,
        started: pid === null ? null : await startOf(pid),
        attempt: 1,
      };
      const run = runOf();
      expect(brief(await connectorOf([]).resume(run, ref))).toEqual(['abandoned', 'executor_lost']);
      expect(run.text).toContain('still going and was ended');
      await exit;
      expect(await startOf(Number(String(line)))).toBeNull();
    }
  });

  it('leaves alone what only has its number', async () => {
    const child = spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' });
    onTestFinished(() => void child.kill('SIGKILL'));
    const pid = child.pid ?? 0;
    const ref = { host: 'here', bootId: 'boot', mark: 'none', pid, started: '1', attempt: 1 };
    const run = runOf();
    expect(brief(await connectorOf([]).resume(run, ref))).toEqual(['abandoned', 'executor_lost']);
    expect(run.text).toContain('ended meanwhile');
    const started = await startOf(pid);
    expect(started).not.toBeNull();
    await connectorOf([]).resume(run, { ...ref, started, bootId: 'other' });
    await connectorOf([]).resume(run, { ...ref, started, host: 'there' });
    expect(await startOf(pid)).toBe(started);
  });
});
