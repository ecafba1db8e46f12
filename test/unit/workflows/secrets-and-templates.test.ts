import { describe, expect, it } from 'vitest';
import { jsonPathSteps, valueAt } from '../../../src-main/workflows/json-path';
import { keptJson } from '../../../src-main/workflows/kept-json';
import { connectionProblem } from '../../../src-main/workflows/nexusai/connection-problem';
import { lookAgainMs } from '../../../src-main/workflows/nexusai/pace';
import { Redactor } from '../../../src-main/workflows/redactor';
import { fillJson, fillText, type TemplateScope } from '../../../src-main/workflows/template';

describe('the redactor', () => {
  it('removes a value in every form it is commonly written', () => {
    const redactor = new Redactor();
    redactor.add('p&"ss wörd');
    redactor.add('line one of a key\nline two of a key');
    const forms = [
      'p&"ss wörd',
      encodeURIComponent('p&"ss wörd'),
      JSON.stringify({ a: 'p&"ss wörd' }),
      Buffer.from('p&"ss wörd').toString('base64'),
      'x line two of a key y',
    ];
    for (const form of forms) expect(redactor.text(form)).toContain('[secret]');
    expect(redactor.json({ 'p&"ss wörd': ['p&"ss wörd', 5, null] })).toEqual({
      '[secret]': ['[secret]', 5, null],
    });
  });

  it('leaves ordinary text alone, also with a value too short to be one', () => {
    const redactor = new Redactor();
    expect(redactor.text('nothing')).toBe('nothing');
    redactor.add('abc');
    expect(redactor.text('abc')).toBe('abc');
  });
});

describe('templates', () => {
  const scope: TemplateScope = {
    values: { input: { a: [{ 'b c': 1 }], text: 'x', list: [1], none: null } },
    secret: (name) => Promise.resolve(`<${name}>`),
  };

  it.each([
    ['{{input.a[0]["b c"]}}', 1],
    ['{{ input.list }}', [1]],
    ['{{input.none}}', null],
    ['a {{input.text}} {{input.list}}', 'a x [1]'],
    ['{{secret.key}}', '<key>'],
    ['secret:key', '<key>'],
    ['no {placeholder}', 'no {placeholder}'],
  ])('fills %s', async (template, expected) => {
    expect(await fillJson(template, scope)).toEqual(expected);
  });

  it.each([
    '{{input.gone}}',
    '{{input.a[1]}}',
    '{{input.text.x}}',
    '{{other}}',
    '{{input.__proto__}}',
    '{{input.a.}}',
  ])('refuses %s', async (template) => {
    await expect(fillText(template, scope)).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('does not fill what a value brings in', async () => {
    const tricky: TemplateScope = { ...scope, values: { input: { x: '{{secret.key}}' } } };
    expect(await fillText('{{input.x}}', tricky)).toBe('{{secret.key}}');
  });
});

describe('json paths', () => {
  it.each([
    ['$', []],
    ['$.a.b', ['a', 'b']],
    ["a[0]['x\\'y']", ['a', '0', "x'y"]],
    ['a..b', null],
    ['a[', null],
  ])('%s is %j', (path, steps) => {
    expect(jsonPathSteps(path)).toEqual(steps);
  });

  it('finds no inherited properties', () => {
    expect(valueAt({}, ['constructor'])).toBeUndefined();
    expect(valueAt([], ['length'])).toBeUndefined();
  });
});

describe('what the ledger keeps', () => {
  it('is storable and short', () => {
    expect(keptJson({ 'a\0': ['b\0', '\uD800x', '😀'] })).toEqual({ a: ['b', '\uFFFDx', '😀'] });
    const long = keptJson({ a: 'x'.repeat(1_000_000), b: 1 });
    expect(long).toMatchObject({ b: 1 });
    expect(JSON.stringify(long).length).toBeLessThan(5_000);
    const wide = keptJson(
      Array.from({ length: 100_000 }, () => 'abc'),
      10_000,
    );
    expect(JSON.stringify(wide).length).toBeLessThan(10_100);
  });
});

describe('the pace of looking', () => {
  it('is quick at first, slow later, slower while a person is waited for', () => {
    const at = (phase: 'running' | 'waiting', ageMs: number): number => lookAgainMs(phase, ageMs, () => 0.5);
    expect([at('running', 0), at('running', 60_000), at('running', 86_400_000)]).toEqual([
      500, 6_000, 30_000,
    ]);
    expect([at('waiting', 0), at('waiting', 86_400_000)]).toEqual([3_000, 60_000]);
  });
});

describe('a connection problem', () => {
  it('is told in both languages, and only when there is one', () => {
    const state = { state: 'unreachable' as const, since: '2026-01-01T00:00:00.000Z', hasSecret: true };
    expect(connectionProblem('main', state, 'en', () => 'noon')).toBe(
      'The server of connection main cannot be reached since noon.',
    );
    expect(connectionProblem('main', null, 'zh-CN')).toBe('本机没有名为 main 的 NexusAI 连接。');
    expect(connectionProblem('main', { ...state, hasSecret: false }, 'en')).toContain('no password');
    expect(connectionProblem('main', { ...state, state: 'signed_in' }, 'en')).toBeNull();
  });
});
