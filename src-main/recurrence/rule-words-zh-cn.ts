import type { CivilDate } from './civil';
import type { RuleParts } from './rule-parts';

const weekdayNames = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'];
const units = {
  none: '',
  minute: '分钟',
  hour: '小时',
  day: '天',
  week: '周',
  month: '个月',
  year: '年',
} as const;

/**
 * A rule in simplified Chinese: `每 2 周的周一、周三 09:00，至 2026年12月31日`.
 * Blanks between Han and digits, except inside a date; full-width punctuation, which takes none.
 */
export function ruleWordsZhCn(parts: RuleParts): string {
  const zone = parts.zone === null ? '' : `（${parts.zone}）`;
  return `${frequency(parts)}${zone}${end(parts)}${limit(parts)}`;
}

function frequency(parts: RuleParts): string {
  const { every, time, repeatType } = parts;
  if (repeatType === 'none') return `${date(parts.start)} ${time} 运行一次`;
  const rhythm = `每 ${every} ${units[repeatType]}`;
  if (parts.fromRun) return `每次运行开始 ${every} ${units[repeatType]}后`;
  switch (repeatType) {
    case 'minute':
    case 'hour':
      return every === 1 ? `每${units[repeatType]}` : rhythm;
    case 'day':
      return every === 1 ? `每天 ${time}` : `${rhythm} ${time}`;
    case 'week':
      return `${weekly(parts.weekdays, every, rhythm)} ${time}`;
    case 'month':
      return joined(`${every === 1 ? '每月' : `${rhythm}的`}${monthly(parts)}`, time);
    default:
      return joined(`${every === 1 ? '每年' : `${rhythm}的`} ${yearly(parts)}`, time);
  }
}

function weekly(weekdays: readonly number[], every: number, rhythm: string): string {
  const named = weekdays.map((day) => weekdayNames[day - 1] ?? '').join('、');
  const days = weekdays.length === 7 ? '每天' : weekdays.join('') === '12345' ? '周一至周五' : named;
  if (every > 1) return `${rhythm}的${days}`;
  return weekdays.length === 7 ? days : `每${days}`;
}

function monthly({ day, shortMonth }: RuleParts): string {
  if (shortMonth === null) return ` ${day} 日`;
  if (shortMonth === 'last_day' && day === 31) return '最后一天';
  return shortMonth === 'last_day' ? ` ${day} 日（短月取最后一天）` : ` ${day} 日（短月跳过）`;
}

function yearly({ day, month, shortMonth }: RuleParts): string {
  const named = `${month}月${day}日`;
  if (shortMonth === null) return named;
  return shortMonth === 'last_day' ? `${named}（平年取 2月28日）` : `${named}（仅闰年）`;
}

/** A full-width bracket brings its own space. */
function joined(words: string, time: string): string {
  return words.endsWith('）') ? `${words}${time}` : `${words} ${time}`;
}

function end(parts: RuleParts): string {
  if (parts.end === null || parts.repeatType === 'none') return '';
  return `，至 ${date(parts.end.date)}${parts.end.time === null ? '' : ` ${parts.end.time}`}`;
}

function limit(parts: RuleParts): string {
  return parts.limit === 0 || parts.repeatType === 'none' ? '' : `，共 ${parts.limit} 次`;
}

function date({ year, month, day }: CivilDate): string {
  return `${year}年${month}月${day}日`;
}
