import type { ClientBase } from 'pg';
import { z } from 'zod';
import { Problem } from '../contract/errors';
import { joined, sentences, type Text } from '../contract/text';
import { databaseTexts } from './database-texts';

const column = z.object({
  table: z.string(),
  name: z.string(),
  type: z.string(),
  notNull: z.boolean(),
  fallback: z.string().nullable(),
  identity: z.boolean(),
});
type Column = z.infer<typeof column>;

const probeSchema = 'nexus_scheduler_probe';

const columnsSql = `
SELECT c.relname AS table, a.attname AS name, format_type(a.atttypid, NULL) AS type, a.attnotnull AS "notNull",
       pg_get_expr(d.adbin, d.adrelid) AS fallback, a.attidentity <> '' AS identity
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE n.nspname = $1 AND c.relkind IN ('r', 'p')
ORDER BY c.relname, a.attnum`;

/** Types that hold each other's values and arrive alike, so that a table made by others serves as it is. */
const families: readonly (readonly string[])[] = [
  ['smallint', 'integer'],
  ['json', 'jsonb'],
  ['character varying', 'text', 'character'],
];
/** Their times are only shown, never reckoned with. */
const shownOnly = new Set(['users', 'apps', 'workflows']);
const times = new Set(['timestamp without time zone', 'timestamp with time zone']);

/**
 * Lets a database that already holds some of the tables (NexusAI's, made by somebody else) be used: missing columns are
 * added with their defaults, missing defaults are set, ids get room, and a column that must be able to be empty may be.
 * Nothing that is stored is changed, and columns we do not know stay. Runs inside the migration's transaction.
 * @param sql the migration about to run
 * @returns the tables that were there before
 * @throws Problem `refused` naming each column whose type cannot be used, and the way out
 */
export async function adoptTables(client: ClientBase, sql: string): Promise<readonly string[]> {
  const schema = z
    .object({ name: z.string() })
    .parse((await client.query('SELECT current_schema() AS name')).rows[0]).name;
  const present = group(await read(client, schema));
  const named = new Set(
    [...sql.matchAll(/CREATE TABLE IF NOT EXISTS (\w+)/g)].map((match) => match[1] ?? ''),
  );
  const adopted = [...present.keys()].filter((table) => named.has(table));
  if (adopted.length === 0) return [];
  const wanted = group(await probe(client, sql, schema));
  const troubles: Text[] = [];
  const changes: string[] = [];
  for (const table of adopted) {
    const there = new Map((present.get(table) ?? []).map((entry) => [entry.name, entry]));
    for (const want of wanted.get(table) ?? []) {
      const verdict = compare(want, there.get(want.name));
      if (verdict.trouble !== null) troubles.push(verdict.trouble);
      changes.push(...verdict.changes);
    }
  }
  if (troubles.length > 0) throw refusal(troubles);
  for (const change of changes) await client.query(change);
  return adopted;
}

function compare(
  want: Column,
  has: Column | undefined,
): { trouble: Text | null; changes: readonly string[] } {
  const alter = `ALTER TABLE ${want.table}`;
  const named = `${want.table}.${want.name}`;
  if (has === undefined) {
    if (want.notNull && want.fallback === null)
      return { trouble: databaseTexts.columnMissing(named, want.type), changes: [] };
    const fallback = want.fallback === null ? '' : ` DEFAULT ${want.fallback}`;
    return {
      trouble: null,
      changes: [`${alter} ADD COLUMN ${want.name} ${want.type}${fallback}${want.notNull ? ' NOT NULL' : ''}`],
    };
  }
  if (!serves(want, has))
    return { trouble: databaseTexts.columnType(named, has.type, want.type), changes: [] };
  if (want.identity && !has.identity && has.fallback === null) {
    return { trouble: databaseTexts.columnNoIdentity(named), changes: [] };
  }
  return {
    trouble: null,
    changes: [
      ...(isNarrower(want, has) ? [`${alter} ALTER COLUMN ${want.name} TYPE bigint`] : []),
      ...(has.notNull && !want.notNull ? [`${alter} ALTER COLUMN ${want.name} DROP NOT NULL`] : []),
      ...(has.fallback === null && want.fallback !== null
        ? [`${alter} ALTER COLUMN ${want.name} SET DEFAULT ${want.fallback}`]
        : []),
    ],
  };
}

/** A smaller number becomes a `bigint`, which arrives as text; every value of it stays as it is. */
const isNarrower = (want: Column, has: Column): boolean =>
  want.type === 'bigint' && (has.type === 'integer' || has.type === 'smallint');

function serves(want: Column, has: Column): boolean {
  if (want.type === has.type || isNarrower(want, has)) return true;
  // Joined with the input of a run, which is `jsonb`; changing it would put the keys of others in another order.
  if (want.table === 'scheduled_tasks' && want.name === 'input') return false;
  if (families.some((family) => family.includes(want.type) && family.includes(has.type))) return true;
  if (want.name === 'repeat_days') return has.type === 'character varying' || has.type === 'text';
  return shownOnly.has(want.table) && times.has(want.type) && times.has(has.type);
}

async function read(client: ClientBase, schema: string): Promise<readonly Column[]> {
  return z.array(column).parse((await client.query(columnsSql, [schema])).rows);
}

/** The columns as the migration would make them: made in a schema of their own and rolled back. */
async function probe(client: ClientBase, sql: string, schema: string): Promise<readonly Column[]> {
  await client.query('SAVEPOINT probe');
  await client.query(`CREATE SCHEMA ${probeSchema}`);
  await client.query(`SET LOCAL search_path = ${probeSchema}`);
  await client.query(sql);
  const columns = await read(client, probeSchema);
  await client.query('ROLLBACK TO SAVEPOINT probe');
  await client.query('RELEASE SAVEPOINT probe');
  if (columns.length === 0) throw new Problem('internal', databaseTexts.notCompared(schema));
  return columns;
}

function group(columns: readonly Column[]): Map<string, Column[]> {
  const tables = new Map<string, Column[]>();
  for (const entry of columns) tables.set(entry.table, [...(tables.get(entry.table) ?? []), entry]);
  return tables;
}

function refusal(troubles: readonly Text[]): Problem {
  const columns = joined(troubles);
  const about = (start: string): boolean => troubles.some(({ en }) => en.startsWith(start));
  return new Problem('refused', databaseTexts.tablesUnusable(columns), {
    remedy: sentences([
      databaseTexts.ownDatabase,
      ...(about('scheduled_tasks.next_run_time is timestamp without') ? [databaseTexts.nextRunInstant] : []),
      ...(about('scheduled_tasks.input is json,') ? [databaseTexts.inputJsonb] : []),
    ]),
    details: { columns: columns.en },
  });
}
