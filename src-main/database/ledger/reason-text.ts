import { describeReason } from '../../contract/reason-words';
import type { Reason } from '../../contract/run';
import { storableText } from './storable-json';

/** The words of a reason as they are stored: English, for whoever reads the table. */
export const reasonText = (reason: Reason | null): string | null =>
  reason === null ? null : storableText(describeReason(reason, 'en'));
