import { contractTexts } from '../contract/contract-texts';
import { Problem } from '../contract/errors';
import type { RuleProblem } from '../contract/rule';
import { sentences } from '../contract/text';
import { problemText } from './problem-words';

/** A rule that cannot be read; `problems` name each column to correct, the message says it in English. */
export class InvalidRuleError extends Problem {
  constructor(readonly problems: readonly RuleProblem[]) {
    const texts = problems.map(problemText);
    super('invalid_input', sentences(texts), {
      remedy: contractTexts.correctFields,
      issues: problems.map((problem) => ({ path: problem.field, message: problemText(problem) })),
    });
    this.name = 'InvalidRuleError';
  }
}
