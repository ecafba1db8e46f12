import { z } from 'zod';
import type { Sql } from './sql-session';

/** A confirmation is answered, or given up, long before this is over. */
const claimSeconds = 60;

/**
 * Takes the right to confirm a step, in one statement and without holding anything open. It stands in `waiting_for`,
 * which the executor writes anew as soon as the run goes on. Answers null, or who has it ('' = the run has ended).
 */
export async function claimConfirmation(
  sql: Sql,
  id: string,
  step: string,
  by: string,
): Promise<string | null> {
  const taken = await sql.run(
    `UPDATE task_runs SET waiting_for = coalesce(waiting_for, '{}') || jsonb_build_object('confirming', jsonb_build_object(
       'step', $2::text, 'by', $3::text, 'until', clock_timestamp() + $4::int * interval '1 second'))
     WHERE id = $1::bigint AND finished_at IS NULL
       AND (waiting_for->'confirming'->>'step' IS DISTINCT FROM $2::text
         OR (waiting_for->'confirming'->>'until')::timestamptz < clock_timestamp())`,
    [id, step, by, claimSeconds],
  );
  if (taken > 0) return null;
  const [row] = await sql.rows(
    z.object({ by: z.string().nullable() }),
    `SELECT waiting_for->'confirming'->>'by' AS by FROM task_runs WHERE id = $1::bigint`,
    [id],
  );
  return row?.by ?? '';
}

export async function releaseConfirmation(sql: Sql, id: string, step: string): Promise<void> {
  await sql.run(
    `UPDATE task_runs SET waiting_for = waiting_for - 'confirming'
     WHERE id = $1::bigint AND waiting_for->'confirming'->>'step' = $2::text`,
    [id, step],
  );
}
