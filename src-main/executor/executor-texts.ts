import { text } from '../contract/text';

/** What the executor says of a run it cannot start, and of its database. */
export const executorTexts = {
  internal: text('An internal error; the log has the details.', '内部错误；详情见日志。'),
  inputNoJson: text('it is not valid JSON', '不是有效的 JSON'),
  inputNoObject: text('it is not an object', '不是对象'),
  targetNoObject: text('not an object', '不是对象'),
} as const;
