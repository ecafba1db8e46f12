import { text, type Text } from '../../contract/text';

/** What a NexusAI server and its runs make us say. */
export const nexusTexts = {
  notAsked: text('Not asked yet.', '尚未测试。'),
  signedIn: (who: string) => text(`Signed in as ${who}.`, `已以 ${who} 的身份登录。`),
  signedInTeam: (who: string, team: string) =>
    text(`Signed in as ${who}, team ${team}.`, `已以 ${who} 的身份登录，团队 ${team}。`),
  noToken: text(
    'The server accepts neither the token nor a new one.',
    '服务器既不接受现有令牌，也不接受新令牌。',
  ),
  notUnderstood: (path: string, why: Text) =>
    text(`The answer of ${path} is not understood: ${why.en}`, `无法识别 ${path} 的答复：${why['zh-CN']}`),
  answered: (status: number) => text(`The server answered ${status}.`, `服务器返回状态码 ${status}。`),
  answerTooLarge: (bytes: number) =>
    text(`The answer is larger than ${bytes} bytes.`, `答复超过 ${bytes} 字节。`),
  answerCut: text('The answer ended in the middle.', '答复中途中断。'),
  answerUnreadable: text('The answer cannot be read.', '无法读取答复。'),
  notNexus: (status: number) =>
    text(
      `This does not look like a NexusAI server: status ${status}.`,
      `这似乎不是 NexusAI 服务器：状态码 ${status}。`,
    ),
  notNexusMoved: (status: number, location: string) =>
    text(
      `This does not look like a NexusAI server: status ${status}, to ${location}.`,
      `这似乎不是 NexusAI 服务器：状态码 ${status}，转到 ${location}。`,
    ),
  notNexusSignIn: (status: number) =>
    text(
      `This does not look like a NexusAI server: status ${status} to the sign-in.`,
      `这似乎不是 NexusAI 服务器：登录时返回状态码 ${status}。`,
    ),
  answeredSignIn: (status: number) =>
    text(`The server answered ${status} to the sign-in.`, `登录时服务器返回状态码 ${status}。`),
  refusedSilently: text('The server refused, without saying why.', '服务器拒绝了请求，但没有说明原因。'),
  notAccepted: text('not accepted', '未被接受'),
  caUnreadable: (file: string) =>
    text(`The certificate file ${file} cannot be read.`, `无法读取证书文件 ${file}。`),
  noPassword: (name: string) =>
    text(`This machine has no password for the connection "${name}".`, `本机没有连接“${name}”的密码。`),
  toldToStop: text('Told to stop.', '已收到停止指令。'),

  // stopped on request
  stoppedBefore: text('Stopped before anything was started.', '在启动任何内容之前已停止。'),
  notAnsweredYet: text(
    'The start was sent and not answered yet; the run may go on in NexusAI.',
    '启动请求已发送，尚未得到答复；运行可能会在 NexusAI 中继续。',
  ),
  notAnswered: text(
    'The start was sent and not answered; the run may go on in NexusAI.',
    '启动请求已发送，没有得到答复；运行可能会在 NexusAI 中继续。',
  ),
  pausedThere: text(
    'NexusAI cannot cancel a run. It was paused there: the step under way finishes, no other begins.',
    'NexusAI 无法取消运行。已在其中暂停：正在进行的步骤会完成，不会再开始其他步骤。',
  ),
  notPausedThere: (why: Text) =>
    text(
      `The run could not be paused in NexusAI and goes on there: ${why.en}`,
      `无法在 NexusAI 中暂停该运行，它会在那里继续：${why['zh-CN']}`,
    ),

  // runs
  done: text('Done', '完成'),
  failed: text('Failed', '失败'),
  failedAt: (step: string) => text(`Failed at ${step}`, `在 ${step} 失败`),
  waitingAt: (step: string) => text(`Waiting at ${step}`, `在 ${step} 等待`),
  paused: text('Paused in NexusAI', '已在 NexusAI 中暂停'),
  betweenSteps: text('Between steps', '步骤之间'),
  failedSilently: text('The workflow failed without saying why.', '工作流失败，但没有说明原因。'),
  failedUnseen: text(
    'The workflow failed; NexusAI cannot show why (its page of the run answers with an error).',
    '工作流失败；NexusAI 无法显示原因（其运行页面返回错误）。',
  ),
} as const;
