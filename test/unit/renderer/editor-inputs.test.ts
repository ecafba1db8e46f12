import { describe, expect, it } from 'vitest';
import { inputIssues } from '../../../src-renderer/pages/editor/input-issues';
import { readInputText } from '../../../src-renderer/pages/editor/input-text';
import {
  firstInput,
  unknownKeys,
  valueOf,
  variablesOf,
  withValue,
} from '../../../src-renderer/pages/editor/input-values';

const definition = {
  name: 'input',
  type: 'object',
  properties: {
    later: { name: 'later', type: 'number', sort_order: 9, value: 4 },
    topic: {
      name: 'topic',
      type: 'string',
      display_name: 'Topic',
      required: true,
      max_length: 3,
      sort_order: 1,
    },
    filter: { name: 'filter', type: 'json', sort_order: 10 },
    list: { name: 'list', type: 'array[number]', sort_order: 11 },
    who: {
      name: 'who',
      type: 'object',
      sort_order: 12,
      properties: { id: { name: 'id', type: 'file', required: true } },
    },
  },
};
const variables = variablesOf(definition);

describe('JSON text of inputs', () => {
  it.each([
    ['{"a": 1}', true],
    ['{"a": [1, {"b": "\\u00e9\\n"}], "c": -1.5e+3}', true],
  ])('reads %s', (text, ok) => expect(readInputText(text).ok).toBe(ok));

  it.each([
    ['{\n  "a": 1,\n  "b": }', 3, 8, '}', 'syntax'],
    ['{"a": 1,}', 1, 9, '}', 'syntax'],
    ["{'a': 1}", 1, 2, "'", 'syntax'],
    ['{"a": 1', 1, 8, null, 'end'],
    ['', 1, 1, null, 'end'],
    ['{"a": tru}', 1, 7, 't', 'syntax'],
    ['{"a": 1} x', 1, 10, 'x', 'syntax'],
    ['{"a": "line\nbreak"}', 1, 7, '"', 'syntax'],
    ['[1]', 1, 1, null, 'object'],
    ['{"喜": 😀}', 1, 7, '😀', 'syntax'],
  ])('tells where %j stops', (text, line, column, found, problem) =>
    expect(readInputText(text)).toMatchObject({ ok: false, line, column, found, problem }),
  );
});

describe('the variables of a workflow', () => {
  it('come in their order, with the names people see', () => {
    expect(variables.map(({ key, label }) => `${key} ${label}`)).toEqual([
      'topic Topic',
      'later later',
      'filter filter',
      'list list',
      'who who',
    ]);
    expect(variablesOf(null)).toEqual([]);
    expect(variablesOf('text')).toEqual([]);
  });

  it('start a new task with the workflow’s own values', () => {
    expect(firstInput(variables)).toEqual({ topic: '', later: 4, filter: '', list: [], who: { id: null } });
  });

  it('are read and written in the form the input has', () => {
    const wrapped = { version: 2, properties: { topic: { value: 'a', hint: 'x' }, plain: 5 } };
    expect(valueOf(wrapped, 'topic')).toBe('a');
    expect(valueOf(wrapped, 'plain')).toBe(5);
    expect(valueOf(wrapped, 'none')).toBeUndefined();
    expect(withValue(wrapped, 'topic', 'b')).toEqual({
      version: 2,
      properties: { topic: { value: 'b', hint: 'x' }, plain: 5 },
    });
    expect(withValue({ topic: 'a', extra: 1 }, 'topic', 'b')).toEqual({ topic: 'b', extra: 1 });
    expect(unknownKeys(variables, { topic: 'a', extra: 1 })).toEqual(['extra']);
  });

  it('are checked as the server checks them, required ones inside objects too', () => {
    const codes = (input: Parameters<typeof inputIssues>[1]): string[] =>
      inputIssues(variables, input).map(({ path, code }) => `${path} ${code}`);
    expect(codes({ topic: 'abc', who: { id: 7 } })).toEqual([]);
    expect(codes({})).toEqual(['topic required', 'who.id required']);
    // Three characters, whatever their encoding.
    expect(codes({ topic: '😀😀😀', who: { id: 7 } })).toEqual([]);
    expect(codes({ topic: 'abcd', later: 'many', filter: '{', list: [1, 'x'], who: { id: -1 } })).toEqual([
      'topic tooLong',
      'later number',
      'filter json',
      'list number',
      'who.id file',
    ]);
  });
});
