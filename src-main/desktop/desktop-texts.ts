import { text, type Text } from '../contract/text';

/** What the desktop says through the window; the tray and the notifications have words of their own. */
export const desktopTexts = {
  notStarted: text('The scheduler could not be started.', '调度器无法启动。'),
  logSaysWhy: text('The log says why.', '原因见日志。'),
  secretUnreadable: (name: string) =>
    text(
      `The stored secret “${name}” cannot be read by this keychain.`,
      `此钥匙串无法读取已保存的机密“${name}”。`,
    ),
  unlockKeychain: (keychain: string) =>
    text(
      `It was stored with ${keychain}. Unlock that keychain and start again, or enter the secret anew.`,
      `它是用 ${keychain} 保存的。请解锁该钥匙串后重新启动，或重新输入该机密。`,
    ),
  noKeychain: (plain: Text) =>
    text(`no keychain on this system: ${plain.en}`, `此系统没有钥匙串：${plain['zh-CN']}`),
  inKeychain: (file: string, backend: string) =>
    text(
      `in ${file}, encrypted by the system’s keychain (${backend})`,
      `保存在 ${file}，由系统钥匙串（${backend}）加密`,
    ),
  tray: text('tray', '托盘'),
  trayShown: text('The desktop shows tray icons.', '桌面会显示托盘图标。'),
  trayMissing: text('This desktop shows no tray icons.', '此桌面不显示托盘图标。'),
  installAppIndicator: text(
    'On GNOME, install the AppIndicator extension. Starting the program again shows its window.',
    '在 GNOME 上请安装 AppIndicator 扩展。再次启动程序会显示其窗口。',
  ),
  notifications: text('notifications', '通知'),
  notificationsShown: text('The system shows notifications.', '系统会显示通知。'),
  notificationsMissing: text('The system shows no notifications.', '系统不显示通知。'),
  allowNotifications: text('Allow or install the system’s notifications.', '请允许或安装系统的通知功能。'),
  database: text('database', '数据库'),
} as const;

/** What the system says of starting at login. */
export const loginItemTexts = {
  enabled: text('It is enabled.', '已启用。'),
  disabled: text('It is not enabled.', '未启用。'),
  notRegistered: text('It is not registered.', '未登记。'),
  requiresApproval: text('It must be approved in System Settings.', '需要在系统设置中批准。'),
  notFound: text('The system does not find it.', '系统找不到该登录项。'),
} as const;
