import type { Preview } from '../contract/api';
import type { Locale } from '../contract/primitives';

type WarningKind = Preview['warnings'][number]['kind'];

/** What a warning is made of; wall times are in the task's zone, as the contract writes them. */
export interface WarningFacts {
  readonly day?: string;
  readonly time?: string;
  readonly movedTo?: string;
  readonly twice?: boolean;
  readonly askedDay?: number;
  readonly count?: number;
  readonly seconds?: number;
  readonly oneTime?: boolean;
}

/** A day as the window writes it: `14 Mar 2027`, `2027年3月14日`. */
const dayWords = (day: string, locale: Locale): string =>
  new Intl.DateTimeFormat(locale === 'zh-CN' ? locale : 'en-GB', {
    timeZone: 'UTC',
    day: 'numeric',
    month: locale === 'zh-CN' ? 'long' : 'short',
    year: 'numeric',
  }).format(new Date(`${day}T12:00:00Z`));

const en: Record<WarningKind, (f: WarningFacts) => string> = {
  clock_change: (f) =>
    f.twice === true
      ? `The clocks go back: ${f.time ?? ''} comes twice on ${f.day ?? ''}; it runs the first time only.`
      : `The clocks go forward: ${f.time ?? ''} does not exist on ${f.day ?? ''}; it runs at ${f.movedTo ?? ''}.`,
  month_end: (f) =>
    `Where the month has no day ${String(f.askedDay ?? '')}, it runs on the last day instead, first on ${f.day ?? ''}.`,
  too_often: (f) => `This is ${String(f.count ?? '')} runs a day. Is that meant?`,
  poll_interval: (f) =>
    `The executor polls every ${String(f.seconds ?? '')} s; an exact timer starts runs on time in between.`,
  none_left: (f) =>
    f.oneTime === true ? 'Its time has passed: no run is left.' : 'No run is left: the schedule has ended.',
  collision: (f) =>
    `${String(f.count ?? '')} other ${f.count === 1 ? 'task is' : 'tasks are'} due in the same minute as its next run.`,
  start_not_matching: (f) =>
    `The start is no run itself; the first one is on ${f.day ?? ''} at ${f.time ?? ''}.`,
};

const zhCn: Record<WarningKind, (f: WarningFacts) => string> = {
  clock_change: (f) =>
    f.twice === true
      ? `时钟回拨：${f.day ?? ''}的 ${f.time ?? ''} 会出现两次，只在第一次运行。`
      : `时钟拨快：${f.day ?? ''}没有 ${f.time ?? ''}，将在 ${f.movedTo ?? ''} 运行。`,
  month_end: (f) => `没有 ${String(f.askedDay ?? '')} 日的月份改在最后一天运行，首次为 ${f.day ?? ''}。`,
  too_often: (f) => `每天将运行 ${String(f.count ?? '')} 次，确定吗？`,
  poll_interval: (f) => `执行器每 ${String(f.seconds ?? '')} 秒轮询一次，其间由精确定时器按时启动。`,
  none_left: (f) => (f.oneTime === true ? '时间已过，不会再运行。' : '计划已结束，不会再运行。'),
  collision: (f) => `另有 ${String(f.count ?? '')} 个任务在其下次运行的同一分钟到期。`,
  start_not_matching: (f) => `开始时间本身不运行，首次运行为 ${f.day ?? ''} ${f.time ?? ''}。`,
};

/** A warning of the preview in words. */
export function previewWarning(
  kind: WarningKind,
  facts: WarningFacts,
  locale: Locale,
): Preview['warnings'][number] {
  const said = facts.day === undefined ? facts : { ...facts, day: dayWords(facts.day, locale) };
  return { kind, text: (locale === 'zh-CN' ? zhCn : en)[kind](said) };
}
