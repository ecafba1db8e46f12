import { describe, expect, test } from 'vitest';
import type { Rule } from '../../../src-main/contract/rule';
import { ruleWords } from '../../../src-main/recurrence/rule-words';
import { sampleRule } from './sample-rule';

/** One table for both languages; the start is Tuesday 24 Nov 2026, 09:00, unless a row says otherwise. */
const specs: readonly (readonly [Partial<Rule>, string, string])[] = [
  [{ repeatType: 'none' }, 'once on 24 Nov 2026 at 09:00', '2026年11月24日 09:00 运行一次'],
  [
    {
      repeatType: 'none',
      startTime: '2026-11-24T14:05:30',
      maxExecutions: 5,
      endTime: '2027-01-01T00:00:00',
    },
    'once on 24 Nov 2026 at 14:05:30',
    '2026年11月24日 14:05:30 运行一次',
  ],
  [{ repeatType: 'minute' }, 'every minute', '每分钟'],
  [{ repeatType: 'minute', repeatInterval: 15 }, 'every 15 minutes', '每 15 分钟'],
  [{ repeatType: 'hour' }, 'every hour', '每小时'],
  [{ repeatType: 'hour', repeatInterval: 24 }, 'every 24 hours', '每 24 小时'],
  [{}, 'every day at 09:00', '每天 09:00'],
  [{ repeatInterval: 3 }, 'every 3 days at 09:00', '每 3 天 09:00'],
  [{ startTime: '2026-11-24T09:00:00.250' }, 'every day at 09:00:00.250', '每天 09:00:00.250'],
  [{ repeatType: 'week' }, 'every week on Tue at 09:00', '每周二 09:00'],
  [{ repeatType: 'week', repeatDays: [1, 3] }, 'every week on Mon and Wed at 09:00', '每周一、周三 09:00'],
  [
    { repeatType: 'week', repeatInterval: 2, repeatDays: [1, 3] },
    'every 2 weeks on Mon and Wed at 09:00',
    '每 2 周的周一、周三 09:00',
  ],
  [
    { repeatType: 'week', repeatDays: [7, 1, 3] },
    'every week on Mon, Wed and Sun at 09:00',
    '每周一、周三、周日 09:00',
  ],
  [{ repeatType: 'week', repeatDays: [1, 2, 3, 4, 5] }, 'every weekday at 09:00', '每周一至周五 09:00'],
  [
    { repeatType: 'week', repeatInterval: 4, repeatDays: [1, 2, 3, 4, 5] },
    'every 4 weeks on weekdays at 09:00',
    '每 4 周的周一至周五 09:00',
  ],
  [{ repeatType: 'week', repeatDays: [1, 2, 3, 4, 5, 6, 7] }, 'every day at 09:00', '每天 09:00'],
  [
    { repeatType: 'week', repeatInterval: 2, repeatDays: [1, 2, 3, 4, 5, 6, 7] },
    'every 2 weeks on every day at 09:00',
    '每 2 周的每天 09:00',
  ],
  [{ repeatType: 'month' }, 'every month on day 24 at 09:00', '每月 24 日 09:00'],
  [
    { repeatType: 'month', repeatInterval: 2, repeatDayOfMonth: 15 },
    'every 2 months on day 15 at 09:00',
    '每 2 个月的 15 日 09:00',
  ],
  [
    { repeatType: 'month', repeatDayOfMonth: 31 },
    'every month on the last day at 09:00',
    '每月最后一天 09:00',
  ],
  [
    { repeatType: 'month', repeatDayOfMonth: 30 },
    'every month on day 30, or the last day, at 09:00',
    '每月 30 日（短月取最后一天）09:00',
  ],
  [
    { repeatType: 'month', repeatDayOfMonth: 31, monthEnd: 'skip' },
    'every month on day 31 (not in shorter months) at 09:00',
    '每月 31 日（短月跳过）09:00',
  ],
  [
    { repeatType: 'month', repeatInterval: 12, repeatDayOfMonth: 31, startTime: '2026-01-05T09:00:00' },
    'every 12 months on day 31 at 09:00',
    '每 12 个月的 31 日 09:00',
  ],
  [{ repeatType: 'year' }, 'every year on 24 Nov at 09:00', '每年 11月24日 09:00'],
  [
    { repeatType: 'year', repeatInterval: 2, repeatMonth: 3, repeatDayOfYear: 1 },
    'every 2 years on 1 Mar at 09:00',
    '每 2 年的 3月1日 09:00',
  ],
  [
    { repeatType: 'year', repeatMonth: 2, repeatDayOfYear: 29 },
    'every year on 29 Feb, or 28 Feb in common years, at 09:00',
    '每年 2月29日（平年取 2月28日）09:00',
  ],
  [
    { repeatType: 'year', repeatMonth: 2, repeatDayOfYear: 29, monthEnd: 'skip' },
    'every year on 29 Feb (leap years only) at 09:00',
    '每年 2月29日（仅闰年）09:00',
  ],
  [
    { repeatType: 'year', repeatMonth: 4, repeatDayOfYear: 31 },
    'every year on 30 Apr at 09:00',
    '每年 4月30日 09:00',
  ],
  [
    { endTime: '2026-12-31T23:59:59' },
    'every day at 09:00, until 31 Dec 2026',
    '每天 09:00，至 2026年12月31日',
  ],
  [
    { endTime: '2026-12-31T09:00:00' },
    'every day at 09:00, until 31 Dec 2026',
    '每天 09:00，至 2026年12月31日',
  ],
  [
    { endTime: '2026-12-31T00:00:00' },
    'every day at 09:00, until 31 Dec 2026 at 00:00',
    '每天 09:00，至 2026年12月31日 00:00',
  ],
  [
    { repeatType: 'minute', repeatInterval: 5, endTime: '2026-12-31T18:00:00' },
    'every 5 minutes, until 31 Dec 2026 at 18:00',
    '每 5 分钟，至 2026年12月31日 18:00',
  ],
  [{ maxExecutions: 50 }, 'every day at 09:00, 50 times', '每天 09:00，共 50 次'],
  [{ maxExecutions: 1 }, 'every day at 09:00, 1 time', '每天 09:00，共 1 次'],
  [
    { endTime: '2026-12-31T23:59:00', maxExecutions: 50 },
    'every day at 09:00, until 31 Dec 2026, 50 times',
    '每天 09:00，至 2026年12月31日，共 50 次',
  ],
  [{ basis: 'from_run' }, '1 day after each run starts', '每次运行开始 1 天后'],
  [
    { repeatType: 'month', repeatInterval: 2, basis: 'from_run' },
    '2 months after each run starts',
    '每次运行开始 2 个月后',
  ],
  [{ repeatType: 'week', repeatDays: [1], basis: 'from_run' }, 'every week on Mon at 09:00', '每周一 09:00'],
];

describe('rules in words', () => {
  test.each(specs)('%j', (changes, english, chinese) => {
    const rule = sampleRule(changes);
    expect(ruleWords(rule, 'en')).toBe(english);
    expect(ruleWords(rule, 'zh-CN')).toBe(chinese);
  });

  test('the zone stands behind the time when it is asked for', () => {
    const rule = sampleRule({ endTime: '2026-12-31T23:59:00' });
    expect(ruleWords(rule, 'en', true)).toBe('every day at 09:00 (America/New York), until 31 Dec 2026');
    expect(ruleWords(rule, 'zh-CN', true)).toBe('每天 09:00（America/New York），至 2026年12月31日');
  });
});
