import { describe, expect, it } from 'vitest';
import type { Preview } from '../../../src-main/contract/api';
import { compareRuns } from '../../../src-renderer/pages/editor/run-comparison';

const preview = (times: readonly string[], ended = false): Preview => ({
  occurrences: times.map((time) => ({
    at: `${time}:00.000Z`,
    localTime: `${time}:00`,
    offsetMinutes: 0,
    shiftedFrom: null,
    clampedFromDay: null,
  })),
  ended,
  total: null,
  words: '',
  problems: [],
  warnings: [],
});

const told = (before: Preview, after: Preview): unknown => {
  const { marks, dropped } = compareRuns(before, after);
  return {
    marks: [...marks.values()].map((mark) => mark.kind),
    dropped: dropped.map((run) => run.localTime),
  };
};

describe('the saved runs against those of an edit', () => {
  it('keeps equal instants, adds new ones, drops the rest', () => {
    const before = preview(['2030-01-01T09:00', '2030-01-02T09:00', '2030-01-03T09:00', '2030-01-05T09:00']);
    const after = preview(['2030-01-01T09:00', '2030-01-03T09:00', '2030-01-04T09:00']);
    expect(told(before, after)).toEqual({
      marks: ['kept', 'kept', 'added'],
      dropped: ['2030-01-02T09:00:00'],
    });
  });

  it('calls another time on the same day a shift, each run once', () => {
    const before = preview(['2030-01-01T09:00', '2030-01-02T09:00', '2030-01-09T09:00']);
    const after = preview(['2030-01-01T10:00', '2030-01-02T08:00', '2030-01-02T20:00']);
    expect(told(before, after)).toEqual({ marks: ['shifted', 'shifted', 'added'], dropped: [] });
  });

  it('says nothing of what lies further ahead than the saved schedule was asked', () => {
    const before = preview(['2030-01-01T09:00', '2030-01-02T09:00']);
    const after = preview(['2030-01-02T09:00', '2030-01-03T09:00']);
    expect(told(before, after)).toEqual({ marks: ['kept', 'unknown'], dropped: ['2030-01-01T09:00:00'] });
    expect(told(preview(['2030-01-01T09:00', '2030-01-02T09:00'], true), after)).toEqual({
      marks: ['kept', 'added'],
      dropped: ['2030-01-01T09:00:00'],
    });
  });

  it('does not call dropped what comes after the runs shown, unless nothing comes any more', () => {
    const before = preview(['2030-01-01T09:00', '2030-01-02T09:00', '2030-01-03T09:00']);
    expect(told(before, preview(['2030-01-01T09:00']))).toEqual({ marks: ['kept'], dropped: [] });
    expect(told(before, preview(['2030-01-01T09:00'], true))).toEqual({
      marks: ['kept'],
      dropped: ['2030-01-02T09:00:00', '2030-01-03T09:00:00'],
    });
  });
});
