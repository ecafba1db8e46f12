import type { ClientBase } from 'pg';
import type { ClaimedRun } from '../../executor/ledger';
import { Directory } from './directory';
import { runRow, toClaimedRun, type RunRow } from './ledger-rows';
import { loadRunsSql } from './ledger-sql';
import { one, rowsOf } from './pipelined';

/** Runs with all that their start needs, in the order of their ids; those that are gone are left out. */
export const loadRuns = async (client: ClientBase, ids: readonly string[]): Promise<ClaimedRun[]> => {
  if (ids.length === 0) return [];
  const answer = await one(client, { name: 'load_runs', text: loadRunsSql, values: [ids], rows: 'parsed' });
  const rows = rowsOf(answer, runRow);
  const directory = new Directory();
  for (const row of rows) directory.add(keyOf(row));
  const statement = directory.statement();
  if (statement !== null) directory.read(await one(client, statement));
  return rows.map((row) => toClaimedRun(row, directory.names(keyOf(row))));
};

const keyOf = (row: RunRow): Parameters<Directory['add']>[0] => ({
  userId: row.user_id,
  appId: row.app_id,
  workflowId: row.workflow_id,
});
