import type { z } from 'zod';
import { issueText } from '../contract/issue-text';
import { joined, type Text } from '../contract/text';
import { workflowTexts } from './workflow-texts';

/** A zod failure in one line, each issue with its field: `url: Invalid URL; follow.intervalMs: Too small`. */
export const describeIssues = (error: z.ZodError): Text =>
  joined(
    error.issues
      .slice(0, 5)
      .map((issue) =>
        issue.path.length === 0
          ? issueText(issue)
          : workflowTexts.field(issue.path.join('.'), issueText(issue)),
      ),
  );
