import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { decide, onTimeMs, planAhead, type PolicyDefaults } from '../../../src-main/executor/decide';
import type { Decision, DueTask } from '../../../src-main/executor/ledger';
import { RuleCache } from '../../../src-main/executor/rule-cache';

const defaults: PolicyDefaults = {
  missed: 'once',
  missedWindowMs: 86_400_000,
  missedCap: 20,
  overlap: 'skip',
  timeZone: 'UTC',
};

interface Given {
  readonly columns?: Readonly<Record<string, unknown>>;
  readonly planned: string;
  readonly now: string;
  readonly policies?: Partial<DueTask['policies']>;
  readonly count?: number;
  readonly max?: number;
  readonly open?: number;
  readonly waiting?: number;
  readonly defaults?: Partial<PolicyDefaults>;
}

const task = (given: Given): DueTask => ({
  id: '1',
  name: 'Task',
  userId: '1',
  appId: '1',
  workflowId: '1',
  columns: {
    start_time: '2026-03-02T09:00:00',
    repeat_type: 'hour',
    repeat_interval: 1,
    task_type: 'recurring',
    max_executions: given.max ?? 0,
    ...given.columns,
  },
  plannedAt: new Date(given.planned),
  executionCount: given.count ?? 0,
  maxExecutions: given.max ?? 0,
  policies: { missed: null, overlap: null, ...given.policies },
  openRuns: given.open ?? 0,
  waitingTurn: given.waiting ?? 0,
});

const decided = (given: Given): Decision =>
  decide(task(given), new Date(given.now), new RuleCache(), { ...defaults, ...given.defaults });

/** A decision in one line a row: `trigger outcome code planned xcovers`. */
const lines = (decision: Decision): string[] =>
  decision.runs.map((run) =>
    [
      run.outcome === null
        ? `${run.trigger}${run.serial ? ' serial' : ''}${run.ready ? '' : ' waits'}`
        : run.outcome,
      run.reason?.code,
      run.plannedAt.toISOString().slice(5, 16),
      run.covers > 1 ? `x${run.covers} to ${run.coversUntil?.toISOString().slice(5, 16)}` : undefined,
    ]
      .filter((part) => part !== undefined)
      .join(' '),
  );

describe('a due task on time', () => {
  it('runs its planned instant and moves to the next one of the rule', () => {
    const decision = decided({ planned: '2026-03-10T10:00:00Z', now: '2026-03-10T10:00:02Z' });
    expect(lines(decision)).toEqual(['schedule 03-10T10:00']);
    expect(decision).toMatchObject({
      nextRunAt: new Date('2026-03-10T11:00:00Z'),
      executions: 1,
      endNow: false,
      hold: null,
    });
  });

  it('runs once and ends when it is a one-time task', () => {
    const decision = decided({
      columns: { task_type: 'one_time' },
      planned: '2026-03-02T09:00:00Z',
      now: '2026-03-02T09:00:01Z',
    });
    expect(lines(decision)).toEqual(['schedule 03-02T09:00']);
    expect(decision).toMatchObject({ nextRunAt: null, executions: 1, endNow: false });
  });

  it('counts from the run itself with basis from_run', () => {
    const decision = decided({
      columns: { basis: 'from_run' },
      planned: '2026-03-10T10:00:00Z',
      now: '2026-03-10T10:00:07Z',
    });
    expect(decision.nextRunAt).toEqual(new Date('2026-03-10T11:00:07Z'));
  });

  it('still runs at exactly its end time, which is inclusive', () => {
    const decision = decided({
      columns: { end_time: '2026-03-10T10:00:00' },
      planned: '2026-03-10T10:00:00Z',
      now: '2026-03-10T10:00:03Z',
    });
    expect(lines(decision)).toEqual(['schedule 03-10T10:00']);
    expect(decision.nextRunAt).toBeNull();
  });

  it('stands alone when somebody set next_run_time by hand beside the rule', () => {
    const decision = decided({ planned: '2026-03-10T09:59:30Z', now: '2026-03-10T10:00:05Z' });
    expect(lines(decision)).toEqual(['schedule 03-10T09:59']);
    expect(decision.nextRunAt).toEqual(new Date('2026-03-10T11:00:00Z'));
  });

  it('takes its last permitted start and has no next one', () => {
    const decision = decided({
      max: 5,
      count: 4,
      planned: '2026-03-10T10:00:00Z',
      now: '2026-03-10T10:00:00Z',
    });
    expect(decision).toMatchObject({ nextRunAt: null, executions: 1, endNow: false });
  });
});

