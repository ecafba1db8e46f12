import type { RuleProblem } from '../contract/rule';
import { problemWords } from './problem-words';

/** A rule that cannot be read; `problems` name each column to correct, the message says it in English. */
export class InvalidRuleError extends Error {
  readonly code = 'rule_invalid';
  constructor(readonly problems: readonly RuleProblem[]) {
    super(problems.map((problem) => problemWords(problem, 'en')).join(' '));
    this.name = 'InvalidRuleError';
  }
}
