import { describe, expect, it } from 'vitest';
import type { PlotRun } from '../../../src-main/contract/api';
import { timelineLanes } from '../../../src-renderer/pages/overview/timeline-lanes';
import { heatmapWeeks, type HeatmapDay } from '../../../src-renderer/ui/heatmap-weeks';

const run = (taskId: string, from: string, status: PlotRun['status'], to: string | null = from): PlotRun => ({
  taskId,
  taskName: `Task ${taskId}`,
  runId: status === 'planned' ? null : `${taskId}${from.slice(11, 16).replace(':', '')}`,
  status,
  from,
  to,
});

describe('the lanes of the timeline', () => {
  it('joins runs that start in the same 20 minutes and shows the worst of them', () => {
    const [lane] = timelineLanes([
      run('1', '2026-11-24T10:01:00Z', 'succeeded'),
      run('1', '2026-11-24T10:05:00Z', 'failed'),
      run('1', '2026-11-24T10:19:00Z', 'succeeded'),
      run('1', '2026-11-24T10:20:00Z', 'succeeded'),
    ]);
    expect(lane?.marks.map((mark) => [mark.status, mark.runs.length])).toEqual([
      ['failed', 3],
      ['succeeded', 1],
    ]);
    expect(lane?.counts).toEqual({ succeeded: 3, failed: 1 });
    expect(lane?.total).toBe(4);
  });

  it('never lets a planned run share the mark of one that happened', () => {
    const [lane] = timelineLanes([
      run('1', '2026-11-24T10:01:00Z', 'succeeded'),
      run('1', '2026-11-24T10:15:00Z', 'planned', null),
    ]);
    expect(lane?.marks.map((mark) => mark.status)).toEqual(['succeeded', 'planned']);
  });

  it('keeps a run that still goes on open', () => {
    const [lane] = timelineLanes([
      run('1', '2026-11-24T10:01:00Z', 'running', null),
      run('1', '2026-11-24T10:02:00Z', 'succeeded', '2026-11-24T10:03:00Z'),
    ]);
    expect(lane?.marks[0]?.to).toBeNull();
  });

  it('keeps the order in which tasks come', () => {
    const lanes = timelineLanes([
      run('7', '2026-11-24T10:01:00Z', 'succeeded'),
      run('2', '2026-11-24T09:01:00Z', 'succeeded'),
      run('7', '2026-11-24T08:01:00Z', 'succeeded'),
    ]);
    expect(lanes.map((lane) => lane.taskId)).toEqual(['7', '2']);
    expect(lanes[0]?.marks.map((mark) => mark.from.toISOString())).toEqual([
      '2026-11-24T08:01:00.000Z',
      '2026-11-24T10:01:00.000Z',
    ]);
  });
});

describe('the weeks of the heat-map', () => {
  const day = (text: string, succeeded: number): Omit<HeatmapDay, 'level' | 'next'> => ({
    day: text,
    succeeded,
    failed: 0,
    missed: 0,
    other: 0,
  });

  it('begins a column with the first weekday', () => {
    // 2026-11-22 is a Sunday.
    const days = [day('2026-11-21', 1), day('2026-11-22', 2), day('2026-11-23', 3)];
    const sunday = heatmapWeeks(days, 7);
    expect(sunday.map((week) => week.map((one) => one?.day ?? null).filter((one) => one !== null))).toEqual([
      ['2026-11-21'],
      ['2026-11-22', '2026-11-23'],
    ]);
    const monday = heatmapWeeks(days, 1);
    expect(monday.map((week) => week.indexOf(week.find((one) => one !== undefined)))).toEqual([5, 0]);
  });

  it('tells a day without runs from one with few, and names the day after', () => {
    const [week] = heatmapWeeks([day('2026-11-30', 0), day('2026-12-01', 1), day('2026-12-02', 8)], 1);
    expect(week?.map((one) => one?.level)).toEqual([0, 1, 4, undefined, undefined, undefined, undefined]);
    expect(week?.[0]?.next).toBe('2026-12-01');
  });
});
