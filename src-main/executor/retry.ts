import { z } from 'zod';
import type { Outcome } from '../contract/run';
import { retryableOutcome, type RetryableOutcome } from '../contract/task';

/** When a run that ended badly is tried again. Delays in milliseconds. */
export interface RetryPolicy {
  /** Attempts after the first one; 0 = none. */
  readonly attempts: number;
  readonly delayMs: number;
  readonly on: readonly RetryableOutcome[];
}

const longestDelayMs = 86_400_000;
const onChoice = z.array(retryableOutcome).catch([]);

/** A task's own retry columns over the defaults; a list that cannot be read retries nothing. */
export const retryPolicy = (
  own: {
    readonly retryAttempts: number | null;
    readonly retryDelayMs: number | null;
    readonly retryOn: unknown;
  },
  defaults: RetryPolicy,
): RetryPolicy => ({
  attempts: own.retryAttempts ?? defaults.attempts,
  delayMs: own.retryDelayMs ?? defaults.delayMs,
  on: own.retryOn === null || own.retryOn === undefined ? defaults.on : onChoice.parse(own.retryOn),
});

/**
 * The delay before the next attempt, or null when the run ends here: the delay doubles with every attempt, up to a day,
 * and is spread by a fifth so that many failures of one server do not come back together.
 * @param attempt the attempt that just ended, from 1
 * @param random in [0, 1)
 */
export const retryDelayMs = (
  policy: RetryPolicy,
  attempt: number,
  outcome: Outcome,
  random: () => number = Math.random,
): number | null => {
  if (attempt > policy.attempts || !policy.on.some((retryable) => retryable === outcome)) return null;
  const grown = Math.min(policy.delayMs * 2 ** (attempt - 1), longestDelayMs);
  return Math.round(grown * (0.9 + 0.2 * random()));
};
