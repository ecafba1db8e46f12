import { text, type Text } from '../../contract/text';

/** What taking and restoring a backup says. */
export const backupTexts = {
  noSchema: text(
    'The database has no schema of this version, so there is nothing to back up.',
    '数据库中没有此版本的架构，因此没有可备份的内容。',
  ),
  migrateFirst: text('Run "migrate" first.', '请先执行 `migrate`。'),
  cannotWrite: (file: string, why: string) =>
    text(`The backup file ${file} cannot be written: ${why}`, `无法写入备份文件 ${file}：${why}`),
  notAFile: (file: string) =>
    text(`${file} is there already, and it is no file.`, `${file} 已经存在，但不是文件。`),
  nameFile: text('Name a file.', '请指定文件。'),
  chooseFolder: text('Choose a folder that exists and can be written.', '请选择存在且可以写入的文件夹。'),
  newer: (file: string) =>
    text(
      `The backup ${file} was written by a newer Nexus Scheduler.`,
      `备份 ${file} 由更新版本的 Nexus Scheduler 写成。`,
    ),
  updateFirst: text('Update this program, then restore.', '请先更新此程序，再恢复。'),
  unreadable: (file: string, why: Text) =>
    text(`The backup ${file} cannot be read: ${why.en}.`, `无法读取备份 ${file}：${why['zh-CN']}。`),
  checkPath: text(
    'Check the path, or take another backup. Nothing was changed in the database.',
    '请检查路径，或改用其他备份。数据库没有任何更改。',
  ),
  noHeader: (format: string) =>
    text(`it does not start with a ${format} header`, `开头没有 ${format} 文件头`),
  rowsFirst: text('rows come before their table', '行出现在其表之前'),
  rowsMissing: (table: string) => text(`rows of ${table} are missing`, `缺少 ${table} 的行`),
  strangeLine: text('a line of it is neither a table nor a row', '其中一行既不是表也不是行'),
  endMissing: text('its end is missing', '缺少结尾'),
  unknownTable: (table: string) => text(`its table ${table} is not known`, `其中的表 ${table} 未知`),
  noJsonLine: text('a line of it is no JSON', '其中一行不是 JSON'),
  executorRuns: (host: string, pid: number) =>
    text(
      `An executor is running on this database (${host}, process ${pid}).`,
      `有执行器正在使用此数据库（${host}，进程 ${pid}）。`,
    ),
  stopOrForce: text(
    'Stop it first, or restore with --force. Nothing was changed.',
    '请先停止它，或用 --force 恢复。没有任何更改。',
  ),
  notEmpty: (tasks: number, runs: number) =>
    text(
      `The database is not empty: it holds ${tasks} tasks and ${runs} runs.`,
      `数据库不为空：其中有 ${tasks} 个任务和 ${runs} 个运行。`,
    ),
  replace: text(
    'Restore with --replace to put the backup in their place, after taking a backup of them. Nothing was changed.',
    '请在备份现有内容之后，用 --replace 以备份取代它们。没有任何更改。',
  ),
} as const;
