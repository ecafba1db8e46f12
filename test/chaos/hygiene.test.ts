import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Program } from './program';
import { until } from './until';

/** Processes (not ourselves) that name the folder on their command line or in their environment, or work in it. */
const processesOn = (folder: string): readonly string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .filter((pid) =>
      ['cmdline', 'environ'].some((file) => {
        try {
          return readFileSync(`/proc/${pid}/${file}`, 'utf8').includes(folder);
        } catch {
          return false;
        }
      }),
    );

const runs = async (
  program: Program,
): Promise<readonly { readonly id: number; readonly outcome: string }[]> =>
  (await program.rows(['runs', 'list'])).map((row) => {
    const { id, outcome } = Object(row);
    return { id: Number(id), outcome: String(outcome) };
  });

it('a first start runs the sample; Ctrl+C leaves nothing behind; a kill loses nothing', async () => {
  const program = new Program();
  const first = await program.daemon();
  await first.line(/“Sample: hello” succeeded/);
  expect(processesOn(program.dataDir).length).toBeGreaterThan(1);
  first.signal('SIGINT');
  expect(await first.ended).toMatchObject({ code: 0 });
  await until('every process gone', () => processesOn(program.dataDir).length === 0);

  const second = await program.daemon();
  const before = await runs(program);
  expect(before).toEqual([{ id: 1, outcome: 'succeeded' }]);
  // The command line beside it leaves the server running for it.
  expect(await program.run(['tasks', 'run', '1', '--wait'])).toMatchObject({
    code: 0,
    out: expect.stringMatching(/succeeded/),
  });
  const postmasterOf = async (): Promise<unknown> => (await program.rows(['database', 'url']))[0];
  const url = await postmasterOf();

  second.signal('SIGKILL');
  await second.ended;
  // The server outlives a program that was killed, and the next one takes it over.
  expect(processesOn(program.dataDir).length).toBeGreaterThan(0);
  const third = await program.daemon();
  expect(await postmasterOf()).toEqual(url);
  expect(await runs(program)).toHaveLength(2);
  expect(await program.run(['tasks', 'run', '1', '--wait'])).toMatchObject({ code: 0 });
  expect((await runs(program)).map(({ outcome }) => outcome)).toEqual([
    'succeeded',
    'succeeded',
    'succeeded',
  ]);
  third.signal('SIGTERM');
  expect(await third.ended).toMatchObject({ code: 0 });
  await until('every process gone again', () => processesOn(program.dataDir).length === 0);
});
