import type { Locale } from '../contract/primitives';

/** Every word of the notifications. A language that lacks one does not compile. */
export interface NotificationWords {
  readonly failed: (taskName: string, status: string) => string;
  readonly recovered: (taskName: string) => string;
  readonly recoveredBody: string;
  readonly succeeded: (taskName: string) => string;
  readonly missed: (taskName: string) => string;
  readonly needsConfirmation: (taskName: string) => string;
  readonly longerThanUsual: (taskName: string) => string;
  readonly databaseLost: string;
  readonly databaseLostBody: (since: string) => string;
  readonly blocked: (count: number, taskName: string) => string;
  readonly executorStopped: string;
  readonly many: (count: number) => string;
  readonly woke: (count: number) => string;
  readonly wokeBody: string;
  readonly digest: (count: number) => string;
  readonly started: (taskName: string) => string;
  readonly notStarted: (taskName: string) => string;
  readonly startedBody: string;
  readonly test: string;
  readonly testBody: string;
  readonly listComma: string;
}

const endings: Readonly<Record<string, string>> = {
  failed: 'failed',
  timed_out: 'timed out',
  abandoned: 'was abandoned',
};
const endingsZh: Readonly<Record<string, string>> = {
  failed: '失败',
  timed_out: '超时',
  abandoned: '已放弃',
};

const en: NotificationWords = {
  failed: (taskName, status) => `${taskName} ${endings[status] ?? 'failed'}`,
  recovered: (taskName) => `${taskName} works again`,
  recoveredBody: 'The last run succeeded.',
  succeeded: (taskName) => `${taskName} succeeded`,
  missed: (taskName) => `${taskName} was missed`,
  needsConfirmation: (taskName) => `${taskName} needs confirmation`,
  longerThanUsual: (taskName) => `${taskName} takes longer than usual`,
  databaseLost: 'Database unreachable',
  databaseLostBody: (since) => `Since ${since}. Scheduled runs are not starting.`,
  blocked: (count, taskName) =>
    count === 1 ? `${taskName} cannot start` : `${count} due tasks cannot start`,
  executorStopped: 'Nexus Scheduler has stopped running tasks',
  many: (count) => `${count} runs need attention`,
  woke: (count) => `${count} ${count === 1 ? 'run was' : 'runs were'} due while the computer slept`,
  wokeBody: 'See what became of them.',
  digest: (count) => `${count} ${count === 1 ? 'run needs' : 'runs need'} attention since quiet hours began`,
  started: (taskName) => `${taskName} started`,
  notStarted: (taskName) => `${taskName} was not started`,
  startedBody: 'Click to follow it.',
  test: 'This is a test',
  testBody: 'Notifications of Nexus Scheduler look like this.',
  listComma: ', ',
};

const zhCN: NotificationWords = {
  failed: (taskName, status) => `${taskName} ${endingsZh[status] ?? '失败'}`,
  recovered: (taskName) => `${taskName} 已恢复`,
  recoveredBody: '上次运行成功。',
  succeeded: (taskName) => `${taskName} 成功`,
  missed: (taskName) => `${taskName} 已错过`,
  needsConfirmation: (taskName) => `${taskName} 待确认`,
  longerThanUsual: (taskName) => `${taskName} 运行时间比平时长`,
  databaseLost: '数据库无法连接',
  databaseLostBody: (since) => `自 ${since} 起。计划中的任务不会启动。`,
  blocked: (count, taskName) => (count === 1 ? `${taskName} 无法启动` : `${count} 个到期任务无法启动`),
  executorStopped: 'Nexus Scheduler 已停止执行任务',
  many: (count) => `${count} 个运行需要处理`,
  woke: (count) => `电脑休眠期间有 ${count} 个运行到期`,
  wokeBody: '查看处理结果。',
  digest: (count) => `免打扰时段以来有 ${count} 个运行需要处理`,
  started: (taskName) => `${taskName} 已启动`,
  notStarted: (taskName) => `${taskName} 未启动`,
  startedBody: '点击查看。',
  test: '这是一条测试通知',
  testBody: 'Nexus Scheduler 的通知显示为这样。',
  listComma: '、',
};

export const notificationWords: Readonly<Record<Locale, NotificationWords>> = { en, 'zh-CN': zhCN };
