import type { z } from 'zod';
import { formatTexts } from './contract-texts';
import { text, type Text } from './text';

type Issue = z.core.$ZodIssue;
type Sized = Extract<Issue, { code: 'too_small' | 'too_big' }>;

const kinds: Readonly<Record<string, string>> = {
  string: '文本',
  number: '数字',
  int: '整数',
  bigint: '整数',
  boolean: '真或假',
  array: '列表',
  object: '对象',
  record: '对象',
  null: '空值',
  date: '日期',
};

const formats: Readonly<Record<string, string>> = {
  url: '不是有效的网址',
  datetime: '不是有效的日期时间',
  json_string: '不是有效的 JSON',
};

/** "at most 255 characters", "at least 1", by what is counted. */
const sized = (origin: Sized['origin'], amount: string, how: string): string => {
  if (origin === 'string') return `${how} ${amount} 个字符`;
  return origin === 'array' || origin === 'set' || origin === 'map' ? `${how} ${amount} 项` : '';
};

const tooSmall = (issue: Extract<Issue, { code: 'too_small' }>): string => {
  const least = String(issue.minimum);
  if (issue.origin === 'string' && Number(issue.minimum) === 1) return '不能为空';
  const counted = sized(issue.origin, least, '至少');
  if (counted !== '') return counted;
  return issue.inclusive === false ? `必须大于 ${least}` : `不能小于 ${least}`;
};

const tooBig = (issue: Extract<Issue, { code: 'too_big' }>): string => {
  const most = String(issue.maximum);
  const counted = sized(issue.origin, most, '最多');
  if (counted !== '') return counted;
  return issue.inclusive === false ? `必须小于 ${most}` : `不能大于 ${most}`;
};

const chinese = (issue: Issue): string => {
  switch (issue.code) {
    case 'invalid_type':
      // The value itself is not kept with the issue; only its message still tells a missing one.
      return issue.message.endsWith('received undefined')
        ? '缺少该值'
        : `必须是${kinds[issue.expected] ?? '另一种值'}`;
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return tooBig(issue);
    case 'invalid_format':
      return formats[issue.format] ?? '格式不正确';
    case 'not_multiple_of':
      return `必须是 ${String(issue.divisor)} 的倍数`;
    case 'unrecognized_keys':
      return `含有未知的字段：${issue.keys.join('、')}`;
    case 'invalid_value':
      return `只能是：${issue.values.map(String).join('、')}`;
    case 'invalid_key':
      return '含有不允许的键';
    default:
      return '内容无效';
  }
};

/** Zod's own sentences that a person reads under a field, in plain words; a schema's own message stays. */
const english = (issue: Issue): string => {
  const { message } = issue;
  if (issue.code === 'invalid_format' && issue.format === 'url' && message === 'Invalid URL')
    return 'not an address such as https://example.com';
  if (issue.code === 'invalid_type' && /received (?:NaN|null|undefined)$/.test(message))
    return 'a value is needed';
  if (issue.code === 'too_small' && message.startsWith('Too small')) {
    const least = String(issue.minimum);
    if (issue.origin === 'string')
      return least === '1' ? 'must not be empty' : `at least ${least} characters`;
    if (issue.origin === 'number')
      return `must be ${issue.inclusive === false ? 'above' : 'at least'} ${least}`;
  }
  if (issue.code === 'too_big' && message.startsWith('Too big')) {
    const most = String(issue.maximum);
    if (issue.origin === 'string') return `at most ${most} characters`;
    if (issue.origin === 'number')
      return `must be ${issue.inclusive === false ? 'below' : 'at most'} ${most}`;
  }
  return message;
};

/** What a schema says of a value it did not accept, in every language. */
export const issueText = (issue: Issue): Text =>
  Object.values(formatTexts).find(({ en }) => en === issue.message) ?? text(english(issue), chinese(issue));
