import type { Locale } from './primitives';
import type { Reason, ReasonCode, ReasonParams } from './run';

/** Puts an instant (ISO 8601) into the reader's words, usually in the reader's or the task's zone. */
export type TellInstant = (instant: string) => string;

/** The parameters of a reason, read without trust: rows may come from another version of the program. */
class Params {
  constructor(
    private readonly values: ReasonParams,
    private readonly tell: TellInstant,
  ) {}

  text(key: string): string {
    const value = this.values[key];
    return value === null || value === undefined ? '' : String(value);
  }

  /** How many planned occurrences the row stands for. */
  get count(): number {
    const value = Number(this.values['count'] ?? 1);
    return Number.isFinite(value) && value >= 1 ? Math.floor(value) : 1;
  }

  at(key: string): string {
    const value = this.text(key);
    return value === '' ? '' : this.tell(value);
  }

  duration(key: string, units: readonly [string, string, string, string]): string {
    const value = this.values[key];
    const ms = value === null || value === undefined ? Number.NaN : Number(value);
    if (!Number.isFinite(ms) || ms < 0) return '';
    const [unitHours, unitMinutes, unitSeconds, join] = units;
    if (ms < 1000) return `${String(Math.round(ms) / 1000)}${unitSeconds}`;
    const total = Math.round(ms / 1000);
    const parts = [
      [Math.floor(total / 3600), unitHours],
      [Math.floor(total / 60) % 60, unitMinutes],
      [total % 60, unitSeconds],
    ] as const;
    return parts
      .filter(([amount]) => amount > 0)
      .map(([amount, unit]) => `${String(amount)}${unit}`)
      .join(join);
  }
}

type Words = (p: Params) => string;

const enDuration = ['h', 'm', 's', ' '] as const;
const zhDuration = [' 小时', ' 分', ' 秒', ' '] as const;

/** " (12 occurrences, from … to …)" when a row stands for several; else " at …" when the instant is known. */
const enWhen = (p: Params): string => {
  const [from, to] = [p.at('from'), p.at('to')];
  if (p.count > 1)
    return ` (${String(p.count)} occurrences${from === '' || to === '' ? '' : `, from ${from} to ${to}`})`;
  return from === '' ? '' : ` at ${from}`;
};
const zhWhen = (p: Params): string => {
  const [from, to] = [p.at('from'), p.at('to')];
  if (p.count > 1)
    return `（共 ${String(p.count)} 次${from === '' || to === '' ? '' : `，${from} 至 ${to}`}）`;
  return from === '' ? '' : `（${from}）`;
};
const enDetail = (p: Params, key = 'detail'): string => (p.text(key) === '' ? '.' : `: ${p.text(key)}`);
/** The detail in Chinese where it is ours (`saidParams`), else as somebody said it. */
const zhDetail = (p: Params, key = 'detail'): string => {
  const detail = p.text(`${key}ZhCn`) || p.text(key);
  return detail === '' ? '。' : `：${detail}`;
};
const enName = (p: Params, key: string): string => (p.text(key) === '' ? '' : ` “${p.text(key)}”`);
const zhName = (p: Params, key: string): string => (p.text(key) === '' ? '' : `“${p.text(key)}”`);
const enId = (p: Params): string => (p.text('id') === '' ? '' : ` ${p.text('id')}`);
const zhId = (p: Params): string => (p.text('id') === '' ? '' : ` ${p.text('id')} `);
const enBy = (p: Params): string => (p.text('by') === '' ? '' : ` by ${p.text('by')}`);
const zhBy = (p: Params): string => (p.text('by') === '' ? '' : `由 ${p.text('by')} `);
const enFor = (p: Params): string => {
  const time = p.duration('ms', enDuration);
  return time === '' ? '' : ` after ${time}`;
};

/** What a run that was ended by force has left behind, by the connector that was not waited for; '' = nothing. */
const enLeft: Readonly<Record<string, string>> = {
  '': 'it was ended at once',
  nexusai: 'it was no longer waited for, and may go on in NexusAI',
  http: 'it was no longer waited for, and the server may still be working',
};
const zhLeft: Readonly<Record<string, string>> = {
  '': '已立即结束',
  nexusai: '不再等待其结束，它可能仍在 NexusAI 中继续',
  http: '不再等待其结束，服务器可能仍在处理',
};

