import type { Json, JsonObject } from '../../contract/primitives';
import { cutText, storableText } from '../cut-text';
import { keptJson } from '../kept-json';
import { answerJson } from './answer-rule';
import type { HttpAnswer } from './http-exchange';

/** Characters of a body that the ledger keeps. */
export const keptBody = 65_536;

/** What the ledger keeps of an answer: its status and its body, as JSON when that is small enough, else its beginning. */
export const answerResult = (answer: HttpAnswer): JsonObject => {
  const text = storableText(answer.body.toString('utf8'));
  const parsed = text.length <= keptBody ? answerJson(answer) : undefined;
  const kept = text === '' ? null : cutText(text, keptBody);
  const body: Json = parsed === undefined ? kept : keptJson(parsed, keptBody);
  return {
    status: answer.status,
    body,
    ...(answer.truncated ? { truncated: true } : {}),
    ...(answer.cut ? { cut: true } : {}),
  };
};
