import { describe, expect, it } from 'vitest';
import { durationWords, elapsedClock, spanWords } from '../../../src-renderer/time/duration-words';
import { startOfDay } from '../../../src-renderer/time/start-of-day';
import { TimeWords } from '../../../src-renderer/time/time-words';

const now = new Date('2026-11-24T14:02:00Z');
const at = (text: string): Date => new Date(text);

describe('times in words', () => {
  const en = new TimeWords('en', 'UTC');
  const zh = new TimeWords('zh-CN', 'Asia/Shanghai');

  it.each([
    ['2026-11-24T14:15:00Z', '14:15', 'Today 14:15', 'in 13 min'],
    ['2026-11-24T16:00:00Z', '16:00', 'Today 16:00', 'in 1 h 58 min'],
    ['2026-11-25T08:00:00Z', '25 Nov 08:00', 'Tomorrow 08:00', 'tomorrow'],
    ['2026-11-23T23:30:00Z', '23 Nov 23:30', 'Yesterday 23:30', 'yesterday'],
    ['2026-11-30T23:30:00Z', '30 Nov 23:30', '30 Nov 23:30', 'in 6 days'],
    ['2027-01-02T09:00:00Z', '2 Jan 2027 09:00', '2 Jan 2027 09:00', 'in 39 days'],
    ['2026-11-24T14:01:48Z', '14:01', 'Today 14:01', '12 s ago'],
  ])('says %s', (instant, moment, dayMoment, relative) => {
    expect(en.moment(at(instant), now)).toBe(moment);
    expect(en.dayMoment(at(instant), now)).toBe(dayMoment);
    expect(en.relative(at(instant), now)).toBe(relative);
  });

  it.each([
    ['2026-11-24T14:05:00Z', '22:05', '今天 22:05', '3 分钟后'],
    ['2026-11-25T00:00:00Z', '11月25日 08:00', '明天 08:00', '9 小时 58 分钟后'],
    ['2026-11-23T02:00:00Z', '11月23日 10:00', '昨天 10:00', '昨天'],
  ])('says %s in Chinese', (instant, moment, dayMoment, relative) => {
    expect(zh.moment(at(instant), now)).toBe(moment);
    expect(zh.dayMoment(at(instant), now)).toBe(dayMoment);
    expect(zh.relative(at(instant), now)).toBe(relative);
  });

  it('gives the offset to copy', () => {
    expect(zh.iso(now)).toBe('2026-11-24T22:02:00+08:00');
    expect(en.iso(now)).toBe('2026-11-24T14:02:00Z');
    expect(en.iso(now, 'America/New_York')).toBe('2026-11-24T09:02:00-05:00');
  });
});

describe('durations', () => {
  it.each([
    [41, '41 ms', '41 毫秒'],
    [9_400, '9.4 s', '9.4 秒'],
    [52_000, '52 s', '52 秒'],
    [134_000, '2m 14s', '2 分 14 秒'],
    [242_000, '4m 02s', '4 分 2 秒'],
    [3_900_000, '1h 05m', '1 小时 5 分'],
    [273_600_000, '3d 4h', '3 天 4 小时'],
  ])('%d ms', (ms, en, zh) => {
    expect(durationWords(ms, 'en')).toBe(en);
    expect(durationWords(ms, 'zh-CN')).toBe(zh);
  });

  it('runs as a clock', () => {
    expect(elapsedClock(42_000)).toBe('0:42');
    expect(elapsedClock(365_900)).toBe('6:05');
    expect(elapsedClock(3_729_000)).toBe('1:02:09');
  });

  it('takes the largest whole unit', () => {
    expect(spanWords(60_000, 'en')).toBe('1 min');
    expect(spanWords(90_000, 'en')).toBe('90 s');
    expect(spanWords(86_400_000, 'zh-CN')).toBe('1 天');
  });
});

describe('the first instant of a day', () => {
  it.each([
    ['2026-11-24', 'UTC', '2026-11-24T00:00:00.000Z'],
    ['2026-11-24', 'Asia/Shanghai', '2026-11-23T16:00:00.000Z'],
    ['2026-03-08', 'America/New_York', '2026-03-08T05:00:00.000Z'],
    ['2026-03-09', 'America/New_York', '2026-03-09T04:00:00.000Z'],
    // Midnight does not exist there on that day.
    ['2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00.000Z'],
  ])('%s in %s', (day, zone, instant) => {
    expect(startOfDay(day, zone).toISOString()).toBe(instant);
  });
});
