import { describe, expect, test } from 'vitest';
import { ruleProblemCode } from '../../../src-main/contract/rule';
import { compileRule } from '../../../src-main/recurrence/compile-rule';
import { InvalidRuleError } from '../../../src-main/recurrence/invalid-rule-error';
import { neverFires } from '../../../src-main/recurrence/never-fires';
import { next } from '../../../src-main/recurrence/occurrences';
import { InvalidRepeatDaysError, parseRepeatDays } from '../../../src-main/recurrence/parse-repeat-days';
import { problemWords } from '../../../src-main/recurrence/problem-words';
import { ruleFromColumns } from '../../../src-main/recurrence/rule-from-columns';
import type { RuleColumns } from '../../../src-main/recurrence/rule-from-columns';
import { sampleRule } from './sample-rule';

const row: RuleColumns = {
  time_zone: 'America/New_York',
  start_time: '2026-11-24T09:00:00',
  repeat_type: 'day',
  task_type: 'recurring',
};

const read = (changes: RuleColumns) => {
  const reading = ruleFromColumns({ ...row, ...changes });
  return reading.ok ? reading.rule : reading.problems.map(({ code, value }) => `${code}:${value}`);
};

describe('a row of others', () => {
  test('absent, NULL and empty columns take the defaults', () => {
    const nothing = {
      repeat_interval: null,
      end_time: '',
      repeat_days: '',
      repeat_month: null,
      max_executions: null,
    };
    expect(read(nothing)).toEqual(sampleRule());
    expect(read({ repeat_type: null })).toEqual(sampleRule({ repeatType: 'none' }));
  });

  test('one_time means once, whatever the repeat columns say', () => {
    const once = { task_type: 'one_time', repeat_type: 'week', repeat_days: '[1, 3]', repeat_interval: 0 };
    expect(read(once)).toEqual(sampleRule({ repeatType: 'none' }));
  });

  test('drivers hand numbers over as text, dates with a blank, zones in any case', () => {
    expect(
      read({
        time_zone: 'america/new_york',
        start_time: '2026-11-24 09:00:00.250999',
        repeat_interval: '2',
        max_executions: '7',
      }),
    ).toEqual(sampleRule({ startTime: '2026-11-24T09:00:00.250', repeatInterval: 2, maxExecutions: 7 }));
    expect(read({ start_time: '2026-11-24 09:00', max_executions: 7n })).toEqual(
      sampleRule({ maxExecutions: 7 }),
    );
  });

  test('a 0 in a day or month column counts as not set', () => {
    expect(read({ repeat_type: 'month', repeat_day_of_month: 0 })).toEqual(
      sampleRule({ repeatType: 'month' }),
    );
    expect(read({ repeat_type: 'year', repeat_month: 0, repeat_day_of_year: 0 })).toEqual(
      sampleRule({ repeatType: 'year' }),
    );
  });

  test('columns of another repeat type are ignored when they can be read', () => {
    expect(read({ repeat_days: [1, 9], repeat_day_of_year: 200, repeat_month: 99 })).toEqual(sampleRule());
  });

  test.each<[RuleColumns, string]>([
    [{ time_zone: null }, 'time_zone_missing:'],
    [{ time_zone: 'Mars/Olympus' }, 'time_zone_unknown:Mars/Olympus'],
    [{ time_zone: 'constructor' }, 'time_zone_unknown:constructor'],
    [{ time_zone: 'America_New_York' }, 'time_zone_unknown:America_New_York'],
    [{ start_time: null }, 'start_time_missing:'],
    [{ start_time: '2026-02-30T09:00:00' }, 'start_time_invalid:2026-02-30T09:00:00'],
    [{ start_time: '2026-11-24T09:00:00Z' }, 'start_time_invalid:2026-11-24T09:00:00Z'],
    [{ start_time: '2026-11-24T24:00:00' }, 'start_time_invalid:2026-11-24T24:00:00'],
    [{ start_time: '10000-01-01T00:00:00' }, 'start_time_invalid:10000-01-01T00:00:00'],
    [{ start_time: '0000-01-01T00:00:00' }, 'start_time_invalid:0000-01-01T00:00:00'],
    [{ end_time: 'infinity' }, 'end_time_invalid:infinity'],
    [{ task_type: 'cyclic' }, 'task_type_invalid:cyclic'],
    [{ repeat_type: 'fortnight' }, 'repeat_type_invalid:fortnight'],
    [{ repeat_interval: 0 }, 'repeat_interval_invalid:0'],
    [{ repeat_interval: -1 }, 'repeat_interval_invalid:-1'],
    [{ repeat_interval: 1.5 }, 'repeat_interval_invalid:1.5'],
    [{ repeat_interval: 1e9 }, 'repeat_interval_invalid:1000000000'],
    [{ repeat_interval: 'abc' }, 'repeat_interval_invalid:abc'],
    [{ repeat_interval: true }, 'repeat_interval_invalid:true'],
    [{ repeat_days: 'x' }, 'repeat_days_invalid:x'],
    [{ repeat_type: 'week', repeat_days: [0, 8] }, 'repeat_days_invalid:[0,8]'],
    [{ repeat_type: 'week', repeat_days: '1;3' }, 'repeat_days_invalid:1;3'],
    [{ repeat_type: 'month', repeat_day_of_month: 32 }, 'repeat_day_of_month_invalid:32'],
    [{ repeat_type: 'year', repeat_month: 13 }, 'repeat_month_invalid:13'],
    [{ repeat_type: 'year', repeat_day_of_year: 200 }, 'repeat_day_of_year_invalid:200'],
    [{ max_executions: -1 }, 'max_executions_invalid:-1'],
    [{ month_end: 'first_day' }, 'month_end_invalid:first_day'],
    [{ basis: 'moon' }, 'basis_invalid:moon'],
  ])('%j is refused by name', (changes, problem) => {
    expect(read(changes)).toEqual([problem]);
  });

  test('everything that is wrong is told at once, long values shortened', () => {
    expect(read({ start_time: 'soon', repeat_interval: 0, time_zone: 'Z'.repeat(500) })).toEqual([
      'repeat_interval_invalid:0',
      `time_zone_unknown:${'Z'.repeat(59)}…`,
      'start_time_invalid:soon',
    ]);
  });

  test('what works but deserves a word comes as a note', () => {
    const reading = ruleFromColumns({
      ...row,
      repeat_type: 'week',
      repeat_days: '2,5',
      basis: 'from_run',
      end_time: '2026-11-24T09:00:00',
    });
    expect(reading.ok && reading.notes.map(({ code }) => code)).toEqual([
      'end_equals_start',
      'from_run_with_choice',
    ]);
  });
});

