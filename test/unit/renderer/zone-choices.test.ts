import { describe, expect, it } from 'vitest';
import { zoneChoices, zoneTimeName } from '../../../src-renderer/time/zone-choices';

describe('a time zone to choose', () => {
  it.each([
    ['Asia/Shanghai', 'China Time', '中国时间'],
    ['Europe/Berlin', 'Central European Time', '中欧时间'],
    ['America/New_York', 'Eastern Time', '北美东部时间'],
    ['UTC', 'Coordinated Universal Time', '协调世界时'],
    ['Etc/GMT+5', '', ''],
    ['Mars/Olympus', '', ''],
  ])('%s is called by the name of its time', (zone, en, zhCn) => {
    expect([zoneTimeName(zone, 'en'), zoneTimeName(zone, 'zh-CN')]).toEqual([en, zhCn]);
  });

  it('comes before those that share its time when people use it most', () => {
    const zones = ['Asia/Chongqing', 'Asia/Shanghai', 'PRC'].map((name) => ({ name, offsetMinutes: 480 }));
    expect(zoneChoices(zones, 'en').map(({ value }) => value)).toEqual([
      'Asia/Shanghai',
      'Asia/Chongqing',
      'PRC',
    ]);
  });

  it('shows that name beside its offset, where the search finds it too', () => {
    expect(zoneChoices([{ name: 'Asia/Shanghai', offsetMinutes: 480 }], 'zh-CN')).toMatchObject([
      { value: 'Asia/Shanghai', label: 'Asia/Shanghai', note: '中国时间 · UTC+08:00' },
    ]);
    expect(zoneChoices([{ name: 'Etc/GMT+5', offsetMinutes: -300 }], 'en')).toMatchObject([
      { note: 'UTC−05:00' },
    ]);
  });
});
