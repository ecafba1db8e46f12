import type { z } from 'zod';
import { issueText } from '../contract/issue-text';
import { joined, type Text } from '../contract/text';
import { workflowTexts } from './workflow-texts';

/** A zod failure in one line, each issue with its field: `url: must not be empty; redirects: must be from 0 to 20`. */
export const describeIssues = (error: z.ZodError, schema?: z.ZodType): Text =>
  joined(
    error.issues
      .slice(0, 5)
      .map((issue) =>
        issue.path.length === 0
          ? issueText(issue, schema)
          : workflowTexts.field(issue.path.join('.'), issueText(issue, schema)),
      ),
  );
