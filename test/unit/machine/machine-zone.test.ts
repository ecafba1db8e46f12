import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchClock, type ClockJump } from '../../../src-main/machine/clock-watch';
import { machineZone } from '../../../src-main/machine/machine-zone';

describe('the machine’s zone', () => {
  const ask = (tz: string | undefined, system: string | undefined): { zone: string; warnings: string[] } => {
    const warnings: string[] = [];
    const env = tz === undefined ? {} : { TZ: tz };
    return { zone: machineZone((text) => warnings.push(text), { env, system: () => system }), warnings };
  };

  it.each([
    ['Asia/Shanghai', 'Europe/Berlin', 'Asia/Shanghai'],
    [':America/New_York', undefined, 'America/New_York'],
    [undefined, 'Europe/Berlin', 'Europe/Berlin'],
    ['', 'asia/shanghai', 'Asia/Shanghai'],
  ])('TZ=%s on a system in %s is %s', (tz, system, expected) => {
    expect(ask(tz, system)).toEqual({ zone: expected, warnings: [] });
  });

  it.each([
    ['CST6CDT,M3.2.0,M11.1.0', 'Europe/Berlin'],
    [undefined, 'Etc/Unknown'],
    [undefined, undefined],
  ])('is UTC, with a warning, for TZ=%s on a system in %s', (tz, system) => {
    const { zone, warnings } = ask(tz, system);
    expect(zone).toBe('UTC');
    expect(warnings).toEqual([expect.stringContaining('UTC is taken')]);
  });
});

describe('the clock watch', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const watched = (): {
    pass: (wallMs: number, steadyMs: number) => void;
    jumps: ClockJump[];
    stop: () => void;
  } => {
    let wall = 1_000_000;
    let steady = 0;
    const jumps: ClockJump[] = [];
    const stop = watchClock((jump) => jumps.push(jump), 5_000, {
      wallMs: () => wall,
      steadyMs: () => steady,
    });
    const pass = (wallMs: number, steadyMs: number): void => {
      wall += wallMs;
      steady += steadyMs;
      vi.advanceTimersByTime(5_000);
    };
    return { pass, jumps, stop };
  };

  it('is silent while both clocks agree', () => {
    const { pass, jumps } = watched();
    pass(5_000, 5_000);
    pass(5_900, 5_001);
    expect(jumps).toEqual([]);
  });

  it('tells a set clock, either way, and a sleep, once each', () => {
    const { pass, jumps, stop } = watched();
    pass(3_605_000, 5_000);
    pass(-3_595_000, 5_000);
    pass(605_000, 605_000);
    pass(5_000, 5_000);
    expect(jumps).toEqual([
      { jumpMs: 3_600_000, sleptMs: 0 },
      { jumpMs: -3_600_000, sleptMs: 0 },
      { jumpMs: 0, sleptMs: 600_000 },
    ]);
    stop();
    pass(605_000, 5_000);
    expect(jumps).toHaveLength(3);
  });
});
