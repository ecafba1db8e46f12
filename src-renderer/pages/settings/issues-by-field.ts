import type { z } from 'zod';
import { issueText } from '../../../src-main/contract/issue-text';
import type { Locale } from '../../../src-main/contract/primitives';

const sentence = (words: string, locale: Locale): string =>
  `${words.charAt(0).toUpperCase()}${words.slice(1)}${locale === 'zh-CN' ? '。' : '.'}`;

/** What a schema refuses, one sentence a field; keyed by the field's path. */
export const issuesByField = (
  error: z.ZodError | undefined,
  locale: Locale,
): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    (error?.issues ?? []).map((issue) => [issue.path.join('.'), sentence(issueText(issue)[locale], locale)]),
  );
