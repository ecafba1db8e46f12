import { Client } from 'pg';
import { beforeAll, expect, it } from 'vitest';
import { retrySql, settleSql } from '../../../src-main/database/ledger/ledger-sql';
import { testDatabase } from '../../support/test-database';

const db = await testDatabase();
const owner = '11111111-1111-4111-8111-111111111111';

// An empty table that was looked at is the trap: one that never was is taken for ten pages.
beforeAll(() => db.sql('ANALYZE task_runs'));

/** The plan the executor's connections keep for a statement, made while there is not one run. */
const keptPlan = async (types: string, text: string, values: string): Promise<string> => {
  const quiet = db.open({ quiet: true, max: 1 });
  return quiet.withClient(async (client) => {
    if (!(client instanceof Client)) throw new TypeError('no client');
    await client.query(`PREPARE kept (${types}) AS ${text}`);
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN (COSTS OFF) EXECUTE kept(${values})`,
    );
    await client.query('DEALLOCATE kept');
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
};

const byKey =
  /Index Scan using task_runs_pkey on task_runs x\n\s+Index Cond: \(\(id >= .*run_id\) AND \(id <= .*run_id\)\)/;

it('a settle looks its runs up by their key, however young the table is', async () => {
  const types = 'uuid, bigint[], bigint[], text[], text[], text[], text[], text[], text[], text[]';
  const plan = await keptPlan(
    types,
    settleSql,
    `'${owner}', '{1}', '{1}', '{succeeded}', '{}', '{}', '{}', '{}', '{}', '{}'`,
  );
  expect(plan).toMatch(byKey);
  expect(plan.match(/on task_runs/g)).toHaveLength(2); // the update, and this one look-up
});

it('a retry does too', async () => {
  const types = 'uuid, bigint[], float8[], text[], text[], text[]';
  const plan = await keptPlan(types, retrySql, `'${owner}', '{1}', '{1000}', '{}', '{}', '{}'`);
  expect(plan).toMatch(byKey);
});
