import type { Locale } from '../../src-main/contract/primitives';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const en = { d: 'd', h: 'h', m: 'm', s: 's', ms: 'ms', unit: '' } as const;
/** Chinese takes a blank between digits and Han, always. */
const zh = { d: '天', h: '小时', m: '分', s: '秒', ms: '毫秒', unit: ' ' } as const;

const tenths: Readonly<Record<Locale, Intl.NumberFormat>> = {
  en: new Intl.NumberFormat('en', { maximumFractionDigits: 1 }),
  'zh-CN': new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 1 }),
};

const two = (value: number): string => String(value).padStart(2, '0');

/**
 * How long something took: `41 ms`, `9.4 s`, `52 s`, `2m 14s`, `1h 05m`, `3d 4h`; in Chinese `2 分 14 秒`.
 * @param ms milliseconds, not negative
 */
export const durationWords = (ms: number, locale: Locale): string => {
  const words = locale === 'zh-CN' ? zh : en;
  if (ms < second) return `${Math.round(ms)} ${words.ms}`;
  if (ms < 10 * second) return `${tenths[locale].format(Math.floor(ms / 100) / 10)} ${words.s}`;
  if (ms < minute) return `${Math.floor(ms / second)} ${words.s}`;
  if (ms < hour) {
    const rest = Math.floor((ms % minute) / second);
    return `${Math.floor(ms / minute)}${words.unit}${words.m} ${locale === 'en' ? two(rest) : rest}${words.unit}${words.s}`;
  }
  if (ms < day) {
    const rest = Math.floor((ms % hour) / minute);
    return `${Math.floor(ms / hour)}${words.unit}${words.h} ${locale === 'en' ? two(rest) : rest}${words.unit}${words.m}`;
  }
  return `${Math.floor(ms / day)}${words.unit}${words.d} ${Math.floor((ms % day) / hour)}${words.unit}${words.h}`;
};

/** A running clock: `0:42`, `6:05`, `1:02:09`. @param ms milliseconds */
export const elapsedClock = (ms: number): string => {
  const whole = Math.max(0, Math.floor(ms / second));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const seconds = two(whole % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${seconds}` : `${minutes}:${seconds}`;
};

/** A span for settings and policies, in its largest whole unit: `30 s`, `5 min`, `24 h`. @param ms milliseconds */
export const spanWords = (ms: number, locale: Locale): string => {
  const units: readonly (readonly [number, string, string])[] = [
    [day, 'd', '天'],
    [hour, 'h', '小时'],
    [minute, 'min', '分钟'],
    [second, 's', '秒'],
  ];
  const unit = units.find(([size]) => ms >= size && ms % size === 0) ?? [1, 'ms', '毫秒'];
  const count = (ms / unit[0]).toLocaleString(locale);
  return locale === 'zh-CN' ? `${count} ${unit[2]}` : `${count} ${unit[1]}`;
};
