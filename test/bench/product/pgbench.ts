import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quietSettings } from '../../../src-main/database/connection';
import {
  claimOneSql,
  claimSql,
  directorySql,
  pickNamedSql,
  pickSql,
  settleOneSql,
  settleSql,
} from '../../../src-main/database/ledger/ledger-sql';
import { caseOptions, report } from '../report-case.mjs';
import { addTasks, benchDatabase, dueJustNow } from './bench-database';

const owner = `'11111111-1111-4111-8111-111111111111'`;

/** The product's own statement texts with pgbench's variables for their parameters. */
const filled = (sql: string, parameters: readonly string[]): string =>
  parameters
    .reduceRight((text, value, i) => text.replaceAll(`$${i + 1}`, value), sql)
    .replaceAll(/\s+/g, ' ');

/** The pick's columns by the names used here. */
const columns = `run_id, id, name, user_id, app_id, workflow_id, input, node_confirm_users, rule,
  max_executions, execution_count, planned, now, missed, overlap, retry_attempts, retry_delay_ms, retry_on, timeout_ms,
  open_runs, waiting_turn`;

const all = (value: string, type: string, like: string): string =>
  `array_fill(${value}::${type}, ARRAY[cardinality(:${like}::bigint[])])`;

/** One task at a time, by the statements for one. */
const singleScript = (): string => {
  const settle = filled(settleOneSql, [
    owner,
    ':run',
    `'succeeded'`,
    ...Array.from({ length: 6 }, () => 'NULL'),
  ]);
  const names = Array.from({ length: 15 }, (_, i) => `n${i}`);
  const pick = `SELECT coalesce(max(run_id), 0) AS next_run, coalesce(max(id), 0) AS next_task,
    coalesce(max(planned), 0) AS planned, coalesce(sum(open_runs + waiting_turn), 0) AS open_runs,
    coalesce(sum(retry_attempts), 0) AS retries, max(concat(${names.join(', ')})) IS NULL AS nobody
    FROM (${filled(pickNamedSql, ['NULL', '1', `'-Infinity'`])}) picked(${columns}, ${names.join(', ')})`.replaceAll(
    /\s+/g,
    ' ',
  );
  const next = `date_part('epoch', now() + interval '1 day')`;
  const claim = filled(claimOneSql, [owner, ':next_run', ':next_task', ':planned', next, '3']);
  return ['BEGIN;', `${settle};`, `${pick} \\gset`, `${claim};`, 'COMMIT;', '\\set run :next_run', ''].join(
    '\n',
  );
};

const script = (batch: number): string => {
  const nothing = `'{}'`;
  const settle = filled(settleSql, [
    owner,
    ':runs',
    ':tasks',
    all(`'succeeded'`, 'text', 'runs'),
    ...Array.from({ length: 6 }, () => nothing),
  ]);
  const pick =
    `SELECT coalesce(array_agg(run_id), '{}')::text AS next_runs, coalesce(array_agg(id), '{}')::text AS next_tasks,
    coalesce(array_agg(planned), '{}')::text AS planned,
    coalesce((array_agg(user_id))[1:100], '{}')::text AS users, coalesce((array_agg(app_id))[1:100], '{}')::text AS apps,
    coalesce((array_agg(workflow_id))[1:100], '{}')::text AS workflows,
    coalesce(sum(open_runs + waiting_turn), 0) AS open_runs, coalesce(sum(retry_attempts), 0) AS retries
    FROM (${filled(pickSql, ['NULL', String(batch), `'-Infinity'`])}) picked(${columns})`.replaceAll(
      /\s+/g,
      ' ',
    );
  const claim = filled(claimSql, [
    owner,
    ':next_runs',
    ':next_tasks',
    ':planned',
    all(`date_part('epoch', now() + interval '1 day')`, 'float8', 'next_tasks'),
    all('3', 'int', 'next_tasks'),
  ]);
  return [
    'BEGIN;',
    `${settle};`,
    `${pick} \\gset`,
    `${claim};`,
    `SELECT :next_runs::text AS runs, :next_tasks::text AS tasks \\gset`,
    `${filled(directorySql, [':users', ':apps', ':workflows'])};`,
    'COMMIT;',
    '',
  ].join('\n');
};

/** The server's own limit for the executor's work: its statements, driven by pgbench, on the same tables. */
const main = async (): Promise<void> => {
  const options = caseOptions({ jobs: 10_000, batch: 200, clients: 4 });
  const { sql, url } = await benchDatabase('bench_pgbench');
  await addTasks(sql, options.jobs, dueJustNow);
  const folder = mkdtempSync(join(tmpdir(), 'nexus-scheduler-pgbench-'));
  const file = join(folder, 'cycle.sql');
  writeFileSync(file, options.batch === 1 ? singleScript() : script(options.batch));
  const target = new URL(url);
  const turns = Math.ceil(options.jobs / options.batch / options.clients) + 1;
  const turnOptions = [
    '-n',
    '-M',
    'prepared',
    '-c',
    options.clients,
    '-j',
    Math.min(2, options.clients),
    '-t',
    turns,
  ];
  const connection = [
    '-f',
    file,
    '-D',
    'runs={}',
    '-D',
    'tasks={}',
    '-D',
    'run=0',
    '-h',
    target.hostname,
    '-p',
    target.port,
  ];
  const ran = spawnSync(
    'pgbench',
    [...turnOptions, ...connection, '-U', target.username, 'bench_pgbench'].map(String),
    {
      encoding: 'utf8',
      env: {
        ...process.env,
        PGPASSWORD: target.password,
        PGOPTIONS: quietSettings.map(([name, value]) => `-c ${name}=${value}`).join(' '),
      },
    },
  );
  rmSync(folder, { recursive: true });
  const perSecond = Number(/tps = ([\d.]+)/.exec(ran.stdout)?.[1]);
  const answer = await sql.query('SELECT count(*)::int AS runs FROM task_runs');
  await sql.end();
  if (!(perSecond > 0) || answer.rows[0].runs !== options.jobs)
    throw new Error(`pgbench: ${JSON.stringify(answer.rows)} ${ran.stdout} ${ran.stderr}`);
  const seconds = (turns * options.clients) / perSecond;
  report({ rate: options.jobs / seconds });
};

void main();
