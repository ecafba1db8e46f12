import { text, type Text } from '../contract/text';

/** What this machine's own files say: data folder, settings, secrets, locks. */
export const machineTexts = {
  folderUnusable: (path: string, why: string) =>
    text(`The data folder ${path} cannot be used: ${why}.`, `无法使用数据文件夹 ${path}：${why}。`),
  makeWritable: text(
    'Make it writable for this user, or name another one with --data-dir.',
    '请让此用户可以写入该文件夹，或用 --data-dir 指定其他文件夹。',
  ),
  diskFull: text('No room is left on a disk this program writes to.', '本程序写入的磁盘已没有剩余空间。'),
  makeRoom: text(
    'Make room where the data folder is, then try again. Nothing was written by halves.',
    '请在数据文件夹所在的磁盘上腾出空间，然后重试。没有写入不完整的内容。',
  ),
  readOnly: (path: string | null) =>
    text(
      `${path ?? 'A file of this program'} cannot be written: its file system is read-only.`,
      `无法写入 ${path ?? '本程序的文件'}：其文件系统为只读。`,
    ),
  notAllowed: (path: string | null) =>
    text(
      `This user may not read or write ${path ?? 'a file of this program'}.`,
      `此用户无权读写 ${path ?? '本程序的文件'}。`,
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
  settingsBroken: (file: string, why: string) =>
    text(
      `The settings file ${file} is not valid (${why}). Nothing was started.`,
      `设置文件 ${file} 无效（${why}）。没有启动任何任务。`,
    ),
  mendSettings: text(
    'Mend it or restore it from a backup; move it away to run with the defaults and the database of this machine.',
    '请修复该文件或从备份恢复；如要使用默认设置和本机的数据库运行，请将其移走。',
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
