import { z } from 'zod';
import type { Json } from '../contract/primitives';
import type { Outcome, Reason, ReasonCode, ReasonParams } from '../contract/run';
import type { Text } from '../contract/text';
import type { Ended, StopReason } from '../executor/connector';

const stopReasons = z.enum(['cancelled', 'timeout', 'stopping', 'fenced']);

/** Why the run's signal was aborted. */
export const stopReasonOf = (signal: AbortSignal): StopReason => {
  const reason = stopReasons.safeParse(signal.reason);
  return reason.success ? reason.data : 'stopping';
};

export const succeeded = (result: Json | null): Ended => ({
  kind: 'ended',
  outcome: 'succeeded',
  reason: null,
  result,
  error: null,
});

interface Failure {
  readonly outcome?: Outcome;
  readonly params?: ReasonParams;
  readonly result?: Json | null;
  readonly step?: string | null;
  readonly detail?: Json;
}

/** An ending other than success: the reason for the ledger, `message` for the operator. */
export const failed = (code: ReasonCode, message: string, failure: Failure = {}): Ended => ({
  kind: 'ended',
  outcome: failure.outcome ?? 'failed',
  reason: { code, params: failure.params ?? {} },
  result: failure.result ?? null,
  error: { message, step: failure.step ?? null, detail: failure.detail ?? null },
});

/**
 * The ending of a run that was told to stop. Who cancelled and how long the timeout was is known to the executor, so
 * `reason` stays null there.
 */
export const stoppedBy = (stop: StopReason, says: Text, result: Json | null = null): Ended => {
  const error = { message: says.en, messageZhCn: says['zh-CN'], step: null, detail: null };
  const ending = (outcome: Outcome, reason: Reason | null): Ended => ({
    kind: 'ended',
    outcome,
    reason,
    result,
    error,
  });
  if (stop === 'cancelled') return ending('cancelled', null);
  if (stop === 'timeout') return ending('timed_out', null);
  if (stop === 'stopping') return ending('cancelled', { code: 'stopped', params: {} });
  return ending('abandoned', { code: 'executor_lost', params: {} });
};
