import { z } from 'zod';
import type { Sql } from './sql-session';

const drawn = z.object({ id: z.string(), highest: z.string() });

/**
 * Draws ids for new rows, ascending. Others write rows with ids of their own (an import keeps NexusAI's), which leaves the
 * sequence behind: it is then moved past the highest id first, never back.
 */
export async function newIds(
  sql: Sql,
  table: 'apps' | 'workflows' | 'scheduled_tasks',
  count: number,
): Promise<readonly string[]> {
  const sequence = `pg_get_serial_sequence('${table}', 'id')`;
  const draw = (): Promise<z.infer<typeof drawn>[]> =>
    sql.rows(
      drawn,
      `SELECT nextval(${sequence})::text AS id, (SELECT coalesce(max(id), 0) FROM ${table})::text AS highest
       FROM generate_series(1, $1::int)`,
      [count],
    );
  let rows = await draw();
  const first = rows[0];
  if (first !== undefined && BigInt(first.id) <= BigInt(first.highest)) {
    await sql.run(
      `SELECT setval(${sequence}, greatest($1::bigint, pg_sequence_last_value(${sequence}::regclass)))`,
      [first.highest],
    );
    rows = await draw();
  }
  return rows.map((row) => row.id);
}
