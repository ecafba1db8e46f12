import { describeReason } from '../../src-main/contract/reason-words';
import type { Run } from '../../src-main/contract/run';
import type { TimeWords } from '../time/time-words';

/**
 * Why a run ended as it did, in the reader's language and zone: the error's own first line, else the reason's words.
 * Empty when there is nothing to say.
 */
export const reasonText = (
  run: Pick<Run, 'error' | 'reason' | 'reasonText'>,
  time: TimeWords,
  now: Date,
): string => {
  if (run.error !== null && run.error.message !== '') return run.error.message.split('\n', 1)[0] ?? '';
  if (run.reason !== null) {
    return describeReason(run.reason, time.locale, (instant) => time.moment(new Date(instant), now));
  }
  return run.reasonText ?? '';
};

const stateWord = /^(?:Missed|Skipped|Cancelled|已错过|已跳过|已取消)[:：]\s*/;

/** The same where the state stands beside it: without the state's word, so that nothing is said twice. */
export const reasonBesideState = (
  run: Parameters<typeof reasonText>[0],
  time: TimeWords,
  now: Date,
): string => {
  const text = reasonText(run, time, now);
  // An error is somebody else's words, and stays as it was written.
  if (run.error !== null && run.error.message !== '') return text;
  const rest = text.replace(stateWord, '');
  return rest.charAt(0).toUpperCase() + rest.slice(1);
};