describe('a task that must not run', () => {
  it('ends when its limit is reached', () => {
    const decision = decided({
      max: 5,
      count: 5,
      planned: '2026-03-10T10:00:00Z',
      now: '2026-03-10T10:00:00Z',
    });
    expect(lines(decision)).toEqual(['skipped limit_reached 03-10T10:00']);
    expect(decision).toMatchObject({ nextRunAt: null, executions: 0, endNow: true });
  });

  it('ends when its end time has passed, and says how many occurrences were left', () => {
    const decision = decided({
      columns: { end_time: '2026-03-10T12:30:00' },
      planned: '2026-03-10T10:00:00Z',
      now: '2026-03-10T13:00:00Z',
    });
    expect(lines(decision)).toEqual(['skipped ended 03-10T10:00 x3 to 03-10T12:00']);
    expect(decision.endNow).toBe(true);
  });

  it.each([
    ['an unknown zone', { time_zone: 'Mars/Olympus' }],
    ['an interval of 0', { repeat_interval: 0 }],
    ['weekdays that cannot be read', { repeat_type: 'week', repeat_days: 'x' }],
    ['an end before its start', { end_time: '2026-01-01T00:00:00' }],
    ['an unknown repeat type', { repeat_type: 'fortnight' }],
    ['a start that is no time', { start_time: 'soon' }],
  ])('is held with a named reason: %s', (_what, columns) => {
    const decision = decided({ columns, planned: '2026-03-10T10:00:00Z', now: '2026-03-10T10:00:00Z' });
    expect(lines(decision)).toEqual(['failed invalid_task 03-10T10:00']);
    expect(decision.hold).toBeTruthy();
    expect(decision.runs[0]?.reason?.params['problem']).toBe(decision.hold);
    expect(decision).toMatchObject({ nextRunAt: null, executions: 0, endNow: false });
  });

  it('is held when its planned instant is none, and its row says when that was found', () => {
    const decision = decided({ planned: 'infinity', now: '2026-03-10T10:00:00Z' });
    expect(lines(decision)).toEqual(['failed invalid_task 03-10T10:00']);
    expect(decision.hold).toBe('next_run_time is not a date');
  });
});

describe('missed occurrences', () => {
  const night = { planned: '2026-03-10T00:00:00Z', now: '2026-03-10T08:30:00Z' };

  it('once: the first one runs for all of them', () => {
    expect(lines(decided(night))).toEqual([
      'missed coalesced 03-10T01:00 x8 to 03-10T08:00',
      'catch_up 03-10T00:00',
    ]);
  });

  it('skip: none runs, all are in one row', () => {
    const decision = decided({ ...night, policies: { missed: 'skip' } });
    expect(lines(decision)).toEqual(['missed late 03-10T00:00 x9 to 03-10T08:00']);
    expect(decision).toMatchObject({
      executions: 0,
      nextRunAt: new Date('2026-03-10T09:00:00Z'),
      endNow: false,
    });
  });

  it('skip: the one that is on time runs', () => {
    expect(lines(decided({ ...night, now: '2026-03-10T08:00:30Z', policies: { missed: 'skip' } }))).toEqual([
      'missed late 03-10T00:00 x8 to 03-10T07:00',
      'schedule 03-10T08:00',
    ]);
  });

  it('all: they run one after another, the first at once', () => {
    expect(
      lines(
        decided({
          planned: '2026-03-10T06:00:00Z',
          now: '2026-03-10T08:30:00Z',
          policies: { missed: 'all' },
        }),
      ),
    ).toEqual([
      'catch_up serial 03-10T06:00',
      'catch_up serial waits 03-10T07:00',
      'catch_up serial waits 03-10T08:00',
    ]);
  });

  it('all: the cap keeps the newest', () => {
    expect(lines(decided({ ...night, policies: { missed: 'all' }, defaults: { missedCap: 2 } }))).toEqual([
      'missed over_cap 03-10T00:00 x7 to 03-10T06:00',
      'catch_up serial 03-10T07:00',
      'catch_up serial waits 03-10T08:00',
    ]);
  });

  it('what is older than the window never runs', () => {
    expect(lines(decided({ ...night, defaults: { missedWindowMs: 2 * 3_600_000 } }))).toEqual([
      'missed over_cap 03-10T00:00 x7 to 03-10T06:00',
      'missed coalesced 03-10T08:00',
      'catch_up 03-10T07:00',
    ]);
  });

  it('says so when scheduling was paused', () => {
    const since = new Date('2026-03-09T23:00:00Z');
    const decision = decide(
      task({ ...night, policies: { missed: 'skip' } }),
      new Date(night.now),
      new RuleCache(),
      defaults,
      { since, until: new Date(night.now), by: 'Ada', reason: null },
    );
    expect(lines(decision)).toEqual(['missed scheduler_paused 03-10T00:00 x9 to 03-10T08:00']);
  });
});

