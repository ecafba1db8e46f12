import { text, type Text } from '../../contract/text';

/** What is said about confirming a step in NexusAI. */
export const confirmationTexts = {
  notThere: text(
    'The run waits for nothing that could be confirmed in NexusAI.',
    '该运行没有等待可在 NexusAI 中确认的步骤。',
  ),
  onlyNexus: text(
    'Only a run that goes on in NexusAI can be confirmed.',
    '只有在 NexusAI 中进行的运行才能确认。',
  ),
  noConnection: (name: string) =>
    text(
      `This computer has no NexusAI connection ${name}, through which the run was started.`,
      `本机没有启动该运行所用的 NexusAI 连接 ${name}。`,
    ),
  confirmElsewhere: text(
    'Confirm it in NexusAI, or on the computer that has the connection.',
    '请在 NexusAI 中确认，或在有该连接的电脑上确认。',
  ),
  correctValue: text(
    'Correct the value and confirm again; nothing was confirmed.',
    '请更正该值后再次确认；尚未确认任何内容。',
  ),
  refused: (why: Text) => text(`NexusAI refused: ${why.en}`, `NexusAI 拒绝了：${why['zh-CN']}`),
  lookThere: text(
    'Nothing was confirmed. Look at the run in NexusAI.',
    '尚未确认任何内容。请在 NexusAI 中查看该运行。',
  ),
  notAsked: (why: Text) => text(`NexusAI could not be asked: ${why.en}`, `无法询问 NexusAI：${why['zh-CN']}`),
  testConnection: text(
    'Nothing was confirmed. Test the connection under Settings, then try again.',
    '尚未确认任何内容。请在“设置”中测试连接，然后重试。',
  ),
  nothingProduced: text('The step has produced nothing to confirm.', '该步骤没有产生可确认的内容。'),
  noSuchValue: (name: string) =>
    text(`The step has no value named '${name}'.`, `该步骤没有名为“${name}”的值。`),
} as const;
