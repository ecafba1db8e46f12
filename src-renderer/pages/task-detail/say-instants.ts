import type { WhyAnswer } from '../../../src-main/contract/status';
import type { TimeWords } from '../../time/time-words';

/** A sentence with its instants in the reader's words and zone instead of the command line's. */
export const sayInstants = (
  sentence: string,
  instants: WhyAnswer['instants'],
  time: TimeWords,
  now: Date,
): string =>
  instants.reduce((text, { said, at }) => text.replaceAll(said, time.moment(new Date(at), now)), sentence);
