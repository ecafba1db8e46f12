import type { BulkAnswer } from '../../src-main/contract/api';
import type { Toasts } from './toasts';

const refuse = ({ failed: [first] }: BulkAnswer): void => {
  if (first !== undefined) throw new Error([first.error.message, first.error.remedy ?? ''].join(' ').trim());
};

/**
 * Says what became of a command on one task, and offers to take back what it changed; nothing to take back is offered
 * where the task was so already. @throws what the command was refused for
 */
export const tellUndoable = (
  toasts: Toasts,
  answer: BulkAnswer,
  sentence: string,
  undo: (ids: string[]) => Promise<BulkAnswer>,
  subject: string,
): void => {
  refuse(answer);
  if (answer.changed.length === 0) toasts.done(sentence, subject);
  else toasts.undoable(sentence, async () => refuse(await undo(answer.changed)), subject);
};
