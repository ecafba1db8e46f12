import type { Locale } from '../contract/primitives';
import type { Rule } from '../contract/rule';
import { ruleParts } from './rule-parts';
import { ruleWordsEn } from './rule-words-en';
import { ruleWordsZhCn } from './rule-words-zh-cn';

/**
 * A rule as a sentence of its own, without a capital: "every 2 weeks on Mon and Wed at 09:00, until 31 Dec 2026" or
 * "每 2 周的周一、周三 09:00，至 2026年12月31日". Needs neither a zone table nor Intl, so the window may call it too.
 * @param tellZone adds the zone, "(America/New York)"
 */
export function ruleWords(rule: Rule, locale: Locale, tellZone = false): string {
  const parts = ruleParts(rule, tellZone);
  return locale === 'zh-CN' ? ruleWordsZhCn(parts) : ruleWordsEn(parts);
}
