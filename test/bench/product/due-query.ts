import type { ClientBase } from 'pg';
import { z } from 'zod';
import { pickSql } from '../../../src-main/database/ledger/ledger-sql';
import { caseOptions, quantile, report } from '../report-case.mjs';
import { benchDatabase } from './bench-database';

const explained = z.array(
  z.object({
    'QUERY PLAN': z.array(
      z.object({
        'Planning Time': z.number(),
        'Execution Time': z.number(),
        Plan: z.object({
          'Shared Hit Blocks': z.number(),
          'Shared Read Blocks': z.number(),
          'Actual Rows': z.number(),
        }),
      }),
    ),
  }),
);

const probe = async (
  client: ClientBase,
  sql: string,
): Promise<{ ms: number; buffers: number; rows: number }> => {
  const answer = await client.query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`);
  const [plan] = explained.parse(answer.rows)[0]?.['QUERY PLAN'] ?? [];
  if (plan === undefined) throw new Error('no plan');
  return {
    ms: plan['Planning Time'] + plan['Execution Time'],
    buffers: plan.Plan['Shared Hit Blocks'] + plan.Plan['Shared Read Blocks'],
    rows: plan.Plan['Actual Rows'],
  };
};

/**
 * What the claim's query costs as the table grows. Seven of ten tasks are enabled and due within 30 days, three are ended
 * or paused and still carry an old `next_run_time`, as other writers leave them.
 */
const main = async (): Promise<void> => {
  const options = caseOptions({ sizes: [1_000, 100_000], repeats: 45 });
  const found: object[] = [];
  for (const size of options.sizes) {
    const { sql, openQuiet } = await benchDatabase('bench_due');
    await sql.query(`SET nexus_scheduler.quiet = on;
      INSERT INTO scheduled_tasks (name, user_id, app_id, workflow_id, input, repeat_type, status, next_run_time, last_run_time, last_run_status)
      SELECT 'task ' || g, g % 1000, g % 100, g % 100, jsonb_build_object('p', repeat(md5(g::text), 3)), 'day',
        CASE WHEN h % 10 < 7 THEN 1 WHEN h % 10 = 7 THEN 3 ELSE 2 END,
        CASE WHEN h % 10 < 7 THEN now() + (h % 2592000) * interval '1 second' + interval '1 hour' ELSE now() - (h % 2592000) * interval '1 second' END,
        now() - interval '1 day', 1 FROM (SELECT g, abs(hashint4(g)) AS h FROM generate_series(1, ${size}) g) s`);
    await sql.query('VACUUM (ANALYZE) scheduled_tasks');
    const database = openQuiet(1);
    await database.withClient(async (client) => {
      const pick = pickSql
        .replaceAll('$1::timestamptz', 'NULL::timestamptz')
        .replace('$2', '256')
        .replace('$3', `'-Infinity'`);
      const locked = /\(\s*(SELECT t\.id,[\s\S]*?SKIP LOCKED)\)/.exec(pick)?.[1];
      if (locked === undefined) throw new Error('the claim has another shape now');
      for (const due of [0, 10]) {
        await client.query('BEGIN');
        await client.query(
          `UPDATE scheduled_tasks SET next_run_time = now() - id % 600 * interval '1 second' WHERE id IN (
            SELECT id FROM scheduled_tasks WHERE status = 1 AND id > ${size} / 2 ORDER BY id LIMIT ${due})`,
        );
        for (const [name, text] of Object.entries({ due: locked, claim: pick })) {
          const probes = [];
          for (let i = 0; i < options.repeats; i++) probes.push(await probe(client, text));
          if (probes.some(({ rows }) => rows !== due))
            throw new Error(`${due} due, ${JSON.stringify(probes[0])} found`);
          const warm = probes.slice(5);
          found.push({
            size,
            due,
            name,
            ms: quantile(
              warm.map(({ ms }) => ms),
              0.5,
            ),
            buffers: quantile(
              warm.map(({ buffers }) => buffers),
              0.5,
            ),
          });
        }
        await client.query('ROLLBACK');
      }
    });
    await database.close();
    await sql.query('TRUNCATE scheduled_tasks CASCADE');
    await sql.end();
  }
  report({ found });
};

void main();
