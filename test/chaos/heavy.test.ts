import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { testDatabase } from '../support/test-database';
import { NexusDesk } from './nexus-desk';
import { Program } from './program';
import { ledger, seedOwner, seedTarget, seedTask } from './seed';
import { until } from './until';

/** The most memory a process has ever had, in MB. */
const peakMb = (pid: number): number =>
  Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

const flooded = await testDatabase();
const slow = await testDatabase();

it('a command that prints a gigabyte ends, leaves the daemon small, and its log capped with a note', async () => {
  const program = new Program({ env: { DATABASE_URL: flooded.url } });
  // A gigabyte of text in lines of a hundred characters, and a last line.
  const script = `const line = 'x'.repeat(99) + '\\n'; const block = Buffer.from(line.repeat(10_000)); let left = 1_000;
    const go = () => { while (left-- > 0) if (!process.stdout.write(block)) return process.stdout.once('drain', go);
      process.stdout.write('the last line\\n'); }; go();`;
  program.settings({ commands: [{ name: 'flood', program: process.execPath, args: ['-e', script] }] });
  await seedOwner(flooded);
  await seedTarget(flooded, 1, 'command', { command: 'flood' });
  const daemon = await program.daemon();
  await seedTask(flooded);
  await until(
    'the end of the flood',
    () => ledger(flooded),
    ([run]) => run?.state === 'ended',
    240_000,
  );
  expect(peakMb(daemon.pid)).toBeLessThan(200);
  expect((await ledger(flooded))[0]).toMatchObject({ outcome: 'succeeded' });
  const [log] = await flooded.sql(
    `SELECT sum(length(line))::int AS size, bool_or(line LIKE '%left out%' OR line LIKE '%omitted%') AS noted,
       bool_or(line = 'the last line') AS whole FROM task_run_logs`,
  );
  expect(log).toMatchObject({ noted: true, whole: true });
  expect(log?.['size']).toBeLessThan(1_200_000);
  daemon.signal('SIGTERM');
  expect(await daemon.ended).toMatchObject({ code: 0 });
  expect(readFileSync(join(program.dataDir, 'logs', 'nexus-scheduler.log'), 'utf8').length).toBeLessThan(
    1_000_000,
  );
});

it('a hundred runs followed at once on a slow server stay within the limit of requests, and all end', async () => {
  const perSecond = 40;
  const desk = await NexusDesk.open(slow, { latencyMs: 150, requestsPerSecond: perSecond });
  const seen: number[] = [];
  desk.server.onRequest(() => seen.push(performance.now()));
  desk.program.settings({
    ...JSON.parse(readFileSync(join(desk.program.dataDir, 'settings.json'), 'utf8')),
    executor: { slots: 128 },
  });
  const workflow = await desk.workflow({ looksPerStage: 2 });
  const daemon = await desk.program.daemon();
  await slow.sql(
    `INSERT INTO scheduled_tasks (name, user_id, app_id, workflow_id, input, start_time, next_run_time, repeat_type)
     SELECT 'Task ' || n, 1, 1, $1, '{"text": "hello"}', now() AT TIME ZONE 'UTC', now(), 'day' FROM generate_series(1, 100) AS n`,
    [workflow.here],
  );
  await until('a hundred going', async () => {
    const [row] = await slow.sql(`SELECT count(*)::int AS n FROM task_runs WHERE state = 'running'`);
    return row?.['n'] === 100;
  });
  const runs = await until(
    'every run',
    () => ledger(slow),
    (all) => all.length === 100 && all.every(({ state }) => state === 'ended'),
    200_000,
  );
  expect(new Set(runs.map(({ outcome }) => outcome))).toEqual(new Set(['succeeded']));
  expect(runs.map(({ id }) => desk.startsThere(id)).every((starts) => starts === 1)).toBe(true);

  // What left evenly may arrive bunched on a busy machine: over five seconds that is small change.
  const windowMs = 5_000;
  const most = Math.max(
    ...seen.map((from) => seen.filter((at) => at >= from && at < from + windowMs).length),
  );
  expect(seen.length).toBeGreaterThan(500);
  expect(most).toBeLessThanOrEqual((perSecond * windowMs * 1.2) / 1000);
  daemon.signal('SIGTERM');
  expect(await daemon.ended).toMatchObject({ code: 0 });
});
