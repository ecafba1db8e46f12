import { describe, expect, test } from 'vitest';
import { previewLine } from '../../../src-main/recurrence/preview-line';
import { workedCases } from './worked-case';

const line = {
  id: 7,
  time_zone: 'America/New_York',
  start_time: '2026-03-07T02:30:00',
  repeat_type: 'day',
  count: 2,
};
const answer = (changes: Record<string, unknown>) => previewLine(JSON.stringify({ ...line, ...changes }));

describe('one line of preview --stdin', () => {
  test('the worked cases, from the beginning and after each third of their occurrences', () => {
    for (const [id, given] of workedCases.entries()) {
      const { zone, start, name, expected_utc: expected, expected: _local, complete, ...columns } = given;
      const request = { ...columns, id, time_zone: zone, start_time: start };
      const count = complete ? expected.length + 3 : expected.length;
      const days = given.repeat_days === null ? null : given.repeat_days.join(',');
      expect({ name, ...previewLine(JSON.stringify({ ...request, count })) }).toEqual({
        name,
        id,
        occurrences: expected,
        ended: complete,
      });
      for (let i = 0; i < expected.length; i += 1 + Math.floor(expected.length / 3))
        expect({
          name,
          ...previewLine(
            JSON.stringify({ ...request, repeat_days: days, after: expected[i], count: count - i - 1 }),
          ),
        }).toEqual({ name, id, occurrences: expected.slice(i + 1), ended: complete });
    }
  });

  test('after is exclusive, its absence includes the start; milliseconds are told only when there are any', () => {
    expect(answer({})).toEqual({
      id: 7,
      occurrences: ['2026-03-07T07:30:00Z', '2026-03-08T07:30:00Z'],
      ended: false,
    });
    expect(answer({ after: '2026-03-07T02:30:00-05:00' })).toMatchObject({
      occurrences: ['2026-03-08T07:30:00Z', '2026-03-09T06:30:00Z'],
    });
    expect(answer({ start_time: '2026-03-07T02:30:00.125', count: 1 })).toMatchObject({
      occurrences: ['2026-03-07T07:30:00.125Z'],
    });
  });

  test('max_executions ends the series at its n-th occurrence wherever after lies', () => {
    const limited = { max_executions: 3, count: 5 };
    expect(answer({ ...limited, after: '2026-03-08T07:30:00Z' })).toEqual({
      id: 7,
      occurrences: ['2026-03-09T06:30:00Z'],
      ended: true,
    });
    expect(answer({ ...limited, after: '2026-03-09T06:30:00Z' })).toEqual({
      id: 7,
      occurrences: [],
      ended: true,
    });
    expect(answer({ max_executions: 3, count: 2 })).toMatchObject({ ended: false });
    expect(answer({ max_executions: 3, count: 0 })).toEqual({ id: 7, occurrences: [], ended: false });
  });

  test('an end before the start is an empty series, not an error', () => {
    expect(answer({ end_time: '2026-03-06T00:00:00' })).toEqual({ id: 7, occurrences: [], ended: true });
  });

  test('ten occurrences unless told otherwise', () => {
    expect(answer({ count: null })).toMatchObject({ occurrences: { length: 10 } });
  });

  test.each([
    ['', null, 'not a JSON object'],
    ['{', null, 'not a JSON object'],
    ['[1]', null, 'not a JSON object'],
    ['null', null, 'not a JSON object'],
    ['{"id":"a"}', 'a', 'time zone is missing'],
    [JSON.stringify({ ...line, repeat_interval: 0 }), 7, 'repeat interval'],
    [JSON.stringify({ ...line, time_zone: 'Foo/Bar' }), 7, 'Unknown time zone'],
    [JSON.stringify({ ...line, after: '2026-03-07T02:30:00' }), 7, 'after must be an instant'],
    [JSON.stringify({ ...line, after: 12 }), 7, 'after must be an instant'],
    [JSON.stringify({ ...line, count: -1 }), 7, 'count must be'],
    [JSON.stringify({ ...line, count: 1e9 }), 7, 'count must be'],
    [JSON.stringify({ ...line, id: { deep: true }, count: 'x' }), null, 'count must be'],
  ])('%s answers in words', (text, id, words) => {
    expect(previewLine(text)).toEqual({ id, error: expect.stringContaining(words) });
  });
});
