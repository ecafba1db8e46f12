import { wallMinute } from '../../src-renderer/time/wall-instant';
import type { TaskDraft, TaskDraftInput } from '../../src-main/contract/task';

/** A schedule, and what is hard about it. */
export interface ScheduleSpec {
  readonly kind: keyof typeof kinds;
  readonly draft: Partial<TaskDraftInput> & { readonly startTime: string; readonly timeZone: string };
}

/** Numbers from 0 to below 1 that are the same in every run. */
const numbersOf = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** Chances of one spec. */
interface Dice {
  readonly whole: (from: number, to: number) => number;
  readonly of: <T>(...choices: readonly [T, ...T[]]) => T;
  readonly now: Date;
}

/** In 2031: a time that the clock skips, and one that it shows twice. */
interface ClockChanges {
  readonly timeZone: string;
  readonly skipped: string;
  readonly twice: string;
}
const changes: readonly [ClockChanges, ...ClockChanges[]] = [
  { timeZone: 'America/New_York', skipped: '2031-03-09T02:30:00', twice: '2031-11-02T01:30:00' },
  { timeZone: 'Europe/Berlin', skipped: '2031-03-30T02:15:00', twice: '2031-10-26T02:45:00' },
  { timeZone: 'America/Havana', skipped: '2031-03-09T00:30:00', twice: '2031-11-02T00:30:00' },
  { timeZone: 'Australia/Lord_Howe', skipped: '2031-10-05T02:15:00', twice: '2031-04-06T01:45:00' },
  { timeZone: 'Pacific/Chatham', skipped: '2031-09-28T03:15:00', twice: '2031-04-06T03:00:00' },
];
const zones = ['UTC', 'Asia/Shanghai', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia'] as const;

const earlier = (wall: string, days: number): string =>
  new Date(Date.parse(`${wall}Z`) - days * 86_400_000).toISOString().slice(0, 19);

const repeats = (dice: Dice): Partial<TaskDraftInput> =>
  dice.of<Partial<TaskDraftInput>>(
    { repeatType: 'minute', repeatInterval: dice.whole(7, 90) },
    { repeatType: 'hour', repeatInterval: dice.whole(1, 30) },
    { repeatType: 'day', repeatInterval: dice.whole(1, 4) },
    { repeatType: 'week', repeatInterval: dice.whole(1, 3), repeatDays: [dice.whole(1, 5), 6, 7] },
    { repeatType: 'month', repeatInterval: dice.whole(1, 6) },
  );

const around =
  (which: 'skipped' | 'twice') =>
  (dice: Dice): ScheduleSpec['draft'] => {
    const change = dice.of(...changes);
    return {
      ...dice.of(repeats(dice), { repeatType: 'day' as const }),
      timeZone: change.timeZone,
      startTime: earlier(change[which], dice.whole(0, 6)),
    };
  };

const kinds = {
  once: (dice: Dice) => ({
    taskType: 'one_time',
    repeatType: 'none',
    timeZone: dice.of(...zones),
    startTime: `203${dice.whole(0, 9)}-06-0${dice.whole(1, 9)}T07:08:0${dice.whole(0, 9)}`,
  }),
  'the hour that is skipped': around('skipped'),
  'the hour that comes twice': around('twice'),
  '29 Feb': (dice: Dice) => ({
    repeatType: 'year',
    ...dice.of(
      // Every second or fourth year from an odd one on meets no leap year.
      { repeatInterval: dice.of(1, 3), repeatDayOfYear: 29, monthEnd: 'skip' as const },
      { repeatInterval: dice.whole(1, 4), repeatDayOfYear: dice.of(29, 30), monthEnd: 'last_day' as const },
    ),
    repeatMonth: 2,
    timeZone: dice.of(...zones),
    startTime: `203${dice.whole(0, 5)}-01-15T09:00:00`,
  }),
  'day 31': (dice: Dice) => ({
    repeatType: 'month',
    repeatInterval: dice.whole(1, 7),
    repeatDayOfMonth: dice.of(31, 31, 30, 29),
    monthEnd: dice.of('skip', 'last_day'),
    timeZone: dice.of(...zones),
    startTime: `2031-${dice.of('01-31', '02-01', '03-31')}T23:45:00`,
  }),
  'the year’s end': (dice: Dice) => ({
    ...repeats(dice),
    timeZone: dice.of(...zones),
    startTime: `2030-12-31T2${dice.whole(0, 3)}:15:00`,
  }),
  'from each run': (dice: Dice) => ({
    repeatType: dice.of('minute', 'hour', 'day'),
    repeatInterval: dice.whole(2, 40),
    basis: 'from_run',
    timeZone: dice.of(...zones),
    startTime: '2031-02-27T12:34:56',
  }),
  // Its next run is hours away whenever the test runs, so nothing starts meanwhile.
  'under way': (dice: Dice) => {
    const timeZone = dice.of(...zones, 'America/New_York', 'Europe/Berlin');
    const inSixHours = wallMinute(new Date(dice.now.getTime() + 6 * 3_600_000), timeZone).slice(11);
    return {
      ...dice.of<Partial<TaskDraftInput>>(
        { repeatType: 'day', repeatInterval: dice.whole(1, 9) },
        { repeatType: 'week', repeatInterval: dice.whole(1, 5), repeatDays: [2, 4, 6] },
        { repeatType: 'month', repeatDayOfMonth: dice.whole(1, 31) },
        { repeatType: 'year', repeatMonth: 2, repeatDayOfYear: 29 },
      ),
      timeZone,
      startTime: `2024-02-29T${inSixHours}:00`,
    };
  },
} as const satisfies Record<string, (dice: Dice) => ScheduleSpec['draft']>;

const kindNames = Object.keys(kinds).filter((name): name is ScheduleSpec['kind'] => name in kinds);

/** So many schedules of all kinds in turn, the same in every run but for the hour of those under way. */
export const scheduleSpecs = (count: number, now: Date): readonly ScheduleSpec[] => {
  const next = numbersOf(20_311_109);
  const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  const dice: Dice = {
    whole,
    of: (first, ...others) => [first, ...others][whole(0, others.length)] ?? first,
    now,
  };
  return Array.from({ length: count }, (_, index) => {
    const kind = kindNames[index % kindNames.length] ?? 'once';
    const draft = kinds[kind](dice);
    const far = Number(draft.startTime.slice(0, 4)) + dice.whole(1, 4);
    const ends = dice.whole(0, 5);
    if (kind === 'once' || kind === 'under way' || ends > 1) return { kind, draft };
    return {
      kind,
      draft:
        ends === 0
          ? { ...draft, maxExecutions: dice.whole(1, 12) }
          : { ...draft, endTime: `${String(far)}-12-31T12:00:00` },
    };
  });
};

/** A schedule in the columns of its row, as `preview --stdin` reads it. */
export const ruleColumns = (draft: TaskDraft): Readonly<Record<string, unknown>> => ({
  time_zone: draft.timeZone,
  start_time: draft.startTime,
  end_time: draft.endTime,
  task_type: draft.taskType,
  repeat_type: draft.repeatType,
  repeat_interval: draft.repeatInterval,
  repeat_days: draft.repeatDays,
  repeat_day_of_month: draft.repeatDayOfMonth,
  repeat_month: draft.repeatMonth,
  repeat_day_of_year: draft.repeatDayOfYear,
  max_executions: draft.maxExecutions,
  month_end: draft.monthEnd,
  basis: draft.basis,
});
