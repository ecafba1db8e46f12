import type { z } from 'zod';

/** What a schema refuses, one sentence a field; keyed by the field's path. */
export const issuesByField = (error: z.ZodError | undefined): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries((error?.issues ?? []).map((issue) => [issue.path.join('.'), issue.message]));
