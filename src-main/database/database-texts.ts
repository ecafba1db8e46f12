import { text, type Text } from '../contract/text';

const checkAccount = text(
  'Check the user name and the password of the database URL.',
  '请检查数据库 URL 中的用户名和密码。',
);
const noServer = (at: string): Text =>
  text(`No database server answers at ${at}.`, `${at} 上没有数据库服务器应答。`);
const noWay = (at: string): Text =>
  text(`There is no way to the database at ${at}.`, `无法连通 ${at} 上的数据库。`);
const lost = (at: string): Text =>
  text(`The connection to the database at ${at} was lost.`, `与 ${at} 上数据库的连接已断开。`);

/** Errors that mean "the database is away", by what the server or the network said, and what helps. */
export const awayTexts = {
  noServer,
  startServer: text(
    'Start the server, or correct host and port in the database URL.',
    '请启动服务器，或更正数据库 URL 中的主机和端口。',
  ),
  startServerSocket: text(
    'Start the server, or correct the socket folder in the database URL.',
    '请启动服务器，或更正数据库 URL 中的套接字文件夹。',
  ),
  hostUnknown: (at: string) =>
    text(`The database’s host name is not known: ${at}.`, `未知的数据库主机名：${at}。`),
  correctHost: text(
    'Correct the host name, or check this machine’s name service.',
    '请更正主机名，或检查本机的域名解析。',
  ),
  hostNotNow: (at: string) =>
    text(`The database’s host name cannot be looked up now: ${at}.`, `暂时无法解析数据库主机名：${at}。`),
  checkNetwork: text('Check the network of this machine.', '请检查本机的网络。'),
  noWay,
  checkVpn: text('Check the network, VPN and firewall.', '请检查网络、VPN 和防火墙。'),
  late: (at: string) =>
    text(`The database at ${at} does not answer in time.`, `${at} 上的数据库未能及时应答。`),
  lost,
  stoodStill: (at: string) =>
    text(
      `The database at ${at} gave up a transaction of this program that had stood still too long.`,
      `${at} 上的数据库放弃了本程序一个停顿过久的事务。`,
    ),
  keepsTrying: text(
    'The program keeps trying; nothing is to be done unless this lasts.',
    '程序会不断重试；除非持续如此，无需任何操作。',
  ),
  wrongPassword: (at: string) =>
    text(`The database at ${at} did not accept the password.`, `${at} 上的数据库不接受该密码。`),
  checkAccount,
  notLetIn: (at: string) =>
    text(`The database at ${at} does not let this user in.`, `${at} 上的数据库不允许此用户登录。`),
  checkAccountEncrypt: text(
    `${checkAccount.en} If it asks for encryption, add ?sslmode=require.`,
    `${checkAccount['zh-CN']}如果它要求加密，请加上 ?sslmode=require。`,
  ),
  noDatabase: (at: string) =>
    text(`The database named in ${at} does not exist.`, `${at} 中指定的数据库不存在。`),
  createDatabase: text(
    'Create it (CREATE DATABASE …), or correct the database URL.',
    '请创建该数据库（CREATE DATABASE …），或更正数据库 URL。',
  ),
  mayNotConnect: (at: string) =>
    text(`The user of ${at} may not connect to this database.`, `${at} 的用户无权连接此数据库。`),
  grantConnect: text(
    'GRANT CONNECT ON DATABASE … TO the user.',
    '请对该用户执行 GRANT CONNECT ON DATABASE …。',
  ),
  full: (at: string) =>
    text(`The database at ${at} has no connection left.`, `${at} 上的数据库没有空闲连接。`),
  raiseConnections: text(
    'Close other programs’ connections or raise max_connections.',
    '请关闭其他程序的连接，或调大 max_connections。',
  ),
  readOnly: (at: string) =>
    text(
      `The database at ${at} takes no changes now: it is read-only.`,
      `${at} 上的数据库目前为只读，不接受任何更改。`,
    ),
  namePrimary: text(
    'Name the primary server in the database URL, or lift default_transaction_read_only. The program keeps trying.',
    '请在数据库 URL 中指定主服务器，或取消 default_transaction_read_only。程序会不断重试。',
  ),
  diskFull: (at: string) => text(`The disk of the database at ${at} is full.`, `${at} 上数据库的磁盘已满。`),
  makeRoom: text(
    'Make room on that disk. The program keeps trying.',
    '请在该磁盘上腾出空间。程序会不断重试。',
  ),
  shutDown: (at: string) => text(`The database at ${at} was shut down.`, `${at} 上的数据库已关闭。`),
  crashed: (at: string) =>
    text(
      `The database at ${at} ended after a crash and starts again.`,
      `${at} 上的数据库崩溃后退出，正在重新启动。`,
    ),
  startingUp: (at: string) =>
    text(`The database at ${at} is starting up or shutting down.`, `${at} 上的数据库正在启动或关闭。`),
  unusable: (at: string, why: string) =>
    text(`The database at ${at} cannot be used: ${why}`, `无法使用 ${at} 上的数据库：${why}`),
} as const;

