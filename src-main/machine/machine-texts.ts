import { text, type Text } from '../contract/text';

/** What this machine's own files say: data folder, settings, secrets, locks. */
export const machineTexts = {
  folderUnusable: (path: string, why: string) =>
    text(`The data folder ${path} cannot be used: ${why}.`, `无法使用数据文件夹 ${path}：${why}。`),
  makeWritable: text(
    'Make it writable for this user, or name another one with --data-dir.',
    '请让此用户可以写入该文件夹，或用 --data-dir 指定其他文件夹。',
  ),
  alreadyThere: (what: string, pid: number, host: string) =>
    text(`There already is ${what}: process ${pid} on ${host}.`, `已有 ${what}：${host} 上的进程 ${pid}。`),
  useThatOne: text(
    'Use that one, end it first, or choose another data folder with --data-dir.',
    '请使用那一个，或先结束它，或用 --data-dir 选择其他数据文件夹。',
  ),
  startingJustNow: (what: string) =>
    text(
      `${what} could not be told from another that is starting just now.`,
      `无法将 ${what} 与另一个正在启动的进程区分开。`,
    ),
  tryAgain: text('Try again.', '请重试。'),
  secretsByProfile: (file: string) =>
    text(
      `in ${file}, guarded by the user profile, not encrypted`,
      `保存在 ${file}，由用户配置文件保护，未加密`,
    ),
  secretsByMode: (file: string) =>
    text(
      `in ${file}, readable by its owner only (0600), not encrypted`,
      `保存在 ${file}，仅其所有者可读（0600），未加密`,
    ),
  passwordUnreadable: text('The password in the address cannot be read.', '无法识别地址中的密码。'),
  escapePassword: text(
    'Write special characters as %XX, a percent sign as %25.',
    '请将特殊字符写成 %XX，百分号写成 %25。',
  ),
  passwordInSettings: text('The settings hold no passwords.', '设置中不保存密码。'),
  passwordToSecrets: text(
    'Leave the password out of the address; set it in the window, or with `nexus-scheduler settings set`.',
    '请从地址中去掉密码；可在窗口中设置，或使用 `nexus-scheduler settings set`。',
  ),
  changeOfSettings: text('The change of settings', '设置的更改'),
  settingsInvalid: (fields: Text) =>
    text(`The settings are not valid: ${fields.en}.`, `设置无效：${fields['zh-CN']}。`),
  setting: (name: Text, says: Text) => text(`${name.en} ${says.en}`, `${name['zh-CN']} ${says['zh-CN']}`),
  notAnObject: text('it is not a JSON object', '它不是 JSON 对象'),
  noSetting: (paths: string) => text(`There is no setting ${paths}.`, `没有 ${paths} 这项设置。`),
  listSettings: text(
    '`nexus-scheduler settings show` lists them all.',
    '`nexus-scheduler settings show` 会列出所有设置。',
  ),
  noSuchSetting: text('no such setting', '没有这项设置'),
} as const;
