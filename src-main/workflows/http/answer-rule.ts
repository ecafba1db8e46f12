import { json, type Json } from '../../contract/primitives';
import type { Text } from '../../contract/text';
import { jsonPathSteps, valueAt } from '../json-path';
import { workflowTexts } from '../workflow-texts';
import type { AnswerRule, StatusPattern } from './http-config';
import type { HttpAnswer } from './http-exchange';

const matchesOne = (status: number, pattern: StatusPattern): boolean => {
  if (typeof pattern === 'number') return status === pattern;
  if (pattern.endsWith('xx')) return Math.floor(status / 100) === Number(pattern[0]);
  const [from, to] = pattern.split('-').map(Number);
  return from !== undefined && status >= from && status <= (to ?? from);
};

export const matchesStatus = (status: number, patterns: StatusPattern | readonly StatusPattern[]): boolean =>
  [patterns].flat().some((pattern) => matchesOne(status, pattern));

/** The answer's body as JSON, or undefined when it is none or was not read whole. */
export const answerJson = (answer: HttpAnswer): Json | undefined => {
  if (answer.truncated || answer.cut) return undefined;
  try {
    return json.parse(JSON.parse(answer.body.toString('utf8')));
  } catch {
    return undefined;
  }
};

const same = (a: Json, b: Json): boolean => {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return (
    left.length === right.size &&
    left.every(([key, value]) => {
      const other = right.get(key);
      return other !== undefined && same(value, other);
    })
  );
};

/** Why the answer does not meet the rule, in words; null when it does. */
export const unmet = (rule: AnswerRule, answer: HttpAnswer): Text | null => {
  if (rule.status !== null && rule.status !== undefined && !matchesStatus(answer.status, rule.status)) {
    return workflowTexts.statusIs(answer.status, [rule.status].flat());
  }
  if (rule.jsonPath === null || rule.jsonPath === undefined) return null;
  const body = answerJson(answer);
  if (body === undefined) {
    return answer.truncated ? workflowTexts.answerTooLarge : workflowTexts.answerNotJson;
  }
  const value = valueAt(body, jsonPathSteps(rule.jsonPath) ?? []);
  if (value === undefined) return workflowTexts.nothingAt(rule.jsonPath);
  if (rule.equals === undefined) return null;
  const expected = Array.isArray(rule.equals) ? rule.equals : [rule.equals];
  if (same(value, rule.equals) || expected.some((one) => same(value, one))) return null;
  const [given, wanted] = [value, rule.equals].map((one) => JSON.stringify(one).slice(0, 200));
  return workflowTexts.valueIs(rule.jsonPath, given ?? '', wanted ?? '');
};
