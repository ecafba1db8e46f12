import { text, type Text } from './text';

/** What schemas and the two ends of the contract say. */
export const contractTexts = {
  notValid: (what: Text) => text(`${what.en} is not valid.`, `${what['zh-CN']}无效。`),
  correctFields: text('Correct the named fields and try again.', '请更正所列字段后重试。'),
  sent: text('What was sent', '发送的内容'),
  sameVersion: text(
    'Start the application and the window from the same version.',
    '请使用同一版本的应用程序和窗口。',
  ),
  otherShape: (call: string) =>
    text(`The answer to ${call} does not have the agreed shape.`, `对 ${call} 的答复不符合约定的格式。`),
  clientLacksCall: text('The client lacks a call of the contract.', '客户端缺少约定中的某个调用。'),
  noAnswer: text('Nexus Scheduler does not answer.', 'Nexus Scheduler 没有响应。'),
  reconnects: text(
    'The window reconnects by itself. If it does not, start Nexus Scheduler again.',
    '窗口会自动重新连接。如果没有恢复，请重新启动 Nexus Scheduler。',
  ),
  somethingWrong: (reference: string) =>
    text(
      `Something went wrong inside the application (reference ${reference}).`,
      `应用程序内部出现问题（编号 ${reference}）。`,
    ),
  lookForReference: text(
    'Try again. If it happens again, look for the reference in the log.',
    '请重试。如果再次出现，请在日志中查找该编号。',
  ),
  noSuchCall: text('There is no such call.', '没有这样的调用。'),
  notFromHere: text('Not from here.', '不接受来自此处的请求。'),

  // both keepers of secrets, the file's and the keychain's
  secretsUnreadable: (file: string) =>
    text(`The secrets file ${file} cannot be read.`, `无法读取机密文件 ${file}。`),
  restoreSecrets: text(
    'Restore it from a backup, or move it away and enter the passwords again.',
    '请从备份恢复该文件，或将其移走并重新输入密码。',
  ),
} as const;

/** Why the executor puts a task on hold; the row keeps the English. */
export const holdTexts = {
  nextRunNoDate: text('next_run_time is not a date', 'next_run_time 不是日期'),
  internal: text('an internal error; the log has the details', '内部错误；详情见日志'),
} as const;

/** A stored reason for a hold: ours in every language, else as somebody said it (the database, an older version). */
export const holdText = (stored: string): Text =>
  Object.values(holdTexts).find(({ en }) => en === stored) ?? text(stored, stored);

/** What a value must be, as the schema that refused it allows. */
export const allowedTexts = {
  fromTo: (min: number, max: number) => text(`must be from ${min} to ${max}`, `必须在 ${min} 到 ${max} 之间`),
  wholeFromTo: (min: number, max: number) =>
    text(`must be a whole number from ${min} to ${max}`, `必须是 ${min} 到 ${max} 之间的整数`),
  from: (min: number) => text(`must be at least ${min}`, `不能小于 ${min}`),
  wholeFrom: (min: number) => text(`must be a whole number of at least ${min}`, `必须是不小于 ${min} 的整数`),
  oneOf: (options: Text) => text(`must be one of ${options.en}`, `只能是 ${options['zh-CN']}`),
  kind: (kind: Text) => text(`must be ${kind.en}`, `必须是${kind['zh-CN']}`),
  needed: text('a value is needed', '缺少该值'),
  otherForm: text('does not have the right form', '格式不正确'),
  multipleOf: (divisor: number | bigint) =>
    text(`must be a multiple of ${divisor}`, `必须是 ${divisor} 的倍数`),
  unknownFields: (names: Text) =>
    text(`has unknown fields: ${names.en}`, `含有未知的字段：${names['zh-CN']}`),
} as const;

/** The messages of our own that schemas carry; a schema holds the English one, `issueText` finds the others by it. */
export const formatTexts = {
  id: text('a positive whole number', '必须是正整数'),
  wallTime: text('a wall time such as 2026-03-08T02:30:00', '必须是 2026-03-08T02:30:00 这样的当地时间'),
  timeOfDay: text('a time such as 22:00', '必须是 22:00 这样的时间'),
  name: text(
    'only letters, digits, dot, dash or underscore, beginning with a letter or digit',
    '只能包含字母、数字、点、短横线和下划线，并以字母或数字开头',
  ),
  serverUrl: text(
    'an address such as https://nexusai.example.com, without a user or password in it',
    '必须是 https://nexusai.example.com 这样的地址，且不含用户名和密码',
  ),
  proxyAddress: text(
    'an address such as http://proxy.example.com:3128, beginning with http: or https:',
    '必须是 http://proxy.example.com:3128 这样的地址，以 http: 或 https: 开头',
  ),
  path: text('a path such as $.job.state', '必须是 $.job.state 这样的路径'),
  status: text('a status such as 200, "2xx" or "200-204"', '必须是 200、"2xx" 或 "200-204" 这样的状态码'),
  method: text('a method such as POST', '必须是 POST 这样的方法'),
  header: text('a header name', '必须是请求头名称'),
  event: text('an event of the contract', '必须是约定中的事件'),
} as const;
