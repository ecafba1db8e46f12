import { text } from '../contract/text';

/** What is said when a waiting run is confirmed from here. */
export const confirmationTexts = {
  justConfirmed: (who: string) =>
    text(`${who} has just confirmed this step, or is about to.`, `${who} 刚刚确认了该步骤，或正要确认。`),
  lookInAMoment: text(
    'Look at the run in a moment. Nothing was sent a second time.',
    '请稍后查看该运行。没有重复发送。',
  ),
  stillWaits: (why: string) =>
    text(
      `NexusAI did not answer the confirmation (${why}), and the step still waits there.`,
      `NexusAI 没有答复确认请求（${why}），该步骤仍在那里等待。`,
    ),
  tryAgain: text('Nothing was confirmed. Try again.', '尚未确认任何内容。请重试。'),
  unknown: (why: string) =>
    text(
      `The confirmation was sent, its answer was lost, and NexusAI cannot be asked whether it arrived: ${why}`,
      `确认请求已发送，但没有收到答复，也无法向 NexusAI 询问是否已到达：${why}`,
    ),
  lookInAMinute: text(
    'Look at the run in a minute: it goes on by itself when the confirmation has arrived.',
    '请一分钟后查看该运行：如果确认已到达，它会自行继续。',
  ),
  severalSteps: (run: string, count: number) =>
    text(`Run ${run} waits at ${count} steps.`, `运行 ${run} 在 ${count} 个步骤等待。`),
  nameOne: (steps: string) => text(`Name one: ${steps}.`, `请指定其中一个：${steps}。`),
  nobodyAsked: (step: string, run: string) =>
    text(
      `Nobody is asked to confirm step ${step} of run ${run}.`,
      `运行 ${run} 的步骤 ${step} 没有指定确认人。`,
    ),
  nameSomebody: (url: string, outsideRun: string) =>
    text(
      `Name a person for the step in the task, or confirm it in NexusAI (${url}, run ${outsideRun}).`,
      `请在任务中为该步骤指定确认人，或在 NexusAI 中确认（${url}，运行 ${outsideRun}）。`,
    ),
  othersAsked: (step: string, run: string, people: string, account: string, connection: string) =>
    text(
      `Step ${step} of run ${run} is to be confirmed by ${people}, not by ${account}, the account of connection ${connection}.`,
      `运行 ${run} 的步骤 ${step} 应由 ${people} 确认，而不是连接 ${connection} 的账户 ${account}。`,
    ),
  theyCan: (people: string, url: string, outsideRun: string) =>
    text(
      `${people} can confirm it in NexusAI (${url}, run ${outsideRun}).`,
      `${people} 可以在 NexusAI 中确认（${url}，运行 ${outsideRun}）。`,
    ),
  emptyValues: (step: string, names: string) =>
    text(`Step ${step} needs values that are empty: ${names}.`, `步骤 ${step} 需要的值为空：${names}。`),
  fillIn: text('Fill them in and confirm again.', '请填写后再次确认。'),
  aValue: text('a value', '需要填写'),
} as const;
