import { Problem } from '../contract/errors';
import type { RuleProblem } from '../contract/rule';
import { problemWords } from './problem-words';

/** A rule that cannot be read; `problems` name each column to correct, the message says it in English. */
export class InvalidRuleError extends Problem {
  constructor(readonly problems: readonly RuleProblem[]) {
    super('invalid_input', problems.map((problem) => problemWords(problem, 'en')).join(' '), {
      remedy: 'Correct the named fields and try again.',
      issues: problems.map((problem) => ({ path: problem.field, message: problemWords(problem, 'en') })),
    });
    this.name = 'InvalidRuleError';
  }
}
