import { describe, expect, it } from 'vitest';
import { Pace } from '../../../src-main/executor/pace';

const after = (runMs: number, cycleMs: number): Pace => {
  const pace = new Pace();
  pace.runTook(runMs);
  for (let i = 0; i < 50; i += 1) pace.cycleTook(cycleMs);
  return pace;
};

describe('the pace', () => {
  it('writes no start ahead before a run has ended, nor where runs are long', () => {
    expect(new Pace().ahead(100)).toBe(0);
    expect(after(250, 5).ahead(100)).toBe(0);
  });

  it('writes as many ahead as will have their slot within four cycles', () => {
    expect(after(200, 10).ahead(100)).toBe(20);
    expect(after(20, 10).ahead(100)).toBe(100);
    expect(after(0, 1).ahead(8)).toBe(8);
  });

  it('writes none ahead once short runs have stalled, until one ends', () => {
    const pace = after(20, 10);
    pace.stalled();
    expect(pace.ahead(100)).toBe(0);
    pace.runTook(20);
    expect(pace.ahead(100)).toBe(100);
  });

  it('is not misled by a clock that is set back while a cycle and a run are on their way', () => {
    const pace = after(20, 10);
    pace.cycleTook(-3_600_000);
    pace.runTook(-3_600_000);
    expect(pace.ahead(100)).toBeGreaterThan(0);
  });

  it('forgets a long run after some short ones', () => {
    const pace = after(60_000, 5);
    for (let i = 0; i < 40; i += 1) pace.runTook(10);
    expect(pace.ahead(10)).toBeGreaterThan(0);
  });
});