describe('repeat_days', () => {
  test.each([
    [
      [1, 3, 5],
      [1, 3, 5],
    ],
    [
      [5, 1, 1],
      [1, 5],
    ],
    ['[1, 3, 5]', [1, 3, 5]],
    ['1,3,5', [1, 3, 5]],
    [' 7 , 1 ', [1, 7]],
    ['3', [3]],
    [null, null],
    [undefined, null],
    ['', null],
    ['[]', null],
    [[], null],
    ['null', null],
  ])('%j reads as %j', (value, days) => {
    expect(parseRepeatDays(value)).toEqual(days);
  });

  test.each([['x'], ['[1, 3'], ['1,3,'], ['[8]'], ['0'], [[1.5]], [['Mon']], [{ a: 1 }], [3], [true]])(
    '%j is a named error',
    (value) => {
      expect(() => parseRepeatDays(value)).toThrow(InvalidRepeatDaysError);
    },
  );
});

describe('a rule that never fires says why', () => {
  test.each([
    [{ endTime: '2026-11-24T08:59:59' }, 'end_before_start'],
    [{ repeatType: 'month', repeatDayOfMonth: 30, endTime: '2026-11-30T08:59:59' }, 'end_before_first'],
    [{ repeatType: 'month', repeatInterval: 12, repeatDayOfMonth: 31, monthEnd: 'skip' }, 'no_month_has_day'],
    [{ repeatType: 'year', repeatMonth: 4, repeatDayOfYear: 31, monthEnd: 'skip' }, 'no_month_has_day'],
    [
      {
        repeatType: 'year',
        repeatInterval: 4,
        repeatMonth: 2,
        repeatDayOfYear: 29,
        startTime: '2025-03-01T00:00:00',
        monthEnd: 'skip',
      },
      'no_month_has_day',
    ],
    [{ repeatType: 'year', startTime: '9999-06-01T00:00:00', repeatMonth: 2 }, 'first_after_year_9999'],
    [{ startTime: '9999-12-31T23:00:00' }, 'first_after_year_9999'],
  ] as const)('%j: %s', (changes, code) => {
    const compiled = compileRule(sampleRule(changes));
    expect(next(compiled, -Infinity)).toBeNull();
    expect(neverFires(compiled)?.code).toBe(code);
  });

  test('and a rule that fires even once does not', () => {
    expect(neverFires(compileRule(sampleRule({ endTime: '2026-11-24T09:00:00' })))).toBeNull();
    expect(neverFires(compileRule(sampleRule({ startTime: '9999-12-31T18:59:59' })))).toBeNull();
  });
});

describe('problems', () => {
  test('every code has its own sentence in both languages', () => {
    for (const locale of ['en', 'zh-CN'] as const) {
      const sentences = ruleProblemCode.options.map((code) =>
        problemWords({ code, field: 'f', value: '♦' }, locale),
      );
      expect(new Set(sentences).size).toBe(ruleProblemCode.options.length);
      for (const sentence of sentences)
        expect(sentence).toMatch(locale === 'en' ? /^[A-Z].*\.$/ : /^[一-鿿].*。$/);
    }
  });

  test('compiling a rule that no row gave throws the named error with the field', () => {
    const compile = (): unknown => compileRule(sampleRule({ timeZone: 'Foo/Bar' }));
    expect(compile).toThrow(InvalidRuleError);
    expect(compile).toThrow('Unknown time zone “Foo/Bar”');
    expect(() => compileRule(sampleRule({ repeatInterval: 0 }))).toThrow('repeat interval “0”');
    expect(() => compileRule(sampleRule({ endTime: '2026-13-01T00:00:00' }))).toThrow('end time');
  });
});
