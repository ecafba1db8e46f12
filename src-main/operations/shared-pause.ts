import { z } from 'zod';
import { instant } from '../contract/primitives';

/** The pause that holds for every executor of a database, as `shared_state` keeps it under `pause`. */
export const sharedPause = z.object({
  since: instant,
  /** Null = until somebody resumes. */
  until: instant.nullable(),
  by: z.string(),
  reason: z.string().nullable(),
});
export type SharedPauseState = z.infer<typeof sharedPause>;
