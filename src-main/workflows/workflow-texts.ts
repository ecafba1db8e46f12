import { text, type Text } from '../contract/text';

/** What inputs, targets and requests say when a workflow cannot be started or followed by them. */
export const workflowTexts = {
  // targets
  noConnector: (name: string) => text(`There is no connector named ${name}.`, `没有名为 ${name} 的连接器。`),
  useOneOf: (names: string) => text(`Use one of ${names}.`, `请使用以下之一：${names}。`),
  unknown: text('unknown', '未知'),
  targetInvalid: (connector: string) =>
    text(`The configuration of this ${connector} target is not valid.`, `此 ${connector} 目标的配置无效。`),
  correctTarget: text(
    'Correct the named fields; docs has an example for each kind of target.',
    '请更正所列字段；文档中有每种目标的示例。',
  ),
  field: (path: string, says: Text) => text(`${path}: ${says.en}`, `${path}：${says['zh-CN']}`),
  notAnObject: text('not an object', '不是对象'),

  // inputs
  inputFormat: (why: string) => text(`Invalid input format: ${why}`, `输入格式无效：${why}`),
  notADictionary: text('Inputs must be a dictionary', '输入必须是由名称和值组成的对象'),
  nameMissing: (name: string) =>
    text(
      `The template names {{${name}}}, which this run does not have.`,
      `模板引用了 {{${name}}}，而此次运行没有该值。`,
    ),
  argumentNul: text('An argument would contain a NUL character.', '某个参数会包含 NUL 字符。'),
  headerCharacter: (name: string) =>
    text(
      `The header ${name} would contain a character that headers cannot carry.`,
      `请求头 ${name} 会包含请求头不允许的字符。`,
    ),
  mustBe: (name: string, expected: Text, given: Text) =>
    text(
      `Variable '${name}' must be ${expected.en}, not ${given.en}.`,
      `变量“${name}”必须是${expected['zh-CN']}，而不是${given['zh-CN']}。`,
    ),
  mustBeJson: (name: string, given: Text) =>
    text(
      `Variable '${name}' must be JSON text, which ${given.en} is not.`,
      `变量“${name}”必须是 JSON 文本，而${given['zh-CN']}不是。`,
    ),
  incompleteElement: (index: number, name: string) =>
    text(
      `Element ${index} of variable '${name}' must be a complete variable with name and type.`,
      `变量“${name}”的第 ${index} 个元素必须是包含名称和类型的完整变量。`,
    ),
  requiredEmpty: (name: string) =>
    text(`Required variable '${name}' has no value.`, `必填变量“${name}”没有值。`),
  tooLong: (name: string, most: number, length: number) =>
    text(
      `Value of variable '${name}' exceeds maximum length of ${most}: it has ${length}.`,
      `变量“${name}”的值超过最大长度 ${most}：现有 ${length} 个字符。`,
    ),
  nothingToSend: text('Invalid inputs format after processing', '处理后的输入格式无效'),
  noStartVariables: text('The Start node has no input variables set.', '开始节点没有设置输入变量。'),
  aText: text('text', '文本'),
  aNumber: text('a number', '数字'),
  aList: text('a list', '列表'),
  anObject: text('an object', '对象'),
  aFileId: text('the id of an uploaded file', '已上传文件的编号'),
  nothing: text('nothing', '空值'),
  aValue: (kind: Text, shown: string) => text(`${kind.en} ${shown}`, `${kind['zh-CN']} ${shown} `),
  aString: text('string', '文本'),
  aPlainNumber: text('number', '数字'),
  aBoolean: text('boolean', '布尔值'),

  // requests
  notUrl: (given: string) => text(`"${given}" is not a URL.`, `“${given}”不是 URL。`),
  onlyHttp: (protocol: string) =>
    text(
      `Only http and https can be asked, not ${protocol}`,
      `只能访问 http 和 https，而不能访问 ${protocol}`,
    ),
  linkLocal: (host: string) =>
    text(
      `${host} is a link-local or metadata address; such requests are refused unless the settings allow them.`,
      `${host} 是链路本地地址或元数据地址；除非在设置中允许，否则拒绝此类请求。`,
    ),
  linkLocalName: (host: string, address: string) =>
    text(
      `${host} is at ${address}, a link-local or metadata address; such requests are refused unless the settings allow them.`,
      `${host} 位于 ${address}，这是链路本地地址或元数据地址；除非在设置中允许，否则拒绝此类请求。`,
    ),
  redirects: (most: number, location: string) =>
    text(
      `More than ${most} redirects, the last to ${location}.`,
      `重定向超过 ${most} 次，最后一次到 ${location}。`,
    ),
  toldToStop: text('Told to stop.', '已收到停止指令。'),
  notFinished: (ms: number) => text(`Not finished within ${ms} ms.`, `未能在 ${ms} 毫秒内完成。`),
  noConnection: (ms: number) => text(`No connection within ${ms} ms.`, `未能在 ${ms} 毫秒内建立连接。`),
  noAnswer: (ms: number) => text(`No answer within ${ms} ms.`, `未能在 ${ms} 毫秒内收到答复。`),
  nothingThere: (where: string) => text(`Nothing answers at ${where}.`, `${where} 没有响应。`),
  unknownHost: (host: string) => text(`The name ${host} is not known here.`, `本机无法解析主机名 ${host}。`),
  noWay: (where: string, code: string) =>
    text(`There is no way to ${where} now (${code}).`, `目前无法连通 ${where}（${code}）。`),
  brokenOff: (where: string) => text(`${where} broke the connection off.`, `${where} 中断了连接。`),
  noTls: (where: string) =>
    text(
      `${where} does not speak TLS: its address may have to begin with http:// instead.`,
      `${where} 不使用 TLS：其地址可能应以 http:// 开头。`,
    ),
  proxyRefused: (proxy: string, status: number) =>
    text(
      `The proxy ${proxy} refused to connect (HTTP ${status}).`,
      `代理 ${proxy} 拒绝建立连接（HTTP ${status}）。`,
    ),
  proxySignIn: (proxy: string) =>
    text(
      `The proxy ${proxy} wants a user and a password (HTTP 407): write them in its address.`,
      `代理 ${proxy} 要求用户名和密码（HTTP 407）：请写在其地址中。`,
    ),
  proxyKind: (kind: string, proxy: string) =>
    text(
      `The proxy ${proxy} is of the kind ${kind}; only http and https proxies can be used.`,
      `代理 ${proxy} 的类型为 ${kind}；只能使用 http 和 https 代理。`,
    ),
  unknownAuthority: (why: string) =>
    text(
      `The server’s certificate is not trusted, for the authority that signed it is unknown here (${why}). Name the authority’s file in the connection, or in NODE_EXTRA_CA_CERTS.`,
      `服务器的证书不受信任，因为本机不认识其签发机构（${why}）。请在连接中或在 NODE_EXTRA_CA_CERTS 中指定该机构的证书文件。`,
    ),
  jobFailed: (status: number) => text(`HTTP ${status}`, `HTTP ${status}`),
  noStatusUrl: text('no status URL', '答复中没有状态地址'),

  // rules for answers
  statusIs: (status: number, wanted: readonly (string | number)[]) =>
    text(
      `the status is ${status}, not ${wanted.join(' or ')}`,
      `状态码是 ${status}，而不是 ${wanted.join(' 或 ')}`,
    ),
  answerTooLarge: text('the answer is larger than maxBody', '答复超过 maxBody 的上限'),
  answerNotJson: text('the answer is not JSON', '答复不是 JSON'),
  nothingAt: (path: string) => text(`the answer has nothing at ${path}`, `答复在 ${path} 处没有内容`),
  valueIs: (path: string, value: string, wanted: string) =>
    text(`${path} is ${value}, not ${wanted}`, `${path} 是 ${value}，而不是 ${wanted}`),

  // commands
  relativeProgram: (program: string) =>
    text(
      `"${program}" is relative: give an absolute path, or a name from PATH`,
      `“${program}”是相对路径：请填写绝对路径，或 PATH 中的名称`,
    ),
  noFolder: (folder: string) =>
    text(`There is no folder "${folder}" to run it in.`, `没有可供其运行的文件夹“${folder}”。`),
  commandTooLarge: text(
    'Its arguments and environment are larger than the system allows; large input belongs on standard input.',
    '其参数和环境变量超过系统允许的大小；大量输入请通过标准输入传递。',
  ),
  commandNul: text(
    'A NUL character stands in its program, folder or environment.',
    '其程序、文件夹或环境变量中含有 NUL 字符。',
  ),

  // stopped on request
  stoppedAtServer: text(
    'Stopped while the server was at it; what was sent cannot be taken back.',
    '已在服务器处理期间停止；发送的内容无法撤回。',
  ),
  stoppedBeforeSending: text('Stopped before the request was sent.', '在发送请求之前已停止。'),
  stoppedBeforeCommand: text('Stopped before the command was started.', '在启动命令之前已停止。'),
  noLongerFollowed: text(
    'No longer followed. The job itself may go on: its server was not told to stop it.',
    '不再跟踪。作业本身可能仍在继续：没有通知其服务器停止。',
  ),
  familyEnded: text('The command and all it started were ended.', '命令及其启动的所有进程均已结束。'),
  sampleStopped: text('The sample was told to stop.', '示例已收到停止指令。'),

  // the sample
  lookingAround: text('Looking around', '四处看看'),
  doingWork: text('Doing a little work', '做一点工作'),
  writingDown: text('Writing down the result', '写下结果'),
  done: text('Done', '完成'),
} as const;
