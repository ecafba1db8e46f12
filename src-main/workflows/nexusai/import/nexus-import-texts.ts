import { text, type Text } from '../../../contract/text';

/** What an import from NexusAI says of the source, of each row and of all of them. Columns keep NexusAI's names. */
export const nexusImportTexts = {
  // the source
  noRows: text('The text holds no rows of scheduled_tasks.', '文本中没有 scheduled_tasks 的行。'),
  giveRows: text(
    'Give a JSON array of rows, the API’s answer, or an SQL dump with INSERT INTO scheduled_tasks.',
    '请提供由各行组成的 JSON 数组、API 的答复，或含有 INSERT INTO scheduled_tasks 的 SQL 转储。',
  ),
  notJson: text('The text is not JSON.', '文本不是 JSON。'),
  exportAgain: text('Export the table again.', '请重新导出该表。'),
  noConnection: text('There is no such NexusAI connection.', '没有这样的 NexusAI 连接。'),
  addConnection: text(
    'Add it with "connections add nexusai", or name another one.',
    '请用 `connections add nexusai` 添加，或指定其他连接。',
  ),
  cannotAsk: (why: Text) =>
    text(`NexusAI could not be asked: ${why.en}`, `无法访问 NexusAI：${why['zh-CN']}`),
  checkConnection: text(
    'Check the connection with "connections test".',
    '请用 `connections test` 检查该连接。',
  ),

  // why a row cannot be mapped
  noWholeNumber: (column: string, value: string) =>
    text(`${column} "${value}" is no whole number.`, `${column}“${value}”不是整数。`),
  missing: (column: string) => text(`${column} is missing.`, `缺少 ${column}。`),
  alwaysDue: (interval: number) =>
    text(
      `repeat_interval ${interval} would be due at every look: set it to 1 or more.`,
      `repeat_interval 为 ${interval} 时每次检查都会到期：请改为 1 或更大。`,
    ),
  intervalTooLarge: (interval: number) =>
    text(`repeat_interval ${interval} is too large.`, `repeat_interval ${interval} 过大。`),
  noWeekdays: (value: string) =>
    text(
      `repeat_days "${value}" is no list of weekdays from 1 to 7.`,
      `repeat_days“${value}”不是由 1 至 7 组成的星期列表。`,
    ),
  notBetween: (column: string, value: number, most: number) =>
    text(`${column} ${value} is not between 1 and ${most}.`, `${column} ${value} 不在 1 至 ${most} 之间。`),
  dayOfYear: (day: number) =>
    text(
      `repeat_day_of_year ${day} cannot be mapped: NexusAI uses it as a day of repeat_month, and beyond 31 ignored it. Set a day from 1 to 31.`,
      `repeat_day_of_year ${day} 无法对应：NexusAI 将其用作 repeat_month 中的日期，超过 31 时会忽略。请改为 1 至 31。`,
    ),
  unknown: (column: string, value: string) =>
    text(`${column} "${value}" is unknown.`, `${column}“${value}”未知。`),
  inputNoObject: text('The input is no object.', '输入不是对象。'),
  noDateTime: (column: string, value: string) =>
    text(`${column} "${value}" is no date and time.`, `${column}“${value}”不是日期和时间。`),
  endFirst: text(
    'end_time lies before start_time: it would never run.',
    'end_time 早于 start_time：永远不会运行。',
  ),
  negative: (column: string, value: number) =>
    text(`${column} ${value} is negative.`, `${column} ${value} 是负数。`),
  sentence: (says: Text) => text(`${says.en}.`, `${says['zh-CN']}。`),
  noId: text('The row has no id.', '该行没有编号。'),
  deletedThere: text('It is deleted in NexusAI.', '它在 NexusAI 中已被删除。'),

  // what an operator should know of a row
  intervalEmpty: text(
    'repeat_interval is empty: 1 is taken; NexusAI disabled such a task after one run.',
    'repeat_interval 为空：按 1 处理；NexusAI 会在一次运行后停用此类任务。',
  ),
  partsTogether: text(
    'repeat_month and repeat_day_of_year count only together; the date of start_time is taken, as NexusAI did.',
    'repeat_month 与 repeat_day_of_year 必须同时设置才有效；与 NexusAI 一样，采用 start_time 的日期。',
  ),
  repeatsByNothing: text(
    'It repeats by nothing: NexusAI ran it once, so it is a one-time task here.',
    '没有设置重复方式：NexusAI 只运行一次，因此在此处是一次性任务。',
  ),
  onWeekdays: text(
    'Runs on its weekdays; NexusAI never honoured repeat_days when running.',
    '将在所选的星期运行；NexusAI 运行时从不理会 repeat_days。',
  ),
  onWeekdaysEvery: (weeks: number) =>
    text(
      `Runs on its weekdays, every ${weeks} weeks; NexusAI never honoured repeat_days when running.`,
      `每 ${weeks} 周在所选的星期运行；NexusAI 运行时从不理会 repeat_days。`,
    ),
  inputEmpty: text(
    'The input is empty: NexusAI refuses to start a workflow without any.',
    '输入为空：NexusAI 会拒绝启动没有输入的工作流。',
  ),
  confirmersUnreadable: text(
    'node_confirm_users could not be read and is left out; NexusAI failed on it after starting the run.',
    'node_confirm_users 无法读取，已省略；NexusAI 会在启动运行后因此失败。',
  ),
  zoneIgnored: text(
    'start_time names a zone, which NexusAI ignores; the clock time is kept.',
    'start_time 含有时区，而 NexusAI 会忽略；保留其钟面时间。',
  ),
  counterEmpty: (column: string) =>
    text(
      `${column} is empty: 0 is taken; in NexusAI such a row stopped every task or ran without end.`,
      `${column} 为空：按 0 处理；在 NexusAI 中，这样的行会使所有任务停止或无休止地运行。`,
    ),
  currentWorkflow: text(
    'NexusAI kept running the workflow as it was at the first run; here the current one runs.',
    'NexusAI 一直运行首次运行时的工作流；此处运行当前的工作流。',
  ),

  // what an import does
  sameIdBefore: text('A row before it has the same id.', '前面的一行有相同的编号。'),
  deletedHere: text('It was deleted here and stays so.', '它在此处已被删除，并保持删除。'),
  deletedStays: text(
    'It was deleted in NexusAI; here it goes on until you delete it.',
    '它在 NexusAI 中已被删除；在此处会继续，直到您删除它。',
  ),
  goneStays: text(
    'It is no longer in NexusAI; here it goes on until you delete it.',
    '它已不在 NexusAI 中；在此处会继续，直到您删除它。',
  ),
  willBeCreated: text('Will be created.', '将会创建。'),
  created: text('Created.', '已创建。'),
  unchanged: text('Nothing has changed in NexusAI.', '在 NexusAI 中没有变化。'),
  changed: text('Changed in NexusAI.', '在 NexusAI 中有变化。'),
  otherIds: text(
    'NexusAI’s ids are taken here; its workflow has one of its own, and the target maps them.',
    'NexusAI 的编号在此处已被占用；其工作流使用另外的编号，由目标负责对应。',
  ),
  counts: (created: number, changed: number, same: number, unmapped: number, gone: number) =>
    text(
      `${created} new, ${changed} changed, ${same} the same, ${unmapped} that cannot be mapped, ${gone} gone.`,
      `新增 ${created} 个，更改 ${changed} 个，相同 ${same} 个，无法导入 ${unmapped} 个，已不存在 ${gone} 个。`,
    ),
  timesIn: (zone: string) => text(`Times are read in ${zone}.`, `时间按 ${zone} 读取。`),
  upstreamOff: text(
    'Make sure NexusAI’s own scheduler is off, or every task runs twice: on the NexusAI machine `supervisorctl status` must not list scheduled_tasks as RUNNING, and no process `task/scheduled_tasks.py` may be there (the Docker images start none). NexusAI clears end_time when a task is edited without it, so check the ends.',
    '请确保 NexusAI 自带的调度器已关闭，否则每个任务都会运行两次：在 NexusAI 所在的计算机上，`supervisorctl status` 不得将 scheduled_tasks 列为 RUNNING，也不得有 `task/scheduled_tasks.py` 进程（Docker 镜像不会启动它）。在 NexusAI 中编辑任务时若未填写 end_time，它会被清除，因此请检查结束时间。',
  ),
  noDrift: text(
    'Nothing has changed in NexusAI since the last import.',
    '自上次导入以来，NexusAI 中没有变化。',
  ),
} as const;
