import type { TFunction } from 'i18next';
import type { Locale } from '../../../src-main/contract/primitives';
import { spanWords } from '../../time/duration-words';
import type { FormIssue } from './form-issues';

const gap: Readonly<Record<Locale, string>> = { en: ', ', 'zh-CN': '、' };

/** An issue as the sentence under its field. */
export const issueText = (issue: FormIssue, t: TFunction<'editor'>, locale: Locale): string => {
  switch (issue.code) {
    case 'tooLong':
      return t('issues.tooLong', { max: issue.max });
    case 'range':
      return t('issues.range', { min: issue.min, max: issue.max });
    case 'span':
      return t('issues.span', { min: spanWords(issue.min, locale), max: spanWords(issue.max, locale) });
    case 'json':
      return t('issues.json', { line: issue.line });
    case 'variables':
      return t('issues.variables', { fields: issue.variables.map(({ label }) => label).join(gap[locale]) });
    default:
      return t(`issues.${issue.code}`);
  }
};
