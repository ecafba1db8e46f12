import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { api } from '../../../src-main/contract/api';
import { issueText } from '../../../src-main/contract/issue-text';
import { commandDefinition, connectionDefinition, settings } from '../../../src-main/contract/settings';
import { taskDraft } from '../../../src-main/contract/task';
import { commandConfig } from '../../../src-main/workflows/command/command-config';
import { httpConfig } from '../../../src-main/workflows/http/http-config';
import { nexusConfig } from '../../../src-main/workflows/nexusai/nexus-config';

/** Values that no field was made for, of every kind JSON and a form can bring. */
const strange = [
  undefined,
  null,
  Number.NaN,
  -1,
  1.5,
  1e99,
  '',
  'strange',
  'x'.repeat(60_000),
  [],
  [null],
  {},
  { a: 1 },
  true,
];

/** How the schema library speaks when nobody translates it. */
const libraryWords = /\b(Invalid|expected|received|Too (small|big)|Unrecognized|NaN|undefined|nan)\b/;

const schemas: readonly (readonly [string, z.ZodType])[] = [
  ['a task', taskDraft],
  ['the settings', settings],
  ['a command', commandDefinition],
  ['a connection', connectionDefinition],
  ['an HTTP target', httpConfig],
  ['a command target', commandConfig],
  ['a NexusAI target', nexusConfig],
  ...Object.entries(api).flatMap(([group, calls]) =>
    Object.entries(calls).map(([name, call]): [string, z.ZodType] => [`${group}.${name}`, call.input]),
  ),
];

const fieldsOf = (schema: unknown): readonly string[] =>
  schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];

/** Each schema with each field strange, and the whole. */
const refusals = (schema: z.ZodType): readonly z.core.$ZodIssue[] =>
  [
    ...strange,
    ...fieldsOf(schema).flatMap((field) => strange.map((value) => ({ [field]: value }))),
    ...fieldsOf(schema).flatMap((field) => strange.map((value) => ({ [field]: { a: value, url: value } }))),
  ].flatMap((value) => schema.safeParse(value).error?.issues ?? []);

describe('what a schema refuses', () => {
  it.each(schemas)('is said in our words, in both languages: %s', (_, schema) => {
    const issues = refusals(schema);
    const texts = issues.map((issue) => issueText(issue, schema));
    expect(texts.filter(({ en }) => libraryWords.test(en) || en === '')).toEqual([]);
    expect(texts.filter((words) => !/[\u4e00-\u9fff]/.test(words['zh-CN']))).toEqual([]);
  });

  it.each([
    [
      taskDraft,
      { repeatInterval: Number.NaN },
      'repeatInterval',
      'must be from 1 to 1000000',
      '必须在 1 到 1000000 之间',
    ],
    [
      taskDraft,
      { retryAttempts: 1.5 },
      'retryAttempts',
      'must be a whole number from 0 to 20',
      '必须是 0 到 20 之间的整数',
    ],
    [
      taskDraft,
      { overlap: 'never' },
      'overlap',
      'must be one of skip, queue_one, allow, cancel_running',
      '只能是 skip、queue_one、allow、cancel_running',
    ],
    [taskDraft, { repeatDays: ['x'] }, 'repeatDays.0', 'must be from 1 to 7', '必须在 1 到 7 之间'],
    [taskDraft, {}, 'name', 'a value is needed', '缺少该值'],
    [taskDraft, { pinned: 'yes' }, 'pinned', 'must be true or false', '必须是真或假'],
    [
      httpConfig,
      { url: 'x', success: { status: 'all' } },
      'success.status',
      'a status such as 200, "2xx" or "200-204"',
      '必须是 200、"2xx" 或 "200-204" 这样的状态码',
    ],
    [httpConfig, { url: 'x', headers: { 'a b': 'c' } }, 'headers.a b', 'a header name', '必须是请求头名称'],
    [commandConfig, { command: 'a', shell: true }, '', 'has unknown fields: shell', '含有未知的字段：shell'],
    [
      connectionDefinition,
      { requestsPerSecond: Number.NaN },
      'requestsPerSecond',
      'must be from 0.1 to 100',
      '必须在 0.1 到 100 之间',
    ],
  ] as const)('%# names what is allowed', (schema: z.ZodType, value, path, en, zhCn) => {
    const issues = schema.safeParse(value).error?.issues ?? [];
    const found = issues.find((issue) => issue.path.join('.') === path);
    expect(found && issueText(found, schema)).toEqual({ en, 'zh-CN': zhCn });
  });
});
