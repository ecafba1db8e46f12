import type { Locale } from '../../src-main/contract/primitives';
import { dateFormat } from './date-format';
import { zonedClock } from './zoned-clock';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** Calendar day of an instant in a zone, as `2026-11-24`. Asked several times for every moment of a list. */
export const dayKey = (at: Date, timeZone: string): string => {
  const format =
    dayFormats.get(timeZone) ??
    dateFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  dayFormats.set(timeZone, format);
  return format.format(at);
};

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / day);

/**
 * Puts instants into words for a reader: absolute first, relative second. One object a language and zone; the formats
 * are built once, because a table of 10,000 rows asks often.
 */
export class TimeWords {
  readonly locale: Locale;
  readonly timeZone: string;
  readonly #today: string;
  readonly #yesterday: string;
  readonly #tomorrow: string;
  readonly #formats = new Map<string, Intl.DateTimeFormat>();
  readonly #relative: Intl.RelativeTimeFormat;

  /** @param timeZone IANA name of the zone times are shown in */
  constructor(locale: Locale, timeZone: string) {
    this.locale = locale;
    this.timeZone = timeZone;
    this.#relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'long' });
    this.#today = locale === 'zh-CN' ? '今天' : 'Today';
    this.#yesterday = locale === 'zh-CN' ? '昨天' : 'Yesterday';
    this.#tomorrow = locale === 'zh-CN' ? '明天' : 'Tomorrow';
  }

  /** `14:05` */
  clock(at: Date, timeZone = this.timeZone): string {
    return this.#format('clock', timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
      at,
    );
  }

  /** `14:05:03` */
  clockSeconds(at: Date, timeZone = this.timeZone): string {
    return this.#format('seconds', timeZone, {
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    }).format(at);
  }

  /** `25 Nov`, with the year when it is not the reader's: `2 Jan 2027`; `11月25日`, `2027年1月2日`. */
  date(at: Date, now: Date, timeZone = this.timeZone): string {
    const sameYear = dayKey(at, timeZone).slice(0, 4) === dayKey(now, timeZone).slice(0, 4);
    return this.#format(sameYear ? 'date' : 'dateYear', timeZone, {
      day: 'numeric',
      month: this.locale === 'zh-CN' ? 'long' : 'short',
      ...(sameYear ? {} : { year: 'numeric' }),
    }).format(at);
  }

  /** `Tue 24 Nov`, `11月24日周二` */
  weekdayDate(at: Date, timeZone = this.timeZone): string {
    return this.#format('weekdayDate', timeZone, {
      weekday: 'short',
      day: 'numeric',
      month: this.locale === 'zh-CN' ? 'long' : 'short',
    })
      .format(at)
      .replace(',', '');
  }

  /** Today `14:05`, another day `25 Nov 14:05`. */
  moment(at: Date, now: Date, timeZone = this.timeZone): string {
    const clock = this.clock(at, timeZone);
    return dayKey(at, timeZone) === dayKey(now, timeZone)
      ? clock
      : `${this.date(at, now, timeZone)} ${clock}`;
  }

  /** Today `14:05:03`, another day `25 Nov 14:05:03`. */
  momentSeconds(at: Date, now: Date, timeZone = this.timeZone): string {
    const clock = this.clockSeconds(at, timeZone);
    return dayKey(at, timeZone) === dayKey(now, timeZone)
      ? clock
      : `${this.date(at, now, timeZone)} ${clock}`;
  }

  /** Today `14:05`, another day only `25 Nov`: for columns where the day says enough. */
  dayOrClock(at: Date, now: Date, timeZone = this.timeZone): string {
    return dayKey(at, timeZone) === dayKey(now, timeZone)
      ? this.clock(at, timeZone)
      : this.date(at, now, timeZone);
  }

  /** `Today 10:00`, `Yesterday 23:30`, `Tomorrow 08:00`, `25 Nov 14:05`. */
  dayMoment(at: Date, now: Date, timeZone = this.timeZone): string {
    const clock = this.clock(at, timeZone);
    const days = daysBetween(dayKey(now, timeZone), dayKey(at, timeZone));
    if (days === 0) return `${this.#today} ${clock}`;
    if (days === -1) return `${this.#yesterday} ${clock}`;
    if (days === 1) return `${this.#tomorrow} ${clock}`;
    return `${this.date(at, now, timeZone)} ${clock}`;
  }

  /** `in 13 min`, `in 1 h 58 min`, `tomorrow`, `in 6 days`, `12 s ago`; `13 分钟后`, `昨天`, `12 秒前`. */
  relative(at: Date, now: Date, timeZone = this.timeZone): string {
    const delta = at.getTime() - now.getTime();
    const size = Math.abs(delta);
    const days = daysBetween(dayKey(now, timeZone), dayKey(at, timeZone));
    if (size >= 12 * hour && days !== 0) return this.#dayRelative(days);
    if (size < 1_000) return this.locale === 'zh-CN' ? '现在' : 'now';
    return this.#signed(this.#span(size), delta > 0);
  }

  /** The instant with its offset, for tooltips and copying: `2026-11-24T14:05:00+08:00`. */
  iso(at: Date, timeZone = this.timeZone): string {
    const { wall, offset } = zonedClock(at, timeZone);
    return `${wall}${offset}`;
  }

  #dayRelative(days: number): string {
    const size = Math.abs(days);
    if (size < 45) return this.#spaced(this.#relative.format(days, 'day'));
    if (size < 365) return this.#spaced(this.#relative.format(Math.round(days / 30), 'month'));
    return this.#spaced(this.#relative.format(Math.round(days / 365), 'year'));
  }

  /** `8天后` of Intl becomes `8 天后`, as everywhere else. */
  #spaced(words: string): string {
    return words.replace(/(\d)(?=\p{Script=Han})/gu, '$1 ');
  }

  #span(ms: number): string {
    const zh = this.locale === 'zh-CN';
    if (ms < minute) return `${Math.floor(ms / 1_000)} ${zh ? '秒' : 's'}`;
    const minutes = Math.floor(ms / minute);
    if (minutes < 60) return `${minutes} ${zh ? '分钟' : 'min'}`;
    const rest = minutes % 60;
    const hours = `${Math.floor(minutes / 60)} ${zh ? '小时' : 'h'}`;
    return rest === 0 ? hours : `${hours} ${rest} ${zh ? '分钟' : 'min'}`;
  }

  #signed(span: string, future: boolean): string {
    if (this.locale === 'zh-CN') return future ? `${span}后` : `${span}前`;
    return future ? `in ${span}` : `${span} ago`;
  }

  #format(name: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const key = `${name} ${timeZone}`;
    const known = this.#formats.get(key);
    if (known !== undefined) return known;
    // British order, because a reader of many countries takes 25 Nov for the same day.
    const locale = this.locale === 'en' ? 'en-GB' : this.locale;
    const made = new Intl.DateTimeFormat(locale, { timeZone, ...options });
    this.#formats.set(key, made);
    return made;
  }
}
