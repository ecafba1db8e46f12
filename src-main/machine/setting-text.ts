import { text, type Text } from '../contract/text';

/** Settings that a field of the window or a line of the file can get wrong, as the window calls them. */
const chinese: ReadonlyMap<string, string> = new Map([
  ['', '整个文件'],
  ['general.language', '语言'],
  ['general.operator', '您的姓名'],
  ['executor.pollIntervalMs', '轮询间隔（毫秒）'],
  ['executor.slots', '同时运行数'],
  ['executor.missed', '错过启动时'],
  ['executor.missedWindowMs', '最多补跑（毫秒）'],
  ['executor.missedCap', '全部运行时最多'],
  ['executor.overlap', '仍在运行时'],
  ['executor.retryAttempts', '失败后重试次数'],
  ['executor.retryDelayMs', '首次重试等待（毫秒）'],
  ['executor.timeoutMs', '单次运行时限（毫秒）'],
  ['executor.stopGraceMs', '停止时等待（毫秒）'],
  ['executor.timeZone', '新任务的时区'],
  ['executor.retentionDays', '保留运行记录（天）'],
  ['database.url', '数据库地址'],
  ['notifications.quietHours.from', '免打扰时段的开始'],
  ['notifications.quietHours.to', '免打扰时段的结束'],
  ['notifications.quietHours.days', '免打扰时段的适用日期'],
  ['appearance.textPercent', '文字大小'],
  ['advanced.proxy', '代理'],
  ['advanced.updateFeed', '更新源'],
  ['commands', '命令'],
  ['connections', '连接'],
]);

/** A setting as a text names it: by its place in the file in English, by the window's label in Chinese. */
export const settingText = (path: string): Text =>
  text(path === '' ? 'the whole' : path, chinese.get(path) ?? path);
