import { z } from 'zod';
import { instant } from './primitives';

/** A transaction that holds a row, as far as the database lets this account see it. */
export const rowHolder = z.object({
  pid: z.number().int().nullable(),
  user: z.string(),
  program: z.string(),
  /** Open since then. */
  since: instant.nullable(),
});
export type RowHolder = z.infer<typeof rowHolder>;

/** A due task that cannot be claimed: somebody else's transaction holds its row and does not end. */
export const blockedTask = z.object({
  taskId: z.string(),
  taskName: z.string(),
  dueAt: instant,
  holder: rowHolder,
});
export type BlockedTask = z.infer<typeof blockedTask>;