/** What else can be wrong with a database, its URL and its schema. */
export const databaseTexts = {
  notStarted: text('The database has not started yet.', '数据库尚未启动。'),
  seeDiagnostics: text(
    'The program keeps trying; see Diagnostics or `doctor` when this lasts.',
    '程序会不断重试；如果持续如此，请查看“诊断”或 `doctor`。',
  ),
  lacksPrivilege: (at: string, why: string) =>
    text(`The database user of ${at} lacks a privilege: ${why}`, `${at} 的数据库用户缺少权限：${why}`),
  ownerGrants: text(
    'Let the owner of the database GRANT it, or use the owner’s account.',
    '请由数据库所有者用 GRANT 授予，或使用所有者的账户。',
  ),
  heldElsewhere: (at: string) =>
    text(
      `Another transaction on ${at} holds what this would change, and does not end.`,
      `${at} 上的另一个事务占用着要更改的内容，且迟迟未结束。`,
    ),
  endOther: text(
    'Try again when it has ended; Diagnostics and `doctor` name a transaction that was left open.',
    '请待其结束后重试；“诊断”和 `doctor` 会指出未关闭的事务。',
  ),
  refusedStatement: (at: string, why: string) =>
    text(`The database at ${at} refused a statement: ${why}`, `${at} 上的数据库拒绝了一条语句：${why}`),
  seeLog: text(
    'See the log for the statement; `doctor` checks the database.',
    '该语句见日志；`doctor` 可检查数据库。',
  ),
  noTask: (id: string) => text(`There is no task ${id}.`, `没有编号为 ${id} 的任务。`),
  taskMayBeGone: text(
    'It may have been removed; look at the list of tasks.',
    '它可能已被移除；请查看任务列表。',
  ),
  noRun: (id: string) => text(`There is no run ${id}.`, `没有编号为 ${id} 的运行。`),
  runMayBePruned: text('It may have been removed by the retention.', '它可能已按保留期限被清除。'),
  unknownPlace: text('This place in the list of runs is unknown.', '运行列表中没有这个位置。'),
  fromNewest: text('Start again from the newest run.', '请从最新的运行重新开始。'),
  skipStays: text('The skip can no longer be taken back.', '该跳过已无法撤销。'),
  skipTimeCame: text(
    'Its time has come, or somebody took it back already.',
    '它的时间已到，或已有人将其撤销。',
  ),
  listWithoutCounts: text('The list of tasks came back without its counts.', '任务列表返回时缺少计数。'),

  // the URL
  urlStart: text(
    'The database URL does not start with postgresql://.',
    '数据库 URL 不是以 postgresql:// 开头。',
  ),
  urlForm: text(
    'Write it as postgresql://user:password@host:5432/database; special characters in it as %XX.',
    '请写成 postgresql://user:password@host:5432/database；其中的特殊字符写成 %XX。',
  ),
  urlNames: text('The database URL names no user or no database.', '数据库 URL 没有指定用户或数据库。'),
  urlUnreadable: text('The database URL cannot be read.', '数据库 URL 无法识别。'),
  sslmode: (mode: string) =>
    text(`The database URL's sslmode "${mode}" is not known.`, `数据库 URL 中的 sslmode“${mode}”未知。`),
  sslmodes: text(
    'Use disable, require, verify-ca or verify-full.',
    '请使用 disable、require、verify-ca 或 verify-full。',
  ),
  certificate: (file: string) =>
    text(
      `The certificate file ${file} of the database URL cannot be read.`,
      `无法读取数据库 URL 中的证书文件 ${file}。`,
    ),
  correctCertificate: text(
    'Correct sslrootcert in the database URL, or make the file readable.',
    '请更正数据库 URL 中的 sslrootcert，或让该文件可读。',
  ),

  // the schema
  newer: (unknown: string) =>
    text(
      `The database was set up by a newer Nexus Scheduler (it knows ${unknown}).`,
      `数据库由更新版本的 Nexus Scheduler 建立（包含 ${unknown}）。`,
    ),
  updateNothingChanged: text(
    'Update this program on this machine. Nothing was changed in the database.',
    '请更新本机上的此程序。数据库没有任何更改。',
  ),
  serverOld: (version: string) =>
    text(
      `The database server is PostgreSQL ${version}; 14 or newer is needed.`,
      `数据库服务器是 PostgreSQL ${version}；需要 14 或更高版本。`,
    ),
  upgradeServer: text(
    'Upgrade the server, or use the embedded database (leave the database URL empty).',
    '请升级服务器，或使用内置数据库（数据库 URL 留空）。',
  ),
  mayNotCreate: (user: string, database: string) =>
    text(
      `The user ${user} may not create tables in the database ${database}.`,
      `用户 ${user} 无权在数据库 ${database} 中创建表。`,
    ),
  grantCreate: (user: string, database: string) =>
    text(
      `As the owner run: GRANT CREATE, USAGE ON SCHEMA public TO ${user}; or make the user the database’s owner: ALTER DATABASE ${database} OWNER TO ${user};`,
      `请以所有者身份执行：GRANT CREATE, USAGE ON SCHEMA public TO ${user}; 或让该用户成为数据库的所有者：ALTER DATABASE ${database} OWNER TO ${user};`,
    ),
  notCompared: (schema: string) =>
    text(`The schema ${schema} could not be compared.`, `无法比较架构 ${schema}。`),
  tablesUnusable: (columns: Text) =>
    text(
      `The database already holds tables of the same names that cannot be used as they are: ${columns.en}.`,
      `数据库中已有同名的表，但无法直接使用：${columns['zh-CN']}。`,
    ),
  ownDatabase: text(
    'Give the scheduler a database of its own (CREATE DATABASE …) and import the tasks, or change those columns.',
    '请为调度器提供单独的数据库（CREATE DATABASE …）并导入任务，或更改这些列。',
  ),
  nextRunInstant: text(
    "next_run_time must be an instant: ALTER TABLE scheduled_tasks ALTER COLUMN next_run_time TYPE timestamptz USING next_run_time AT TIME ZONE '<the zone it was written in>'.",
    "next_run_time 必须是带时区的时间：ALTER TABLE scheduled_tasks ALTER COLUMN next_run_time TYPE timestamptz USING next_run_time AT TIME ZONE '<写入时所用的时区>'。",
  ),
  inputJsonb: text(
    'input must be jsonb: ALTER TABLE scheduled_tasks ALTER COLUMN input TYPE jsonb.',
    '`input` 必须是 `jsonb`：`ALTER TABLE scheduled_tasks ALTER COLUMN input TYPE jsonb`。',
  ),
  columnMissing: (column: string, type: string) =>
    text(`${column} is missing (${type})`, `缺少 ${column}（${type}）`),
  columnType: (column: string, has: string, wanted: string) =>
    text(`${column} is ${has}, not ${wanted}`, `${column} 是 ${has}，而不是 ${wanted}`),
  columnNoIdentity: (column: string) =>
    text(`${column} does not count up by itself`, `${column} 不会自动递增`),
} as const;
