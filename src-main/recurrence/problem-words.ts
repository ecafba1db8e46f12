import type { Locale } from '../contract/primitives';
import { repeatIntervalRange } from '../contract/rule';
import type { RuleProblem, RuleProblemCode } from '../contract/rule';
import { text, type Text } from '../contract/text';

type Words = (value: string) => string;

const most = String(repeatIntervalRange.max).replace(/\B(?=(\d{3})+$)/g, ',');

const en: Record<RuleProblemCode, Words> = {
  time_zone_missing: () => 'The time zone is missing: give an IANA name such as Asia/Shanghai.',
  time_zone_unknown: (value) => `Unknown time zone “${value}”: give an IANA name such as Asia/Shanghai.`,
  start_time_missing: () => 'The start time is missing.',
  start_time_invalid: (value) =>
    `The start time “${value}” is not a date and time without a zone, such as 2026-03-08T02:30:00, in years 1 to 9999.`,
  end_time_invalid: (value) =>
    `The end time “${value}” is not a date and time without a zone, such as 2026-03-08T02:30:00, in years 1 to 9999.`,
  task_type_invalid: (value) => `The task type “${value}” is unknown: use one_time or recurring.`,
  repeat_type_invalid: (value) =>
    `The repeat type “${value}” is unknown: use none, minute, hour, day, week, month or year.`,
  repeat_interval_invalid: (value) =>
    `The repeat interval “${value}” must be a whole number from 1 to ${most}.`,
  repeat_days_invalid: (value) =>
    `The repeat days “${value}” must be numbers from 1 (Monday) to 7 (Sunday), such as [1, 3, 5].`,
  repeat_day_of_month_invalid: (value) =>
    `The day of the month “${value}” must be a whole number from 1 to 31.`,
  repeat_month_invalid: (value) => `The month “${value}” must be a whole number from 1 to 12.`,
  repeat_day_of_year_invalid: (value) =>
    `The repeat day of year “${value}” must be a day of the chosen month, from 1 to 31.`,
  max_executions_invalid: (value) => `The limit of runs “${value}” must be a whole number, 0 for no limit.`,
  month_end_invalid: (value) => `The month-end choice “${value}” is unknown: use last_day or skip.`,
  basis_invalid: (value) => `The basis “${value}” is unknown: use fixed or from_run.`,
  end_before_start: () => 'Never runs: the end time is before the start time.',
  end_before_first: () => 'Never runs: the end time is before the first date that matches.',
  no_month_has_day: (value) => `Never runs: none of the months it falls on has a day ${value}.`,
  first_after_year_9999: () => 'Never runs: its first date is after the year 9999.',
  end_equals_start: () => 'The end time equals the start time, so there is at most one run.',
  from_run_with_choice: () =>
    'Counting from the last run has no meaning with chosen days: the calendar rule is followed instead.',
};

const zhCn: Record<RuleProblemCode, Words> = {
  time_zone_missing: () => '缺少时区：请填写 IANA 名称，例如 Asia/Shanghai。',
  time_zone_unknown: (value) => `未知时区“${value}”：请填写 IANA 名称，例如 Asia/Shanghai。`,
  start_time_missing: () => '缺少开始时间。',
  start_time_invalid: (value) =>
    `开始时间“${value}”无效：请填写不带时区的日期和时间，例如 2026-03-08T02:30:00，年份为 1 至 9999。`,
  end_time_invalid: (value) =>
    `结束时间“${value}”无效：请填写不带时区的日期和时间，例如 2026-03-08T02:30:00，年份为 1 至 9999。`,
  task_type_invalid: (value) => `未知任务类型“${value}”：请使用 one_time 或 recurring。`,
  repeat_type_invalid: (value) =>
    `未知重复类型“${value}”：请使用 none、minute、hour、day、week、month 或 year。`,
  repeat_interval_invalid: (value) => `重复间隔“${value}”必须是 1 至 ${most} 的整数。`,
  repeat_days_invalid: (value) => `重复日“${value}”必须是 1（周一）至 7（周日）的数字，例如 [1, 3, 5]。`,
  repeat_day_of_month_invalid: (value) => `每月日期“${value}”必须是 1 至 31 的整数。`,
  repeat_month_invalid: (value) => `月份“${value}”必须是 1 至 12 的整数。`,
  repeat_day_of_year_invalid: (value) => `每年日期“${value}”必须是所选月份中的一天，即 1 至 31。`,
  max_executions_invalid: (value) => `运行次数上限“${value}”必须是整数，0 表示不限。`,
  month_end_invalid: (value) => `未知月末处理方式“${value}”：请使用 last_day 或 skip。`,
  basis_invalid: (value) => `未知计时基准“${value}”：请使用 fixed 或 from_run。`,
  end_before_start: () => '永远不会运行：结束时间早于开始时间。',
  end_before_first: () => '永远不会运行：结束时间早于首个符合条件的日期。',
  no_month_has_day: (value) => `永远不会运行：所涉及的月份都没有 ${value} 日。`,
  first_after_year_9999: () => '永远不会运行：首个日期在 9999 年之后。',
  end_equals_start: () => '结束时间与开始时间相同，最多运行一次。',
  from_run_with_choice: () => '指定日期时无法从上次运行开始计时，将按日历规则运行。',
};

/** A rule's problem as a sentence that says what to correct. */
export const problemText = (problem: RuleProblem): Text =>
  text(en[problem.code](problem.value), zhCn[problem.code](problem.value));

/** The same in one language. */
export function problemWords(problem: RuleProblem, locale: Locale): string {
  return problemText(problem)[locale];
}
