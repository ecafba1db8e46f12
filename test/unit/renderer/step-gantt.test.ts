import { describe, expect, it } from 'vitest';
import type { RunStep } from '../../../src-main/contract/run';
import { ganttOf } from '../../../src-renderer/pages/run-detail/step-gantt';
import { mediansOf } from '../../../src-renderer/run-list/run-medians';
import { lateByMs, statusOf } from '../../../src-renderer/run-list/run-status';

const start = '2026-01-01T00:00:00.000Z';
const later = (seconds: number): string => new Date(Date.parse(start) + seconds * 1_000).toISOString();
const step = (part: Partial<RunStep>): RunStep => ({
  id: 'a',
  name: 'A',
  type: 'llm',
  status: 'succeeded',
  startedAt: start,
  elapsedMs: 1_000,
  error: null,
  ...part,
});

describe('ganttOf', () => {
  const now = new Date(later(100));

  it('draws an ended run from its start to its end', () => {
    const run = {
      createdAt: start,
      startedAt: start,
      finishedAt: later(10),
      steps: [step({ elapsedMs: 5_000 })],
    };
    const [bar] = ganttOf(run, now).bars;
    expect(bar).toMatchObject({ left: 0, width: 50, ms: 5_000, open: false });
  });

  it('draws an open bar up to now for a step that still goes', () => {
    const run = {
      createdAt: start,
      startedAt: start,
      finishedAt: null,
      steps: [step({ status: 'running', startedAt: later(50), elapsedMs: null })],
    };
    expect(ganttOf(run, now).bars[0]).toMatchObject({ left: 50, width: 50, ms: 50_000, open: true });
  });

  it('gives no bar to a step that has not started, and does not fail on one that started before its run', () => {
    const run = {
      createdAt: start,
      startedAt: later(10),
      finishedAt: null,
      steps: [step({ startedAt: null, elapsedMs: null, status: 'waiting' }), step({})],
    };
    const { bars, from } = ganttOf(run, now);
    expect(bars[0]).toMatchObject({ left: null, open: true });
    expect(from.toISOString()).toBe(start);
  });

  it('closes the bars of a run that was given up while a step was going', () => {
    const run = {
      createdAt: start,
      startedAt: start,
      finishedAt: later(20),
      steps: [step({ status: 'running', elapsedMs: null })],
    };
    expect(ganttOf(run, now).bars[0]).toMatchObject({ open: false, width: 0 });
  });
});

describe('the run list', () => {
  it('tells how late a planned run started, and nothing for one asked for by hand', () => {
    const run = { plannedAt: start, startedAt: later(2.5), trigger: 'schedule' } as const;
    expect(lateByMs(run)).toBe(2_500);
    expect(lateByMs({ ...run, trigger: 'manual' })).toBeNull();
    expect(lateByMs({ ...run, startedAt: null })).toBeNull();
  });

  it('shows the outcome of an ended run and the state of any other', () => {
    expect(statusOf({ state: 'ended', outcome: 'failed' })).toBe('failed');
    expect(statusOf({ state: 'waiting', outcome: null })).toBe('waiting');
  });

  it('knows no median where there are fewer than three successful runs', () => {
    expect(mediansOf([]).size).toBe(0);
  });
});
