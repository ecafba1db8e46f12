import type { z } from 'zod';

/** A zod failure in one line, each issue with its field: `url: Invalid URL; follow.intervalMs: Too small`. */
export const describeIssues = (error: z.ZodError): string =>
  error.issues
    .slice(0, 5)
    .map((issue) => (issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`))
    .join('; ');
