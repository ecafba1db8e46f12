import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src-main/contract/primitives';
import { inputObject } from '../../../src-main/workflows/input-object';
import { fillStartInput } from '../../../src-main/workflows/nexusai/start-input';

const one = (variable: JsonObject): JsonObject => ({
  name: 'input',
  type: 'object',
  sort_order: 0,
  properties: { v: { name: 'v', ...variable }, other: { name: 'other', type: 'string', value: 'kept' } },
});

const filled = (variable: JsonObject, given: Json): Json | undefined => {
  const { inputs } = fillStartInput(one(variable), { v: given, other: 'x' });
  const { properties } = inputs;
  const v =
    typeof properties === 'object' && properties !== null && !Array.isArray(properties)
      ? properties['v']
      : null;
  if (typeof v !== 'object' || v === null || Array.isArray(v)) return undefined;
  return v['values'] ?? v['properties'] ?? v['value'];
};

describe('the variables of a start', () => {
  it.each<[JsonObject, Json, Json]>([
    [{ type: 'string' }, 'a', 'a'],
    [{ type: 'string' }, 5, '5'],
    [{ type: 'string' }, false, 'false'],
    [{ type: 'string', value: 'default' }, null, null],
    [{ type: 'string', required: true }, ' ', ' '],
    [{ type: 'string', max_length: 3 }, '😀😀😀', '😀😀😀'],
    [{ type: 'number', required: true }, 0, 0],
    [{ type: 'number' }, '12.5', 12.5],
    [{ type: 'number' }, '', null],
    [{ type: 'json' }, { a: [1] }, '{"a":[1]}'],
    [{ type: 'json' }, '{"a":1}', '{"a":1}'],
    [{ type: 'json' }, 5, '5'],
    [{ type: 'json' }, '', 'null'],
    [{ type: 'json' }, null, 'null'],
    [{ type: 'file' }, 7, 7],
    [{ type: 'file' }, '7', 7],
    [{ type: 'file' }, 'upload_files/a.pdf', 'upload_files/a.pdf'],
    [
      { type: 'array[string]', values: [] },
      ['a', 5],
      [
        { name: 'v_1', type: 'string', value: 'a' },
        { name: 'v_2', type: 'string', value: '5' },
      ],
    ],
    [{ type: 'array[string]', values: ['kept'] }, null, ['kept']],
    [
      { type: 'array[any]' },
      [1, 'b'],
      [
        { name: 'v_1', type: 'number', value: 1 },
        { name: 'v_2', type: 'string', value: 'b' },
      ],
    ],
    [
      {
        type: 'object',
        properties: {
          n: { name: 'n', type: 'number', value: 1 },
          t: { name: 't', type: 'string', value: 'd' },
        },
      },
      { n: '3' },
      { n: { name: 'n', type: 'number', value: 3 }, t: { name: 't', type: 'string', value: 'd' } },
    ],
  ])('%j given %j become %j', (variable, given, expected) => {
    expect(filled(variable, given)).toEqual(expected);
  });

  it.each<[JsonObject, Json, string]>([
    [{ type: 'string' }, {}, "Variable 'v' must be text, not an object."],
    [{ type: 'number' }, 'abc', 'Variable \'v\' must be a number, not string "abc".'],
    [{ type: 'number' }, true, "Variable 'v' must be a number"],
    [{ type: 'json' }, 'no json', "Variable 'v' must be JSON text"],
    [{ type: 'file' }, -1, "Variable 'v' must be the id of an uploaded file"],
    [{ type: 'file' }, [1], "Variable 'v' must be the id of an uploaded file, not a list."],
    [{ type: 'string', required: true }, '', "Required variable 'v' has no value."],
    [{ type: 'string', required: true }, null, "Required variable 'v' has no value."],
    [{ type: 'json', required: true }, '  ', "Required variable 'v' has no value."],
    [{ type: 'string', max_length: 3 }, 'abcd', 'exceeds maximum length of 3'],
    [{ type: 'array[number]' }, ['x'], "Variable 'v' must be a number"],
    [{ type: 'array[string]' }, 'x', "Variable 'v' must be a list"],
    [{ type: 'array[object]' }, [{ a: 1 }], "Element 1 of variable 'v' must be a complete variable"],
    [
      { type: 'object', properties: { n: { name: 'n', type: 'string', required: true, value: '' } } },
      {},
      "Required variable 'n' has no value.",
    ],
  ])('%j given %j is refused', (variable, given, message) => {
    expect(() => filled(variable, given)).toThrow(message);
  });

  it('checks required variables that the task leaves out, which the server does not', () => {
    const definition = one({ type: 'number', required: true });
    expect(() => fillStartInput(definition, { other: 'x' })).toThrow("Required variable 'v' has no value.");
  });

  it('sends every variable, keeps the defaults of those not given, and names those unknown', () => {
    const { inputs, unknown } = fillStartInput(one({ type: 'string', value: 'default' }), { gone: 1 });
    expect(unknown).toEqual(['gone']);
    expect(inputs).toEqual(one({ type: 'string', value: 'default' }));
  });

  it.each<[Json, JsonObject]>([
    [
      { properties: { v: { value: 5, type: 'x' }, other: 'plain' }, dropped: 1 },
      { v: '5', other: 'plain' },
    ],
    ['{"v":"text"}', { v: 'text', other: 'kept' }],
  ])('reads %j as upstream does', (input, expected) => {
    const { inputs } = fillStartInput(one({ type: 'string' }), inputObject(input));
    expect(inputs).toMatchObject({
      properties: { v: { value: expected['v'] }, other: { value: expected['other'] } },
    });
  });

  it('takes a property without a value for the value itself, as upstream does', () => {
    const input = inputObject('{"properties":{"v":{"name":"v"}}}');
    expect(() => fillStartInput(one({ type: 'string' }), input)).toThrow("Variable 'v' must be text");
  });

  it.each<[Json, string]>([
    ['{', 'Invalid input format: '],
    [[1], 'Inputs must be a dictionary'],
    ['[1]', 'Inputs must be a dictionary'],
    [5, 'Inputs must be a dictionary'],
    [{}, 'Invalid inputs format after processing'],
    [{ properties: {} }, 'Invalid inputs format after processing'],
  ])('refuses %j in the words of upstream', (input, message) => {
    expect(() => fillStartInput(one({ type: 'string' }), inputObject(input))).toThrow(message);
  });
});
