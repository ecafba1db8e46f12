import { describe, expect, it } from 'vitest';
import { workedCases } from '../recurrence/worked-case';
import { run } from './run-in-memory';

const daily = {
  time_zone: 'America/New_York',
  start_time: '2026-03-07T02:30:00',
  repeat_type: 'day',
  repeat_interval: 1,
  count: 2,
};

describe('preview --stdin', () => {
  it('answers each line with one line, in order, errors among them', async () => {
    const lines = [
      JSON.stringify({ ...daily, id: 'b' }),
      'no json',
      '',
      JSON.stringify({ ...daily, id: 2, time_zone: 'Mars/Olympus' }),
      JSON.stringify({ ...daily, id: 1, max_executions: 2, after: '2026-03-07T07:30:00Z' }),
    ];
    const said = await run(['preview', '--stdin'], lines.join('\r\n'));
    expect(said).toMatchObject({ code: 0, err: '' });
    expect(
      said.out
        .trim()
        .split('\n')
        .map((line): unknown => JSON.parse(line)),
    ).toEqual([
      { id: 'b', occurrences: ['2026-03-07T07:30:00Z', '2026-03-08T07:30:00Z'], ended: false },
      { id: null, error: expect.stringContaining('JSON') },
      { id: 2, error: expect.stringContaining('Mars/Olympus') },
      { id: 1, occurrences: ['2026-03-08T07:30:00Z'], ended: true },
    ]);
  });

  it('keeps the order over more than one batch', async () => {
    const count = 3_000;
    const lines = Array.from({ length: count }, (_, id) => JSON.stringify({ ...daily, id }));
    const { out } = await run(['preview', '--stdin'], `${lines.join('\n')}\n`);
    const ids = [...out.matchAll(/^\{"id":(\d+),/gm)].map((match) => Number(match[1]));
    expect(ids).toEqual(Array.from({ length: count }, (_, id) => id));
  });

  it('agrees with the worked cases', async () => {
    const lines = workedCases.map((given, id) =>
      JSON.stringify({
        id,
        time_zone: given.zone,
        start_time: given.start,
        end_time: given.end_time,
        repeat_type: given.repeat_type,
        repeat_interval: given.repeat_interval,
        repeat_days: given.repeat_days,
        repeat_day_of_month: given.repeat_day_of_month,
        repeat_month: given.repeat_month,
        repeat_day_of_year: given.repeat_day_of_year,
        max_executions: given.max_executions,
        after: null,
        count: given.complete ? given.expected_utc.length + 5 : given.expected_utc.length,
      }),
    );
    const { out } = await run(['preview', '--stdin'], lines.join('\n'));
    const answers = out
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(answers).toEqual(
      workedCases.map(({ expected_utc: occurrences, complete: ended }, id) => ({ id, occurrences, ended })),
    );
  });
});
