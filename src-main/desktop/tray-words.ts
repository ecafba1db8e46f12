import type { Locale } from '../contract/primitives';
import type { WallReading } from './wall-clock';

/** Every word of the tray. A language that lacks one does not compile. */
export interface TrayWords {
  readonly idle: string;
  readonly starting: string;
  readonly startFailed: string;
  readonly unreachable: string;
  readonly running: (count: number) => string;
  readonly failed: (count: number) => string;
  readonly needAttention: (count: number) => string;
  readonly blocked: (count: number) => string;
  readonly paused: (until: string | null) => string;
  readonly next: (taskName: string, when: string) => string;
  readonly tooltipNext: (taskName: string, when: string) => string;
  readonly noneNext: string;
  readonly open: string;
  readonly runNow: string;
  readonly more: string;
  readonly runningMenu: string;
  readonly attentionMenu: string;
  readonly attentionItem: (taskName: string, status: string) => string;
  readonly markAllSeen: string;
  readonly resume: (until: string | null) => string;
  readonly pauseMenu: string;
  readonly muteMenu: string;
  readonly off: string;
  readonly minutes15: string;
  readonly hour1: string;
  readonly tomorrow8: string;
  readonly untilResumed: string;
  readonly settings: string;
  readonly quit: string;
  readonly sentenceEnd: string;
  readonly listComma: string;
  /** A time of day on a day named from today: "today 14:05". */
  readonly day: (at: WallReading, daysAhead: number) => string;
  readonly status: Readonly<Record<string, string>>;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const en: TrayWords = {
  idle: 'Idle',
  starting: 'Starting…',
  startFailed: 'Could not start',
  unreachable: 'Database unreachable – retrying',
  running: (count) => `${count} running`,
  failed: (count) => `${count} failed`,
  needAttention: (count) => `${count} ${count === 1 ? 'needs' : 'need'} attention`,
  blocked: (count) => `${count} due ${count === 1 ? 'task' : 'tasks'} cannot start`,
  paused: (until) => (until === null ? 'Paused' : `Paused until ${until}`),
  next: (taskName, when) => `Next: ${taskName} – ${when}`,
  tooltipNext: (taskName, when) => `Next: ${taskName} ${when}`,
  noneNext: 'No runs planned',
  open: 'Open Nexus Scheduler',
  runNow: 'Run now',
  more: 'More…',
  runningMenu: 'Running',
  attentionMenu: 'Needs attention',
  attentionItem: (taskName, status) => `${taskName} – ${status}`,
  markAllSeen: 'Mark all as seen',
  resume: (until) => `Resume scheduling (paused${until === null ? '' : ` until ${until}`})`,
  pauseMenu: 'Pause scheduling',
  muteMenu: 'Mute notifications',
  off: 'Off',
  minutes15: '15 minutes',
  hour1: '1 hour',
  tomorrow8: 'Until tomorrow 08:00',
  untilResumed: 'Until I resume',
  settings: 'Settings…',
  quit: 'Quit Nexus Scheduler',
  sentenceEnd: '. ',
  listComma: ', ',
  day: ({ day, month }, daysAhead) => {
    if (daysAhead === 0) return 'today';
    return daysAhead === 1 ? 'tomorrow' : `${day} ${months[month - 1]}`;
  },
  status: {
    failed: 'failed',
    timed_out: 'timed out',
    missed: 'missed',
    abandoned: 'abandoned',
    waiting: 'needs confirmation',
  },
};

const zhCN: TrayWords = {
  idle: '空闲',
  starting: '正在启动…',
  startFailed: '无法启动',
  unreachable: '数据库无法连接，正在重试',
  running: (count) => `${count} 个正在运行`,
  failed: (count) => `${count} 个失败`,
  needAttention: (count) => `${count} 个需要处理`,
  blocked: (count) => `${count} 个到期任务无法启动`,
  paused: (until) => (until === null ? '已暂停' : `已暂停至 ${until}`),
  next: (taskName, when) => `下次：${taskName} – ${when}`,
  tooltipNext: (taskName, when) => `下次：${taskName} ${when}`,
  noneNext: '没有计划中的运行',
  open: '打开 Nexus Scheduler',
  runNow: '立即执行',
  more: '更多…',
  runningMenu: '运行中',
  attentionMenu: '需要处理',
  attentionItem: (taskName, status) => `${taskName} – ${status}`,
  markAllSeen: '全部标为已读',
  resume: (until) => `恢复调度（已暂停${until === null ? '' : `至 ${until}`}）`,
  pauseMenu: '暂停调度',
  muteMenu: '静音通知',
  off: '关闭',
  minutes15: '15 分钟',
  hour1: '1 小时',
  tomorrow8: '直到明天 08:00',
  untilResumed: '直到手动恢复',
  settings: '设置…',
  quit: '退出 Nexus Scheduler',
  sentenceEnd: '。',
  listComma: '，',
  day: ({ day, month }, daysAhead) => {
    if (daysAhead === 0) return '今天';
    return daysAhead === 1 ? '明天' : `${month}月${day}日`;
  },
  status: { failed: '失败', timed_out: '超时', missed: '已错过', abandoned: '已放弃', waiting: '待确认' },
};

export const trayWords: Readonly<Record<Locale, TrayWords>> = { en, 'zh-CN': zhCN };
