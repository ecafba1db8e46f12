import type { Locale } from '../contract/primitives';
import type { WhyTerm } from '../contract/status';

type Term = WhyTerm['term'];

/** A term's sentence: the first when it holds, the others by what is wrong. `x` is what the sentence names. */
type Words = Readonly<Record<Term, Readonly<Record<string, (x: string) => string>>>>;

const enConnectors: Readonly<Record<string, string>> = {
  nexusai: 'NexusAI',
  http: 'an HTTP request',
  command: 'a command',
  sample: 'the sample',
};
const zhConnectors: Readonly<Record<string, string>> = {
  nexusai: ' NexusAI ',
  http: ' HTTP 请求',
  command: '命令',
  sample: '示例',
};

const en: Words = {
  status: {
    ok: () => 'The task is enabled.',
    disabled: () => 'The task is disabled.',
    ended: () => 'The task has ended: nothing of its schedule is left.',
    deleted: () => 'The task was deleted.',
  },
  hold: { ok: () => 'The task is not on hold.', held: (x) => `The task is on hold: ${x}` },
  row_free: { ok: () => 'No other transaction holds its row.', held: (x) => x },
  paused: {
    ok: () => 'The task is not paused.',
    paused: (x) => `The task is paused${x}.`,
  },
  scheduler_paused: {
    ok: () => 'Scheduling is not paused.',
    paused: (x) => `Scheduling is paused on every computer${x}.`,
  },
  next_run: {
    ok: (x) => `Its next run was due at ${x}.`,
    ahead: (x) => `Its next run is not due before ${x}.`,
    none: () => 'It has no next run.',
    invalid: (x) => `Its schedule cannot be understood: ${x}`,
  },
  end_time: {
    ok: (x) => (x === '' ? 'It has no end time.' : `Its end time ${x} has not passed.`),
    passed: (x) => `Its end time ${x} has passed.`,
  },
  executions_left: {
    ok: (x) => (x === '' ? 'Its number of runs is not limited.' : `${x} runs are left.`),
    none: (x) => `Its limit of ${x} runs is reached.`,
  },
  overlap: {
    ok: () => 'No other run of it is in the way.',
    allowed: () => 'Another run of it is going, and the task allows several at once.',
    skip: () => 'A run of it is still going: the next one would be skipped.',
    queue_one: () => 'A run of it is still going: the next one waits its turn.',
    cancel_running: () => 'A run of it is still going: the next one would cancel it.',
  },
  workflow: {
    ok: () => 'Its user, app and workflow are there and enabled.',
    gone: (x) => x,
  },
  target: {
    ok: (x) => `Its workflow is started by ${enConnectors[x] ?? x}.`,
    none: () => 'Its workflow has no target, and there is no default NexusAI connection to start it with.',
  },
  connection: {
    ok: () => 'The connection it is started through is in order.',
    broken: (x) => `The connection it is started through is not in order: ${x}`,
  },
  slots: {
    ok: (x) => `${x} slots are free.`,
    full: (x) => `All ${x} slots are taken: it starts when one is free.`,
  },
  executor_alive: {
    ok: (x) => (x === '' ? 'An executor is running.' : `An executor is running; it looked last at ${x}.`),
    dead: () => 'No executor is running.',
  },
  database: {
    ok: () => 'The database is connected.',
    lost: (x) => `The database has been unreachable since ${x}.`,
  },
};

