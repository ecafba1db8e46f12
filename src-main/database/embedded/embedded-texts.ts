import { text } from '../../contract/text';

/** What the embedded PostgreSQL says when it does not start, run or stop. */
export const embeddedTexts = {
  noBinaries: (platform: string) =>
    text(
      `There is no embedded PostgreSQL for ${platform} in this installation.`,
      `此安装中没有适用于 ${platform} 的内置 PostgreSQL。`,
    ),
  installAgain: text(
    'Install again with optional packages (npm ci), or set DATABASE_URL to a PostgreSQL 14 or newer.',
    '请连同可选包重新安装（npm ci），或将 DATABASE_URL 设为 PostgreSQL 14 或更高版本的地址。',
  ),
  doesNotStop: (pid: number) =>
    text(`The embedded database (process ${pid}) does not stop.`, `内置数据库（进程 ${pid}）没有停止。`),
  endProcess: (pid: number) =>
    text(
      `End the process ${pid}; the next start recovers the data.`,
      `请结束进程 ${pid}；下次启动时会恢复数据。`,
    ),
  notLetIn: text(
    'The embedded database runs but does not let this program in.',
    '内置数据库正在运行，但不允许此程序登录。',
  ),
  stopOthers: text(
    'Stop every Nexus Scheduler on this data folder and start again.',
    '请停止使用此数据文件夹的所有 Nexus Scheduler，然后重新启动。',
  ),
  notStarted: text('The embedded database did not start.', '内置数据库没有启动。'),
  logSaysWhy: (folder: string) =>
    text(
      `Its log says why (see the details, and ${folder}). A full disk and wrong file owners are the usual causes.`,
      `原因见其日志（请查看详情和 ${folder}）。常见原因是磁盘已满或文件所有者不正确。`,
    ),
  otherVersion: (folder: string, found: string, needed: number) =>
    text(
      `The data in ${folder} belongs to PostgreSQL ${found === '' ? 'of an unknown version' : found}; this program brings ${needed}.`,
      `${folder} 中的数据属于 PostgreSQL ${found === '' ? '的未知版本' : found}；此程序自带 ${needed}。`,
    ),
  backupAndRestore: text(
    'With the version of Nexus Scheduler that made it run "database backup FILE"; then move the folder away, start this version and run "database restore FILE". Nothing was changed.',
    '请用创建它的 Nexus Scheduler 版本执行 `database backup FILE`；然后移走该文件夹，启动此版本并执行 `database restore FILE`。没有任何更改。',
  ),
  notSetUp: (folder: string) =>
    text(`The embedded database could not be set up in ${folder}.`, `无法在 ${folder} 中建立内置数据库。`),
  checkSpace: text(
    'See the details; check that the disk has space and the folder can be written, or set DATABASE_URL.',
    '请查看详情；检查磁盘空间和文件夹的写入权限，或设置 DATABASE_URL。',
  ),
  busy: text(
    'Another program is still starting or stopping the embedded database.',
    '另一个程序仍在启动或停止内置数据库。',
  ),
  waitOrDelete: (file: string) =>
    text(
      `Wait for it to finish. If none runs, delete ${file} and start again.`,
      `请等待其完成。如果没有这样的程序，请删除 ${file} 后重新启动。`,
    ),
  asRoot: text(
    'PostgreSQL does not run as root, and there is no user to run it as.',
    'PostgreSQL 不以 root 身份运行，也没有可供它使用的用户。',
  ),
  ordinaryUser: text(
    'Start the program as an ordinary user, create a user named postgres, or set DATABASE_URL.',
    '请以普通用户身份启动程序，或创建名为 postgres 的用户，或设置 DATABASE_URL。',
  ),
} as const;
