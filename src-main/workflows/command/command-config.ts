import { z } from 'zod';

/**
 * The configuration of a `command` target: a name from this machine's settings and nothing more. What it executes never
 * stands in the database, so any other key is refused.
 */
export const commandConfig = z.strictObject({ command: z.string().min(1).max(64) });
