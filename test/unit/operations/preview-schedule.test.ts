import { describe, expect, it } from 'vitest';
import { previewSchedule } from '../../../src-main/operations/preview-schedule';
import type { PreviewQuestion } from '../../../src-main/operations/preview-schedule';

const ask = (
  task: PreviewQuestion['task'],
  more: Partial<PreviewQuestion> = {},
): ReturnType<typeof previewSchedule> =>
  previewSchedule({
    task,
    executionCount: 0,
    nextRunTime: null,
    defaultTimeZone: 'America/New_York',
    pollIntervalMs: 60_000,
    after: new Date('2026-02-01T12:00:00Z'),
    count: 3,
    locale: 'en',
    ...more,
  });
const kinds = (answer: ReturnType<typeof previewSchedule>): string[] =>
  answer.preview.warnings.map((warning) => warning.kind);

describe('previewSchedule', () => {
  it('tells words, occurrences, the total and the next instant', () => {
    const { preview, nextAt } = ask({
      startTime: '2026-01-05T09:00:00',
      endTime: '2026-02-04T00:00:00',
      repeatType: 'day',
    });
    expect(preview.words).toContain('every day at 09:00');
    expect(preview.occurrences.map((at) => at.localTime)).toEqual([
      '2026-02-01T09:00:00',
      '2026-02-02T09:00:00',
      '2026-02-03T09:00:00',
    ]);
    expect(preview).toMatchObject({ ended: true, total: 30, problems: [] });
    expect(nextAt?.toISOString()).toBe('2026-02-01T14:00:00.000Z');
  });

  it('warns of the day a time does not exist, and of the one it exists twice', () => {
    const daily = { startTime: '2026-01-05T02:30:00', repeatType: 'day' };
    const gap = ask(daily).preview.warnings;
    expect(gap.map((warning) => warning.text)).toEqual([
      'The clocks go forward: 02:30 does not exist on 8 Mar 2026; it runs at 03:30.',
    ]);
    const overlap = ask({ ...daily, startTime: '2026-01-05T01:30:00' }, { locale: 'zh-CN' }).preview.warnings;
    expect(overlap.map((warning) => warning.text)).toEqual([
      '时钟回拨：2026年11月1日的 01:30 会出现两次，只在第一次运行。',
    ]);
    expect(kinds(ask({ ...daily, startTime: '2026-01-05T12:00:00' }))).toEqual([]);
    expect(kinds(ask({ ...daily, repeatType: 'hour' }))).toEqual([]);
  });

  it('warns of short months, of a start that is no run, and of a schedule without any left', () => {
    const monthly = { startTime: '2026-01-31T12:00:00', repeatType: 'month' };
    expect(ask(monthly).preview.warnings).toEqual([
      {
        kind: 'month_end',
        text: 'Where the month has no day 31, it runs on the last day instead, first on 28 Feb 2026.',
      },
    ]);
    expect(kinds(ask({ ...monthly, monthEnd: 'skip' }))).toEqual([]);
    const weekly = { startTime: '2026-02-03T12:00:00', repeatType: 'week', repeatDays: [5] };
    expect(kinds(ask(weekly))).toEqual(['start_not_matching']);
    expect(kinds(ask({ startTime: '2026-01-01T00:00:00', repeatType: 'none' }))).toEqual(['none_left']);
    expect(
      kinds(
        ask({ startTime: '2026-01-01T00:00:00', repeatType: 'day', maxExecutions: 3 }, { executionCount: 3 }),
      ),
    ).toEqual(['none_left']);
  });

  it('asks about a run a minute, and says that polling more rarely does no harm', () => {
    const answer = ask(
      { startTime: '2026-01-01T00:00:00', repeatType: 'minute' },
      { pollIntervalMs: 300_000 },
    );
    expect(kinds(answer)).toEqual(['too_often', 'poll_interval']);
  });

  it('begins with the stored next run, and counts a run-based plan from it', () => {
    const rule = {
      startTime: '2026-01-01T00:00:00',
      repeatType: 'hour',
      repeatInterval: 5,
      basis: 'from_run',
    };
    const nextRunTime = new Date('2026-02-01T13:37:11.000Z');
    const instants = ask(rule, { nextRunTime }).preview.occurrences.map((at) => at.at);
    expect(instants).toEqual([
      '2026-02-01T13:37:11.000Z',
      '2026-02-01T18:37:11.000Z',
      '2026-02-01T23:37:11.000Z',
    ]);
    expect(ask({ ...rule, maxExecutions: 9 }, { nextRunTime, executionCount: 7 }).preview).toMatchObject({
      occurrences: [{ localTime: '2026-02-01T08:37:11' }, {}],
      ended: true,
    });
  });

  it('names what is wrong with a rule that cannot be read', () => {
    const { preview, nextAt } = ask({
      startTime: '2026-01-01T00:00:00',
      repeatType: 'day',
      timeZone: 'Mars/Olympus',
      repeatInterval: 0,
    });
    expect(preview.problems).toHaveLength(2);
    expect(preview.occurrences).toEqual([]);
    expect(nextAt).toBeNull();
  });
});
