import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { testDatabase } from '../support/test-database';
import { HttpTarget } from './http-target';
import { Program } from './program';
import { ledger, seedOwner, seedTarget, seedTask } from './seed';

const db = await testDatabase({ empty: true });
const target = await HttpTarget.open();
const program = new Program({ env: { DATABASE_URL: db.url } });

/** A rule of each kind that has an occurrence this very second. */
const rules: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  none: { repeat_type: `'none'`, task_type: `'one_time'` },
  minute: { repeat_type: `'minute'`, repeat_interval: '10' },
  hour: { repeat_type: `'hour'`, repeat_interval: '2' },
  day: { repeat_type: `'day'` },
  week: {
    repeat_type: `'week'`,
    repeat_days: `jsonb_build_array(extract(isodow FROM now() AT TIME ZONE 'UTC')::int)`,
  },
  month: {
    repeat_type: `'month'`,
    repeat_day_of_month: `extract(day FROM now() AT TIME ZONE 'UTC')::int`,
  },
  year: {
    repeat_type: `'year'`,
    repeat_month: `extract(month FROM now() AT TIME ZONE 'UTC')::int`,
    repeat_day_of_month: `extract(day FROM now() AT TIME ZONE 'UTC')::int`,
  },
};

it('an empty database is made ready; plain rows of every kind run once; a second time starts none', async () => {
  const written = join(program.dataDir, 'written.json');
  const script = join(program.dataDir, 'command.sh');
  writeFileSync(script, `#!/bin/sh\ncat > "$1"\n`);
  chmodSync(script, 0o755);
  program.settings({ commands: [{ name: 'keep', program: script, args: [written] }] });

  expect(await program.run(['migrate'])).toMatchObject({ code: 0 });
  await seedOwner(db);
  await seedTarget(db, 1, 'http', { method: 'POST', url: target.url });
  await seedTarget(db, 2, 'command', { command: 'keep' });
  for (const [name, columns] of Object.entries(rules)) await seedTask(db, { name: `'${name}'`, ...columns });
  await seedTask(db, { name: `'command'`, workflow_id: '2', input: `'{"city": "Graz"}'` });
  await seedTask(db, { name: `'later'`, next_run_time: `now() + interval '1 hour'` });
  await seedTask(db, { name: `'disabled'`, status: '2' });
  await seedTask(db, { name: `'paused'`, status: '3' });
  await seedTask(db, { name: `'deleted'`, status: '4' });

  const first = await program.run(['--mode', 'once']);
  expect(first).toMatchObject({ code: 0, out: '8 due, 8 started: 8 succeeded.\n' });

  const names = target.starts.map(({ body }): unknown => JSON.parse(body).task.name);
  expect(new Set(names)).toEqual(new Set(Object.keys(rules)));
  expect(names).toHaveLength(7);
  expect(JSON.parse(readFileSync(written, 'utf8'))).toEqual({ city: 'Graz' });

  const ran = { last_run_status: 1, execution_count: 1, ran: true };
  const goesOn = { ...ran, status: 1, ahead: true };
  const untouched = { last_run_status: null, execution_count: 0, ran: null };
  const tasks = await db.sql(`
    SELECT name, status, last_run_status, execution_count, last_run_time >= created_at AS ran,
      next_run_time > now() AND next_run_time <= now() + CASE name WHEN 'minute' THEN interval '10 minutes'
        WHEN 'hour' THEN interval '2 hours' WHEN 'week' THEN interval '7 days' WHEN 'month' THEN interval '31 days'
        WHEN 'year' THEN interval '366 days' ELSE interval '1 day' END AS ahead
    FROM scheduled_tasks ORDER BY id`);
  expect(tasks).toEqual([
    { name: 'none', ...ran, status: 2, ahead: null },
    { name: 'minute', ...goesOn },
    { name: 'hour', ...goesOn },
    { name: 'day', ...goesOn },
    { name: 'week', ...goesOn },
    { name: 'month', ...goesOn },
    { name: 'year', ...goesOn },
    { name: 'command', ...goesOn },
    { name: 'later', ...untouched, status: 1, ahead: true },
    { name: 'disabled', ...untouched, status: 2, ahead: false },
    { name: 'paused', ...untouched, status: 3, ahead: false },
    { name: 'deleted', ...untouched, status: 4, ahead: false },
  ]);

  const runs = await ledger(db);
  expect(runs).toHaveLength(8);
  for (const run of runs)
    expect(run).toMatchObject({ trigger: 'schedule', state: 'ended', outcome: 'succeeded', attempt: 1 });

  expect(await program.run(['--mode', 'once'])).toMatchObject({ code: 0, out: 'Nothing was due.\n' });
  expect(target.starts).toHaveLength(7);
  expect(await ledger(db)).toHaveLength(8);
});