const en: Record<ReasonCode, Words> = {
  late: (p) => `Missed: the computer was asleep or no executor was running${enWhen(p)}.`,
  coalesced: (p) =>
    `Missed: the computer was asleep or no executor was running${enWhen(p)}; a later occurrence ran instead.`,
  over_cap: (p) => `Missed${enWhen(p)}: too long ago or too many to be caught up.`,
  overlap: (p) =>
    `Skipped${enWhen(p)}: the previous run${enName(p, 'run')} was still going, and the task allows one at a time.`,
  queue_full: (p) => `Skipped${enWhen(p)}: one run was going and another was already waiting its turn.`,
  paused: (p) => `Skipped${enWhen(p)}: the task was paused${enBy(p)}.`,
  scheduler_paused: (p) => `Missed${enWhen(p)}: scheduling was paused${enBy(p)}.`,
  ended: (p) => `Skipped${enWhen(p)}: the task’s end time had passed.`,
  limit_reached: (p) => `Skipped${enWhen(p)}: the task had reached its limit of runs.`,
  skipped_by_operator: (p) => `Skipped${enBy(p)} before it was due.`,
  edited: (p) => `Skipped${enWhen(p)}: the schedule was changed${enBy(p)} before it could start.`,
  invalid_task: (p) => `The task cannot be understood${enDetail(p, 'problem')}`,
  invalid_input: (p) => `The input cannot be used${enDetail(p)}`,
  user_unknown: (p) => `The task’s user${enId(p)} does not exist.`,
  user_disabled: (p) => `The task’s user${enId(p)} is disabled.`,
  app_unknown: (p) => `The task’s app${enId(p)} does not exist.`,
  app_disabled: (p) => `The task’s app${enId(p)} is disabled.`,
  workflow_unknown: (p) => `The task’s workflow${enId(p)} does not exist.`,
  workflow_disabled: (p) => `The task’s workflow${enId(p)} is disabled.`,
  no_target: () => 'The workflow has no target, and there is no default NexusAI connection to start it with.',
  unknown_connector: (p) =>
    `The workflow’s target uses the connector${enName(p, 'connector')}, which this version does not have.`,
  invalid_target: (p) => `The workflow’s target is not usable${enDetail(p)}`,
  command_not_listed: (p) =>
    `This computer’s settings list no command${enName(p, 'command')}, so it may not run here.`,
  connection_missing: (p) =>
    `The NexusAI connection${enName(p, 'connection')} is not set up on this computer.`,
  secret_missing: (p) =>
    `The secret${enName(p, 'name')} that the target needs is not stored on this computer.`,
  sign_in_failed: (p) => `Signing in to NexusAI failed${enDetail(p)}`,
  unreachable: (p) => `The server could not be reached${enDetail(p)}`,
  refused: (p) => `The server refused the start${enDetail(p)}`,
  http_status: (p) => `The server answered with status ${p.text('status') || 'unknown'}.`,
  success_rule: (p) => `The answer did not meet the target’s success rule${enDetail(p)}`,
  exit_code: (p) => `The command ended with exit code ${p.text('code') || 'unknown'}.`,
  signal: (p) => `The command was ended by signal ${p.text('signal') || 'unknown'}.`,
  not_executable: (p) => `The program could not be started${enDetail(p)}`,
  workflow_failed: (p) => `The workflow failed${enDetail(p)}`,
  timeout: (p) => `Timed out${enFor(p)}.`,
  stalled: (p) => `No sign of life${enFor(p)}: the run is taken as failed.`,
  cancelled_by_operator: (p) => `Cancelled${enBy(p)}.`,
  force_stopped: (p) =>
    `Stopped by force${enBy(p)}: ${enLeft[p.text('left')] ?? 'it was no longer waited for, and what it started may still be going'}.`,
  task_deleted: () => 'Cancelled: the task was deleted while the run waited its turn.',
  cancelled_by_overlap: () => 'Cancelled: a newer run of the task took its place.',
  stopped: () => 'Cancelled: the executor stopped and its grace period ended.',
  executor_lost: (p) =>
    `The executor${p.text('host') === '' ? '' : ` on ${p.text('host')}`} ended while the run was going; what became of the run is unknown.`,
  answer_lost: () =>
    'The start was sent and its answer never came; it is not repeated, because it may have worked.',
  late_outcome: (p) =>
    `Cancelled, yet the run ended by itself afterwards${p.text('outcome') === '' ? '' : ` (${p.text('outcome').replaceAll('_', ' ')})`}.`,
  start_refused: () =>
    'The database refused to record the start, so nothing was started. The log says what it refused.',
  result_refused: () =>
    'The database refused the result of this run; only its outcome is recorded. The log says what it refused.',
  internal: (p) =>
    `A fault of Nexus Scheduler${enDetail(p)}${p.text('detail') === '' ? ' The log has the details.' : ''}`,
};

