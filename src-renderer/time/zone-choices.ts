import type { Locale } from '../../src-main/contract/primitives';
import type { SearchChoice } from '../ui/search-select-field';

/** What people type for the zones they use most: other cities, abbreviations, Chinese names. */
const alsoCalled: Readonly<Record<string, string>> = {
  'Asia/Shanghai': 'china beijing shenzhen guangzhou cst 中国 北京 上海 深圳 广州',
  'Asia/Hong_Kong': 'hkt 香港',
  'Asia/Taipei': '台北',
  'Asia/Singapore': 'sgt 新加坡',
  'Asia/Tokyo': 'japan jst 日本 东京',
  'Asia/Seoul': 'korea kst 韩国 首尔',
  'Asia/Kolkata': 'india delhi mumbai bangalore ist 印度 新德里 孟买',
  'Asia/Dubai': 'gst 迪拜',
  'Europe/London': 'uk gmt bst 英国 伦敦',
  'Europe/Berlin': 'germany cet cest 德国 柏林',
  'Europe/Paris': 'france cet cest 法国 巴黎',
  'Europe/Madrid': 'spain cet cest 西班牙 马德里',
  'Europe/Rome': 'italy cet cest 意大利 罗马',
  'Europe/Zurich': 'switzerland cet cest 瑞士 苏黎世',
  'Europe/Moscow': 'russia msk 俄罗斯 莫斯科',
  'Australia/Sydney': 'aest aedt 澳大利亚 悉尼',
  'Pacific/Auckland': 'new zealand nzst nzdt 新西兰 奥克兰',
  'America/New_York': 'eastern est edt boston washington miami 美国 纽约',
  'America/Chicago': 'central cst cdt dallas houston 芝加哥',
  'America/Denver': 'mountain mst mdt 丹佛',
  'America/Los_Angeles': 'pacific pst pdt san francisco seattle 洛杉矶 旧金山',
  'America/Sao_Paulo': 'brazil brt 巴西 圣保罗',
  'America/Toronto': 'canada eastern est edt 加拿大 多伦多',
  UTC: 'gmt z universal 协调世界时',
};

/** `UTC+08:00`, `UTC−03:30`. @param minutes east of UTC */
export const offsetText = (minutes: number): string => {
  const size = Math.abs(minutes);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `UTC${minutes < 0 ? '−' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
};

/** `+8`, `gmt+8`, `+8:30`: an offset as it is typed. */
const offsetKeywords = (minutes: number): string => {
  const size = Math.abs(minutes);
  const rest = size % 60;
  const short = `${minutes < 0 ? '-' : '+'}${Math.floor(size / 60)}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
  return `${short} utc${short} gmt${short}`;
};

/** `GMT+05:00`: the platform knows no name. */
const isOffset = (words: string): boolean => /^(GMT|UTC)/.test(words);

/**
 * What people call a zone's time all year round, `China Time` and `中国时间`; empty where it has no name. A name without
 * its season is asked for first: some zones have only the one of the moment, and UTC only a long one.
 */
export const zoneTimeName = (timeZone: string, locale: Locale): string => {
  const named = (['longGeneric', 'long'] as const)
    .map((timeZoneName) => partOf(timeZone, locale, timeZoneName))
    .find((words) => !isOffset(words));
  return (named ?? '').replace(' Standard Time', ' Time').replace('标准时间', '时间');
};

const partOf = (timeZone: string, locale: Locale, timeZoneName: 'longGeneric' | 'long'): string => {
  try {
    return (
      new Intl.DateTimeFormat(locale, { timeZone, timeZoneName })
        .formatToParts(0)
        .find((part) => part.type === 'timeZoneName')?.value ?? 'GMT'
    );
  } catch {
    // A zone that is newer than the platform's own table.
    return 'GMT';
  }
};

/** Asking the platform for every zone takes a tenth of a second: once a language. */
const names = new Map<string, string>();
const nameOf = (timeZone: string, locale: Locale): string => {
  const key = `${locale} ${timeZone}`;
  const known = names.get(key) ?? zoneTimeName(timeZone, locale);
  names.set(key, known);
  return known;
};

/**
 * Time zones to choose from, found by city, offset, the name of their time and what else they are called; those that
 * people use most before the many that share their time.
 */
export const zoneChoices = (
  zones: readonly { readonly name: string; readonly offsetMinutes: number }[],
  locale: Locale,
): readonly SearchChoice[] =>
  [
    ...zones.filter(({ name }) => name in alsoCalled),
    ...zones.filter(({ name }) => !(name in alsoCalled)),
  ].map(({ name, offsetMinutes }) => ({
    value: name,
    label: name.replaceAll('_', ' '),
    note: [nameOf(name, locale), offsetText(offsetMinutes)].filter((words) => words !== '').join(' · '),
    keywords: `${name} ${offsetKeywords(offsetMinutes)} ${alsoCalled[name] ?? ''}`,
  }));
