import { text, type Text } from '../../contract/text';

/** The names of the checks and steps, what they find and what helps. */
export const checkTexts = {
  // names
  url: text('Database URL', '数据库 URL'),
  reach: text('Reach the host', '连通主机'),
  signIn: text('Sign in', '登录'),
  encryption: text('Encryption', '加密'),
  version: text('Version', '版本'),
  privileges: text('Privileges', '权限'),
  schema: text('Schema', '架构'),
  questions: text('Questions', '查询'),
  clock: text('Clock', '时钟'),
  latency: text('Latency', '响应时间'),
  transactions: text('Transactions', '事务'),
  disk: text('Disk', '磁盘'),

  // connection
  answers: (at: string) => text(`A server answers at ${at}.`, `${at} 上有服务器应答。`),
  signedIn: (user: string, database: string) =>
    text(`Signed in as ${user} to ${database}.`, `已以 ${user} 的身份登录 ${database}。`),
  noEncryption: text('The server does not offer encryption.', '服务器不提供加密。'),
  turnTlsOn: text(
    'Turn TLS on in the server, or take sslmode out of the database URL.',
    '请在服务器上启用 TLS，或从数据库 URL 中去掉 sslmode。',
  ),
  certificateRefused: (why: string) =>
    text(`The server’s certificate was not accepted: ${why}.`, `服务器的证书未被接受：${why}。`),
  nameAuthority: text(
    'Name the authority’s certificate with sslrootcert=FILE, or use sslmode=require to encrypt without checking it.',
    '请用 sslrootcert=FILE 指定签发机构的证书，或用 sslmode=require 只加密而不检查证书。',
  ),
  encrypted: (version: string) => text(`Encrypted (${version}).`, `已加密（${version}）。`),
  plainHere: text('Not encrypted; the server is on this machine.', '未加密；服务器就在本机上。'),
  plainAway: text(
    'Not encrypted: whoever is on the way can read along.',
    '未加密：传输途中的任何人都能读取内容。',
  ),
  addSslmode: text(
    'Add ?sslmode=require (or verify-full with sslrootcert) to the database URL.',
    '请在数据库 URL 中加上 ?sslmode=require（或带 sslrootcert 的 verify-full）。',
  ),
  server: (version: string) => text(`PostgreSQL ${version}.`, `PostgreSQL ${version}。`),
  serverOld: (version: string) =>
    text(`PostgreSQL ${version}; 14 or newer is needed.`, `PostgreSQL ${version}；需要 14 或更高版本。`),
  upgrade: text('Upgrade the server, or use the embedded database.', '请升级服务器，或使用内置数据库。'),

  // privileges and schema
  mayNotUse: (user: string, tables: string) =>
    text(`The user ${user} may not read and write ${tables}.`, `用户 ${user} 无权读写 ${tables}。`),
  grantTables: (tables: string, user: string) =>
    text(
      `As their owner: GRANT SELECT, INSERT, UPDATE, DELETE ON ${tables} TO ${user};`,
      `请以其所有者身份执行：GRANT SELECT, INSERT, UPDATE, DELETE ON ${tables} TO ${user};`,
    ),
  mayUse: (schema: string) => text(`May use schema ${schema}.`, `可以使用架构 ${schema}。`),
  mayNotCreate: (user: string, schema: string) =>
    text(
      `The user ${user} may not create tables in schema ${schema}.`,
      `用户 ${user} 无权在架构 ${schema} 中创建表。`,
    ),
  grantCreate: (schema: string, user: string) =>
    text(
      `As the owner: GRANT CREATE, USAGE ON SCHEMA ${schema} TO ${user};`,
      `请以所有者身份执行：GRANT CREATE, USAGE ON SCHEMA ${schema} TO ${user};`,
    ),
  schemaNewer: (unknown: string) =>
    text(
      `Made by a newer Nexus Scheduler (${unknown}).`,
      `由更新版本的 Nexus Scheduler 建立（${unknown}）。`,
    ),
  update: text('Update this program on this machine.', '请更新本机上的此程序。'),
  schemaCurrent: (steps: number) => text(`Up to date (${steps} steps).`, `已是最新（${steps} 步）。`),
  schemaNone: text('Not set up yet.', '尚未建立。'),
  schemaPending: (pending: string) => text(`To be brought up: ${pending}.`, `有待升级：${pending}。`),
  atNextStart: text(
    'It is set up at the next start; "migrate" does it now.',
    '下次启动时会建立；`migrate` 可立即建立。',
  ),

  // clock, transactions, disk
  clockAhead: (by: Text) =>
    text(
      `This machine’s clock is ${by.en} ahead of the database’s. Tasks run by the database’s.`,
      `本机时钟比数据库快 ${by['zh-CN']}。任务按数据库的时钟运行。`,
    ),
  clockBehind: (by: Text) =>
    text(
      `This machine’s clock is ${by.en} behind the database’s. Tasks run by the database’s.`,
      `本机时钟比数据库慢 ${by['zh-CN']}。任务按数据库的时钟运行。`,
    ),
  clocksAgree: (ms: number) =>
    text(
      `This machine’s and the database’s clock agree to ${ms} ms.`,
      `本机与数据库的时钟相差不超过 ${ms} 毫秒。`,
    ),
  setClock: text(
    'Set this machine’s clock by a time server (NTP), and check the database server’s.',
    '请用时间服务器（NTP）校准本机时钟，并检查数据库服务器的时钟。',
  ),
  answersIn: (ms: string) => text(`The database answers in ${ms} ms.`, `数据库在 ${ms} 毫秒内应答。`),
  runNearer: text(
    'Starts are late by about that much; run the executor nearer to the database.',
    '启动大约会晚这么久；请在离数据库更近的地方运行执行器。',
  ),
  noLongTransaction: text('No transaction is held open for long.', '没有长时间未结束的事务。'),
  longTransaction: (age: Text, pid: number, user: string, program: string) =>
    text(
      `A transaction has been open for ${age.en} (process ${pid}, user ${user}, program "${program}"). It keeps the database from cleaning up, and finding due tasks gets slower and slower.`,
      `有一个事务已打开 ${age['zh-CN']}（进程 ${pid}，用户 ${user}，程序“${program}”）。它使数据库无法清理，查找到期任务会越来越慢。`,
    ),
  endTransaction: (pid: number) =>
    text(
      `Let that program finish, or end it: SELECT pg_terminate_backend(${pid});`,
      `请让该程序完成，或结束它：SELECT pg_terminate_backend(${pid});`,
    ),
  diskUnknown: (folder: string) =>
    text(`The free space of ${folder} is not known.`, `无法得知 ${folder} 的可用空间。`),
  diskFree: (gigabytes: string, folder: string) =>
    text(`${gigabytes} GB free for ${folder}.`, `${folder} 还有 ${gigabytes} GB 可用空间。`),
  makeSpace: text(
    'Make space: a full disk stops the embedded database.',
    '请腾出空间：磁盘已满时内置数据库会停止。',
  ),
  seconds: (count: number) => text(`${count} s`, `${count} 秒`),
  minutes: (count: number) => text(`${count} minutes`, `${count} 分钟`),
} as const;
