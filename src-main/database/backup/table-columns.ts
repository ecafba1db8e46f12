import type { ClientBase } from 'pg';
import { z } from 'zod';

export interface TableColumn {
  readonly name: string;
  /** With length and precision, as SQL writes it. */
  readonly type: string;
}

const row = z.object({ name: z.string(), type: z.string() });

/** The columns of a table of the current schema, in order; generated ones are left out. */
export async function tableColumns(client: ClientBase, table: string): Promise<readonly TableColumn[]> {
  const answer = await client.query(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
     WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
    [table],
  );
  return z.array(row).parse(answer.rows);
}

/** An identifier in quotes. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
