import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { testDatabase } from '../support/test-database';
import { HttpTarget } from './http-target';
import { NexusDesk, password } from './nexus-desk';
import { ledger, seedTarget, seedTask } from './seed';
import { until } from './until';

const db = await testDatabase();
const desk = await NexusDesk.open(db);
const target = await HttpTarget.open();
const { program } = desk;

const token = 'tok-8c1f5e0b77aa42';
const commandKey = 'env-55d0e1f0c2bb91';

/** Every row of every table of ours, as a dump would have it. */
const dump = async (): Promise<string> => {
  const tables = await db.sql<{ name: string }>(
    `SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public'`,
  );
  const rows: unknown[] = [];
  for (const { name } of tables) rows.push(await db.sql(`SELECT t::text FROM ${name} t`));
  return JSON.stringify(rows);
};

/** A backup's bytes, unpacked where it is packed. */
const unpacked = (file: string): string => {
  const bytes = readFileSync(file);
  return (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('utf8');
};

/** Everything in the data folder except the one file that may hold secrets. */
const filesOf = (folder: string): readonly (readonly [string, string])[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'secrets.json')
    .map((entry) => [entry.name, unpacked(join(entry.parentPath, entry.name))] as const);

it('planted secrets are used, and are in no log, row, backup, export or answer', async () => {
  await program.rows(['secrets', 'set', 'report-token'], token);
  await program.rows(['secrets', 'set', 'backup-key'], commandKey);
  // A command that shouts what it was given, on both streams, whole and in a line.
  const script = `console.log(process.env.KEY); console.error('key=' + process.env.KEY + ' end'); process.exit(3)`;
  const definition = {
    name: 'shout',
    program: process.execPath,
    args: ['-e', script],
    env: { KEY: 'secret:backup-key' },
  };
  await program.rows(['commands', 'add', JSON.stringify(definition)]);

  const workflow = await desk.workflow({ script: 'fail' });
  // A server that sends everything back, the header with its secret among it, and fails.
  target.echo(500);
  await seedTarget(db, 101, 'http', {
    method: 'POST',
    url: target.url,
    headers: { authorization: 'Bearer {{secret.report-token}}' },
    body: { token: '{{secret.report-token}}', input: '{{input.text}}' },
  });
  await seedTarget(db, 102, 'command', { command: 'shout' });

  const daemon = program.start(['--mode', 'daemon', '--log-level', 'debug']);
  await daemon.line(/looks for due tasks/);
  await desk.due(workflow, { name: `'nexus'` });
  for (const [name, id] of [['http', 101] as const, ['command', 102] as const])
    await seedTask(db, { name: `'${name}'`, workflow_id: `${id}`, input: `'{"text": "hi"}'` });
  const runs = await until(
    'every run',
    () => ledger(db),
    (all) => all.length === 3 && all.every(({ state }) => state === 'ended'),
  );
  daemon.signal('SIGTERM');
  expect(await daemon.ended).toMatchObject({ code: 0 });

  // They were used: each target got its own.
  expect(runs.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'failed']);
  expect(target.starts[0]?.body).toContain(token);
  expect(desk.startsThere(runs.find(({ external_ref }) => external_ref !== null)?.id ?? '')).toBe(1);

  for (const { id } of runs)
    for (const what of ['show', 'log'])
      expect(await program.run(['runs', what, id])).toMatchObject({ code: 0 });
  for (const args of [
    ['runs', 'list', '--json'],
    ['tasks', 'list', '--json'],
    ['tasks', 'export'],
    ['workflows', 'list', '--json'],
    ['settings', 'show', '--json'],
    ['commands', 'list', '--json'],
    ['secrets', 'list', '--json'],
    ['connections', 'list', '--json'],
    ['connections', 'test', 'main'],
    ['doctor', '--log-level', 'debug'],
  ])
    expect(await program.run(args)).toMatchObject({ code: 0 });
  await program.rows(['database', 'backup', join(program.dataDir, 'all.backup')]);

  const places = [
    ['what the program said', program.said],
    ['the database', await dump()],
    ...filesOf(program.dataDir),
  ];
  expect(places.map(([name]) => name)).toEqual(
    expect.arrayContaining(['nexus-scheduler.log', 'settings.json', 'all.backup']),
  );
  const jwt = /eyJ[\w-]{10,}\.[\w-]{10,}/;
  const found = places.flatMap(([name = '', text = '']) =>
    [password, token, commandKey, encodeURIComponent(password), Buffer.from(token).toString('base64')]
      .filter((secret) => text.includes(secret))
      .map((secret) => `${secret} in ${name}`)
      .concat(jwt.test(text) ? [`a token in ${name}`] : []),
  );
  expect(found).toEqual([]);
});
