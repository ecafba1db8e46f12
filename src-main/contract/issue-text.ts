import type { z } from 'zod';
import { allowedText } from './allowed-text';
import { allowedTexts, formatTexts } from './contract-texts';
import { text, type Text } from './text';

type Issue = z.core.$ZodIssue;
type Sized = Extract<Issue, { code: 'too_small' | 'too_big' }>;

const kinds: Readonly<Record<string, Text>> = {
  string: text('text', '文本'),
  number: text('a number', '数字'),
  int: text('a whole number', '整数'),
  bigint: text('a whole number', '整数'),
  boolean: text('true or false', '真或假'),
  array: text('a list', '列表'),
  object: text('an object', '对象'),
  record: text('an object', '对象'),
  null: text('null', '空值'),
  date: text('a date', '日期'),
};

const formats: Readonly<Record<string, Text>> = {
  url: text('not an address such as https://example.com', '不是有效的网址'),
  datetime: text('not an instant such as 2026-11-24T14:00:00Z', '不是有效的日期时间'),
  json_string: text('not JSON', '不是有效的 JSON'),
};

const counted = (origin: Sized['origin'], amount: string): Text | null => {
  if (origin === 'string') return text(`${amount} characters`, `${amount} 个字符`);
  return origin === 'array' || origin === 'set' || origin === 'map'
    ? text(`${amount} entries`, `${amount} 项`)
    : null;
};

const tooSmall = (issue: Extract<Issue, { code: 'too_small' }>): Text => {
  const least = String(issue.minimum);
  if (issue.origin === 'string' && least === '1') return text('must not be empty', '不能为空');
  const amount = counted(issue.origin, least);
  if (amount !== null) return text(`at least ${amount.en}`, `至少 ${amount['zh-CN']}`);
  return issue.inclusive === false
    ? text(`must be above ${least}`, `必须大于 ${least}`)
    : text(`must be at least ${least}`, `不能小于 ${least}`);
};

const tooBig = (issue: Extract<Issue, { code: 'too_big' }>): Text => {
  const most = String(issue.maximum);
  const amount = counted(issue.origin, most);
  if (amount !== null) return text(`at most ${amount.en}`, `最多 ${amount['zh-CN']}`);
  return issue.inclusive === false
    ? text(`must be below ${most}`, `必须小于 ${most}`)
    : text(`must be at most ${most}`, `不能大于 ${most}`);
};

const wrongType = (issue: Extract<Issue, { code: 'invalid_type' }>): Text => {
  // The value itself is not kept with the issue; only its message still tells a missing one.
  if (/received (?:NaN|null|undefined)$/.test(issue.message)) return allowedTexts.needed;
  return allowedTexts.kind(kinds[issue.expected] ?? text('another kind of value', '另一种值'));
};

/** Of several forms a value may have, the first whose own words say what it looks like. */
const ofUnion = (issue: Extract<Issue, { code: 'invalid_union' }>): Text =>
  issue.errors
    .flat()
    .map((inner) => ownText(inner))
    .find((found) => found !== null) ?? allowedTexts.otherForm;

const worded = (issue: Issue): Text => {
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue);
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return tooBig(issue);
    case 'invalid_format':
      return formats[issue.format] ?? allowedTexts.otherForm;
    case 'not_multiple_of':
      return allowedTexts.multipleOf(issue.divisor);
    case 'unrecognized_keys':
      return allowedTexts.unknownFields(text(issue.keys.join(', '), issue.keys.join('、')));
    case 'invalid_value': {
      const values = issue.values.map(String);
      return allowedTexts.oneOf(text(values.join(', '), values.join('、')));
    }
    case 'invalid_key':
    case 'invalid_element': {
      const [inner] = issue.issues;
      return inner === undefined ? allowedTexts.otherForm : issueText(inner);
    }
    case 'invalid_union':
      return ofUnion(issue);
    default:
      return allowedTexts.otherForm;
  }
};

/** The sentence a schema itself carries, in every language; null where the words are the schema library's. */
const ownText = (issue: Issue): Text | null =>
  Object.values(formatTexts).find(({ en }) => en === issue.message) ?? null;

/**
 * What a schema says of a value it did not accept, in every language and never in the words of the schema library.
 * @param schema what refused it, where known: its limits are then named whole
 */
export const issueText = (issue: Issue, schema?: z.ZodType): Text => {
  const own = ownText(issue);
  if (own !== null) return own;
  const isWhole = issue.code === 'invalid_type' && issue.expected === 'int';
  return (schema === undefined ? null : allowedText(schema, issue.path, isWhole)) ?? worded(issue);
};