describe('overlap with a run that is still going', () => {
  const due = { planned: '2026-03-10T10:00:00Z', now: '2026-03-10T10:00:01Z', open: 1 };

  it.each([
    ['skip', ['skipped overlap 03-10T10:00'], 0],
    ['allow', ['schedule 03-10T10:00'], 1],
    ['queue_one', ['schedule serial waits 03-10T10:00'], 1],
    ['cancel_running', ['schedule serial waits 03-10T10:00'], 1],
  ])('%s', (overlap, expected, executions) => {
    const decision = decided({ ...due, policies: { overlap } });
    expect(lines(decision)).toEqual(expected);
    expect(decision.executions).toBe(executions);
    expect(decision.cancelOpen).toBe(overlap === 'cancel_running');
    expect(decision.nextRunAt).toEqual(new Date('2026-03-10T11:00:00Z'));
  });

  it('queue_one: a second one behind it is skipped', () => {
    expect(lines(decided({ ...due, open: 2, waiting: 1, policies: { overlap: 'queue_one' } }))).toEqual([
      'skipped queue_full 03-10T10:00',
    ]);
  });

  it('a policy nobody knows falls back to the default', () => {
    expect(lines(decided({ ...due, policies: { overlap: 'fight' } }))).toEqual([
      'skipped overlap 03-10T10:00',
    ]);
  });
});

describe('every occurrence is in exactly one row', () => {
  const minute = 60_000;
  const startMs = Date.parse('2026-03-02T09:00:00Z');

  it('whatever the policy, the gap, the window and the cap', () => {
    fc.assert(
      fc.property(
        fc.record({
          interval: fc.integer({ min: 1, max: 90 }),
          first: fc.integer({ min: 0, max: 500 }),
          lateMs: fc.integer({ min: 0, max: 40 * 3_600_000 }),
          missed: fc.constantFrom('skip', 'once', 'all'),
          overlap: fc.constantFrom('skip', 'allow', 'queue_one', 'cancel_running'),
          windowMs: fc.integer({ min: 0, max: 30 * 3_600_000 }),
          cap: fc.integer({ min: 1, max: 30 }),
          open: fc.integer({ min: 0, max: 2 }),
        }),
        (one) => {
          const step = one.interval * minute;
          const plannedMs = startMs + one.first * step;
          const nowMs = plannedMs + one.lateMs;
          const decision = decided({
            columns: { repeat_type: 'minute', repeat_interval: one.interval },
            planned: new Date(plannedMs).toISOString(),
            now: new Date(nowMs).toISOString(),
            policies: { missed: one.missed, overlap: one.overlap },
            open: one.open,
            defaults: { missedWindowMs: one.windowMs, missedCap: one.cap },
          });
          const expected = Math.floor(one.lateMs / step) + 1;
          const seen = decision.runs.flatMap((run) =>
            Array.from({ length: run.covers }, (_, index) => run.plannedAt.getTime() + index * step),
          );
          expect([...seen].sort((a, b) => a - b)).toEqual(
            Array.from({ length: expected }, (_, index) => plannedMs + index * step),
          );
          const ends = decision.runs.map((run) => run.coversUntil?.getTime() ?? run.plannedAt.getTime());
          expect(ends).toEqual(decision.runs.map((run) => run.plannedAt.getTime() + (run.covers - 1) * step));
          expect(decision.executions).toBe(decision.runs.filter((run) => run.outcome === null).length);
          expect(decision.nextRunAt?.getTime()).toBe(plannedMs + expected * step);
          const started = decision.runs.filter((run) => run.outcome === null);
          expect(started.map((run) => run.trigger)).toEqual(
            started.map((run) => (nowMs - run.plannedAt.getTime() > onTimeMs ? 'catch_up' : 'schedule')),
          );
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('a task without a next run', () => {
  const plan = (given: Given): Decision =>
    planAhead(task(given), new Date(given.now), new RuleCache(), defaults);

  it('goes to its first occurrence from now on', () => {
    expect(plan({ planned: 'none', now: '2026-03-10T10:20:00Z' })).toMatchObject({
      runs: [],
      nextRunAt: new Date('2026-03-10T11:00:00Z'),
      endNow: false,
    });
  });

  it('ends when there is none', () => {
    expect(
      plan({ columns: { task_type: 'one_time' }, planned: 'none', now: '2026-03-10T10:20:00Z' }),
    ).toMatchObject({ nextRunAt: null, endNow: true });
  });

  it('goes on hold when it cannot be understood', () => {
    expect(
      plan({ columns: { repeat_interval: -3 }, planned: 'none', now: '2026-03-10T10:20:00Z' }).hold,
    ).toBeTruthy();
  });
});
