import type { Locale } from './primitives';
import type { LogStream } from './run';

/**
 * What the scheduler itself writes into a run's log, beside its Chinese. A log keeps text, so the English of it is what
 * is stored, and a line is found again by its shape; `{1}` is whatever stood there.
 */
const lines: readonly (readonly [string, string])[] = [
  // NexusAI
  ['Started in NexusAI as run {1}, "{2}".', '已在 NexusAI 中启动，运行编号 {1}，名称“{2}”。'],
  ['Following run {1} in NexusAI again.', '重新跟踪 NexusAI 中的运行 {1}。'],
  [
    'The executor died while the start was under way; looking for the run by its name.',
    '执行器在启动过程中异常终止；正在按名称查找该运行。',
  ],
  [
    'The start was sent, its answer is lost ({1}); looking for the run by its name.',
    '启动请求已发送，但答复丢失（{1}）；正在按名称查找该运行。',
  ],
  ['Found it: run {1}.', '已找到：运行 {1}。'],
  [
    "The app's current workflow is {1}, not {2}; it is the one that runs.",
    '应用当前的工作流是 {1}，而不是 {2}；实际运行的是前者。',
  ],
  [
    `Nobody is named to confirm "{1}": it would wait in no one's list.`,
    '没有为“{1}”指定确认人：它不会出现在任何人的待办列表中。',
  ],
  [
    'The workflow has no variables named {1}; they are left out.',
    '工作流没有名为 {1} 的变量；这些值将被忽略。',
  ],
  [
    'Waiting for a person at {1}: nobody was named, so it is in no one’s list.',
    '在“{1}”等待人工确认：未指定任何人，因此不在任何人的待办列表中。',
  ],
  ['Waiting for a person at {1}: {2}.', '在“{1}”等待人工确认：{2}。'],
  ['Confirmed; the run goes on.', '已确认；运行继续。'],
  ['Failed at {1}: {2}', '在“{1}”失败：{2}'],
  ['Failed: {1}', '失败：{1}'],
  [
    'A person may restart it in NexusAI; it is watched a little longer.',
    '可能有人会在 NexusAI 中重新启动它；将再观察一段时间。',
  ],
  [
    'The failed run was restarted in NexusAI; it is followed on.',
    '失败的运行已在 NexusAI 中重新启动；继续跟踪。',
  ],
  [
    'Still queued in NexusAI. Is its workflow runner up, and the app enabled?',
    '仍在 NexusAI 中排队。其工作流运行器是否在运行，应用是否已启用？',
  ],
  ['NexusAI says the run succeeded but cannot show its outputs.', 'NexusAI 表示运行成功，但无法显示其输出。'],
  ['NexusAI cannot be asked: {1}', '无法查询 NexusAI：{1}'],
  ['NexusAI can be asked again.', '可以再次查询 NexusAI。'],
  // HTTP
  ['The server answered {1} ({2} bytes read).', '服务器返回 {1}（读取 {2} 字节）。'],
  ['Following the job again after the executor stopped.', '执行器停止后重新跟踪该作业。'],
  ['The status could not be read: {1}', '无法读取状态：{1}'],
  ['The status can be read again.', '可以再次读取状态。'],
  ['The HTTP target has settings that mean nothing: {1}.', 'HTTP 目标含有无意义的设置：{1}。'],
  // commands
  ['Waiting: at most {1} of "{2}" may run at once.', '等待中：“{2}”最多同时运行 {1} 个。'],
  ['Started {1} (process {2}).', '已启动 {1}（进程 {2}）。'],
  ['Ended by force: it and all it started are killed.', '已强制结束：它及其启动的所有进程均被终止。'],
  ['Some of its processes could not be ended.', '它的部分进程无法结束。'],
  [
    'The executor died while the command ran. The command was still going and was ended.',
    '执行器在命令运行期间异常终止。命令当时仍在运行，现已结束。',
  ],
  [
    'The executor died while the command ran. The command ended meanwhile; how is unknown.',
    '执行器在命令运行期间异常终止。命令在此期间已结束，结果未知。',
  ],
  // what is left out
  [
    '… The output is long: from here on its last part is kept and shown at the end.',
    '… 输出很长：从这里起只保留其最后部分，并显示在末尾。',
  ],
  ['… {1} lines ({2} bytes) left out …', '… 省略 {1} 行（{2} 字节） …'],
  ['… the log ends here: more than {1} lines', '… 日志到此为止：超过 {1} 行'],
  // the sample
  ['Hello from the sample workflow. This is run {1} of "{2}".', '这里是示例工作流。这是“{2}”的运行 {1}。'],
  [
    'Done. Delete this task whenever you like; it will not come back.',
    '完成。您可以随时删除此任务；它不会再出现。',
  ],
];

const shapes = lines.map(([en, zhCn]) => ({
  shape: new RegExp(
    `^${en.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`).replaceAll(/\{\d\}/g, '(.+?)')}$`,
    's',
  ),
  places: [...en.matchAll(/\{(\d)\}/g)].map(([, place = '']) => place),
  zhCn,
}));

/** Words of the scheduler's own in the reader's language; what a program printed stays as it is. */
export const logLineIn = (locale: Locale, stream: LogStream, line: string): string => {
  if (locale === 'en' || stream === 'stdout' || stream === 'stderr') return line;
  for (const { shape, places, zhCn } of shapes) {
    const found = shape.exec(line);
    if (found !== null)
      return zhCn.replaceAll(/\{(\d)\}/g, (_, place: string) => found[places.indexOf(place) + 1] ?? '');
  }
  return line;
};