const zhCn: Record<ReasonCode, Words> = {
  late: (p) => `已错过${zhWhen(p)}：当时电脑处于睡眠状态或执行器未运行。`,
  coalesced: (p) => `已错过${zhWhen(p)}：当时电脑处于睡眠状态或执行器未运行；已改由之后的一次运行代替。`,
  over_cap: (p) => `已错过${zhWhen(p)}：时间过久或数量过多，不再补运行。`,
  overlap: (p) =>
    `已跳过${zhWhen(p)}：上一次运行${zhName(p, 'run')}尚未结束，而该任务同一时间只允许一次运行。`,
  queue_full: (p) => `已跳过${zhWhen(p)}：已有一次运行正在进行，另一次正在排队。`,
  paused: (p) => `已跳过${zhWhen(p)}：任务已${zhBy(p)}暂停。`,
  scheduler_paused: (p) => `已错过${zhWhen(p)}：调度已${zhBy(p)}暂停。`,
  ended: (p) => `已跳过${zhWhen(p)}：任务的结束时间已过。`,
  limit_reached: (p) => `已跳过${zhWhen(p)}：任务已达到运行次数上限。`,
  skipped_by_operator: (p) => `已${zhBy(p)}提前跳过。`,
  edited: (p) => `已跳过${zhWhen(p)}：开始之前计划已${zhBy(p)}更改。`,
  invalid_task: (p) => `任务无法识别${zhDetail(p, 'problem')}`,
  invalid_input: (p) => `输入无法使用${zhDetail(p)}`,
  user_unknown: (p) => `任务的用户${zhId(p)}不存在。`,
  user_disabled: (p) => `任务的用户${zhId(p)}已停用。`,
  app_unknown: (p) => `任务的应用${zhId(p)}不存在。`,
  app_disabled: (p) => `任务的应用${zhId(p)}已停用。`,
  workflow_unknown: (p) => `任务的工作流${zhId(p)}不存在。`,
  workflow_disabled: (p) => `任务的工作流${zhId(p)}已停用。`,
  no_target: () => '工作流没有启动目标，也没有可用的默认 NexusAI 连接。',
  unknown_connector: (p) => `工作流目标使用的连接器${zhName(p, 'connector')}在此版本中不存在。`,
  invalid_target: (p) => `工作流目标无法使用${zhDetail(p)}`,
  command_not_listed: (p) => `本机设置中没有列出命令${zhName(p, 'command')}，因此不能在此运行。`,
  connection_missing: (p) => `本机尚未设置 NexusAI 连接${zhName(p, 'connection')}。`,
  secret_missing: (p) => `本机未保存目标所需的密钥${zhName(p, 'name')}。`,
  sign_in_failed: (p) => `登录 NexusAI 失败${zhDetail(p)}`,
  unreachable: (p) => `无法连接服务器${zhDetail(p)}`,
  refused: (p) => `服务器拒绝启动${zhDetail(p)}`,
  http_status: (p) => `服务器返回状态码 ${p.text('status') || '未知'}。`,
  success_rule: (p) => `返回结果不符合目标的成功规则${zhDetail(p)}`,
  exit_code: (p) => `命令以退出码 ${p.text('code') || '未知'} 结束。`,
  signal: (p) => `命令被信号 ${p.text('signal') || '未知'} 终止。`,
  not_executable: (p) => `程序无法启动${zhDetail(p)}`,
  workflow_failed: (p) => `工作流运行失败${zhDetail(p)}`,
  timeout: (p) => `运行 ${p.duration('ms', zhDuration)}后超时。`,
  stalled: (p) => `运行 ${p.duration('ms', zhDuration)}没有任何动静，视为失败。`,
  cancelled_by_operator: (p) => `已${zhBy(p)}取消。`,
  force_stopped: (p) =>
    `已${zhBy(p)}强制停止：${zhLeft[p.text('left')] ?? '不再等待其结束，它启动的工作可能仍在进行'}。`,
  task_deleted: () => '已取消：运行排队期间任务被删除。',
  cancelled_by_overlap: () => '已取消：该任务较新的一次运行取而代之。',
  stopped: () => '已取消：执行器停止，宽限时间已过。',
  executor_lost: (p) =>
    `${p.text('host') === '' ? '' : `${p.text('host')} 上的`}执行器在运行途中退出，运行结果未知。`,
  answer_lost: () => '启动请求已发送但未收到答复；由于可能已成功，不会重复发送。',
  late_outcome: (p) =>
    `已取消，但运行随后自行结束${p.text('outcome') === '' ? '' : `（${zhOutcome[p.text('outcome')] ?? p.text('outcome')}）`}。`,
  start_refused: () => '数据库拒绝记录启动，因此未启动任何内容。日志中有数据库拒绝的原因。',
  result_refused: () => '数据库拒绝保存本次运行的结果，仅记录了其结局。日志中有数据库拒绝的原因。',
  internal: (p) => `Nexus Scheduler 内部故障${zhDetail(p)}${p.text('detail') === '' ? '详情见日志。' : ''}`,
};

const zhOutcome: Readonly<Record<string, string>> = {
  succeeded: '成功',
  failed: '失败',
  timed_out: '超时',
  cancelled: '已取消',
  skipped: '已跳过',
  missed: '已错过',
  abandoned: '已放弃',
};

/** `2026-11-24 08:00 UTC`: what a reader of the table gets, who has no zone of their own. */
const utcMinute: TellInstant = (at) => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;

/**
 * A reason as a sentence that an operator reads. The parameters in use, all optional: `count`, `from`, `to` (instants;
 * how many occurrences a row stands for and from when to when), `by`, `detail`, `problem`, `id`, `run`, `connector`,
 * `command`, `connection`, `status`, `code`, `signal`, `ms`, `host`, `outcome`, `left`; `detailZhCn` and `problemZhCn` by
 * `saidParams`.
 * @param tell puts instants into words; by default in UTC, as the English text in the ledger has them
 */
export function describeReason(reason: Reason, locale: Locale, tell: TellInstant = utcMinute): string {
  return (locale === 'zh-CN' ? zhCn : en)[reason.code](new Params(reason.params, tell));
}
