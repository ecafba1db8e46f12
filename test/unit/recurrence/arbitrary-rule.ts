import * as fc from 'fast-check';
import moment from 'moment-timezone';
import { repeatType } from '../../../src-main/contract/rule';
import type { Rule } from '../../../src-main/contract/rule';
import { formatWallTime } from '../../../src-main/recurrence/wall-time';

/** Zones whose clocks do unusual things, asked more often than the other five hundred. */
const strange = [
  'Pacific/Apia',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Africa/Cairo',
  'Africa/Casablanca',
  'America/New_York',
  'America/Sao_Paulo',
  'America/Havana',
  'Asia/Beirut',
  'Asia/Gaza',
  'Asia/Tehran',
  'Antarctica/Troll',
  'Europe/Dublin',
  'Europe/London',
  'Pacific/Kwajalein',
  'Pacific/Kiritimati',
  'America/Godthab',
  'America/Caracas',
  'Asia/Pyongyang',
  'UTC',
];

const timeZone = fc.oneof(fc.constantFrom(...strange), fc.constantFrom(...moment.tz.names()));

/** Wall ms near one of the zone's clock changes, or anywhere in two centuries. */
const wallIn = (zone: string): fc.Arbitrary<number> => {
  const untils = (moment.tz.zone(zone)?.untils ?? []).filter((until) => until < Date.UTC(2480, 0));
  const anywhere = fc
    .integer({ min: Date.UTC(1900, 0) / 60_000, max: Date.UTC(2100, 0) / 60_000 })
    .map((m) => m * 60_000);
  if (untils.length === 0) return anywhere;
  const near = fc
    .tuple(
      fc.constantFrom(...untils.slice(-200), ...untils.slice(0, 60)),
      fc.integer({ min: -40 * 96, max: 4 * 96 }),
    )
    .map(([until, quarters]) => Math.floor(until / 900_000) * 900_000 + quarters * 900_000);
  return fc.oneof({ weight: 3, arbitrary: near }, { weight: 1, arbitrary: anywhere });
};

const fraction = fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.constantFrom(1000, 59_000, 30_250));
const interval = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 14 }) },
  { weight: 1, arbitrary: fc.constantFrom(24, 48, 60, 90, 1440, 4800, 1_000_000) },
);
const orNone = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.option(value, { nil: null, freq: 2 });
const dayOfMonth = fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constantFrom(28, 29, 30, 31));

const aroundClockChanges: fc.Arbitrary<Rule> = timeZone.chain((zone) =>
  fc
    .record({
      wall: wallIn(zone),
      fraction,
      end: orNone(fc.integer({ min: -2 * 96, max: 400 * 96 })),
      repeatType: fc.constantFrom(...repeatType.options),
      repeatInterval: interval,
      repeatDays: orNone(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 7 })),
      repeatDayOfMonth: orNone(dayOfMonth),
      repeatMonth: orNone(fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constant(2))),
      repeatDayOfYear: orNone(dayOfMonth),
      monthEnd: fc.constantFrom('last_day', 'skip'),
    })
    .map(({ wall, fraction: ms, end, repeatDays, ...rest }) => ({
      ...rest,
      timeZone: zone,
      startTime: formatWallTime(wall + ms),
      endTime: end === null ? null : formatWallTime(wall + ms + end * 900_000),
      repeatDays: repeatDays === null ? null : repeatDays.toSorted((a, b) => a - b),
      maxExecutions: 0,
      basis: 'fixed',
    })),
);

/** Daily and weekly rules that meet a whole day which the zone left out. */
const aroundLostDays: fc.Arbitrary<Rule> = fc
  .record({
    lost: fc.constantFrom(
      ['Pacific/Apia', Date.UTC(2011, 11, 30)] as const,
      ['Pacific/Fakaofo', Date.UTC(2011, 11, 30)] as const,
      ['Pacific/Kiritimati', Date.UTC(1994, 11, 31)] as const,
      ['Pacific/Kwajalein', Date.UTC(1993, 7, 21)] as const,
    ),
    hoursBefore: fc.integer({ min: -3, max: 24 * 20 }),
    weekly: fc.boolean(),
    repeatInterval: fc.integer({ min: 1, max: 3 }),
    days: fc.integer({ min: 2, max: 7 }),
  })
  .map(({ lost: [timeZone, day], hoursBefore, weekly, repeatInterval, days }) => ({
    timeZone,
    startTime: formatWallTime(day - hoursBefore * 3_600_000),
    endTime: null,
    repeatType: weekly ? 'week' : 'day',
    repeatInterval,
    repeatDays: Array.from({ length: days }, (_, i) => 8 - days + i),
    repeatDayOfMonth: null,
    repeatMonth: null,
    repeatDayOfYear: null,
    maxExecutions: 0,
    monthEnd: 'last_day',
    basis: 'fixed',
  }));

/** Rules of every kind, most of them around a clock change, some with ends before, at and after their start. */
export const arbitraryRule: fc.Arbitrary<Rule> = fc.oneof(
  { weight: 7, arbitrary: aroundClockChanges },
  { weight: 1, arbitrary: aroundLostDays },
);