const zhCn: Words = {
  status: {
    ok: () => '任务已启用。',
    disabled: () => '任务已停用。',
    ended: () => '任务已结束：计划中不再有运行。',
    deleted: () => '任务已删除。',
  },
  hold: { ok: () => '任务未被搁置。', held: (x) => `任务已被搁置：${x}` },
  row_free: { ok: () => '没有其他事务占用其记录。', held: (x) => x },
  paused: { ok: () => '任务未暂停。', paused: (x) => `任务已暂停${x}。` },
  scheduler_paused: { ok: () => '调度未暂停。', paused: (x) => `所有电脑上的调度均已暂停${x}。` },
  next_run: {
    ok: (x) => `下次运行已于 ${x} 到期。`,
    ahead: (x) => `下次运行在 ${x} 才到期。`,
    none: () => '没有下次运行。',
    invalid: (x) => `计划无法识别：${x}`,
  },
  end_time: {
    ok: (x) => (x === '' ? '没有结束时间。' : `结束时间 ${x} 未到。`),
    passed: (x) => `结束时间 ${x} 已过。`,
  },
  executions_left: {
    ok: (x) => (x === '' ? '运行次数不限。' : `还剩 ${x} 次运行。`),
    none: (x) => `已达到 ${x} 次的运行上限。`,
  },
  overlap: {
    ok: () => '没有其他运行妨碍它。',
    allowed: () => '另一次运行正在进行，该任务允许同时运行多次。',
    skip: () => '上一次运行尚未结束：下一次将被跳过。',
    queue_one: () => '上一次运行尚未结束：下一次将排队等待。',
    cancel_running: () => '上一次运行尚未结束：下一次将取消它。',
  },
  workflow: { ok: () => '其用户、应用和工作流均存在并已启用。', gone: (x) => x },
  target: {
    ok: (x) => `工作流由${zhConnectors[x] ?? ` ${x} `}启动。`,
    none: () => '工作流没有启动目标，也没有可用的默认 NexusAI 连接。',
  },
  connection: { ok: () => '启动所用的连接正常。', broken: (x) => `启动所用的连接异常：${x}` },
  slots: { ok: (x) => `有 ${x} 个空闲槽位。`, full: (x) => `全部 ${x} 个槽位已占用：有空闲时启动。` },
  executor_alive: {
    ok: (x) => (x === '' ? '执行器正在运行。' : `执行器正在运行，上次检查于 ${x}。`),
    dead: () => '没有正在运行的执行器。',
  },
  database: { ok: () => '数据库已连接。', lost: (x) => `数据库自 ${x} 起无法访问。` },
};

/** A term of the due predicate as a sentence. */
export function whyWords(term: Term, kind: string, x: string, locale: Locale): string {
  return ((locale === 'zh-CN' ? zhCn : en)[term][kind] ?? (() => x))(x);
}

const verdicts = {
  en: {
    starting: 'Nothing is in the way: it is due and will be started at once.',
    waiting: (text: string) => `Nothing is wrong. ${text}`,
    blocked: (text: string) => `It is not running: ${text}`,
  },
  'zh-CN': {
    starting: '没有任何阻碍：任务已到期，将立即启动。',
    waiting: (text: string) => `一切正常。${text}`,
    blocked: (text: string) => `没有运行：${text}`,
  },
} as const;

export const whyVerdicts = (locale: Locale): (typeof verdicts)[Locale] => verdicts[locale];

/** A missing reference in words. */
export function missingWords(
  what: 'user' | 'app' | 'workflow',
  name: string,
  gone: boolean,
  locale: Locale,
): string {
  const chinese = { user: '用户', app: '应用', workflow: '工作流' } as const;
  if (locale === 'zh-CN') return `其${chinese[what]} ${name} ${gone ? '不存在' : '已停用'}。`;
  return `Its ${what} ${name} ${gone ? 'does not exist' : 'is disabled'}.`;
}

/** " by mei until …: reason", each part only where known. */
export function pauseWords(
  pause: { readonly by: string | null; readonly until: string | null; readonly reason: string | null },
  locale: Locale,
): string {
  const reason = pause.reason === null || pause.reason === '' ? '' : pause.reason;
  if (locale === 'zh-CN') {
    const parts = [
      pause.by === null ? '' : `操作者 ${pause.by}`,
      pause.until === null ? '' : `至 ${pause.until}`,
      reason,
    ];
    const told = parts.filter((part) => part !== '').join('，');
    return told === '' ? '' : `（${told}）`;
  }
  const by = pause.by === null ? '' : ` by ${pause.by}`;
  const until = pause.until === null ? '' : ` until ${pause.until}`;
  return `${by}${until}${reason === '' ? '' : `: ${reason}`}`;
}
