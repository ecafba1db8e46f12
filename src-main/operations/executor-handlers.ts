import type { Handlers } from '../contract/api';
import { Problem } from '../contract/errors';
import type { ExecutorStatus } from '../contract/status';
import { operationTexts } from './operation-texts';
import { auditEntry } from './audit-diff';
import type { SharedPauseState } from './shared-pause';
import type { StateRecords } from './state-records';
import type { StatusSource } from './status-source';

/** What an operator can do with the executor. */
export interface ExecutorOperations {
  readonly state: StateRecords;
  readonly status: StatusSource;
  readonly now: () => Date;
}

/**
 * Pause and resume hold for every executor of the database. The answer has the new pause already, although this
 * process's executor hears of it a moment later.
 */
export function executorHandlers({ state, status, now }: ExecutorOperations): Handlers['executor'] {
  const withPause = async (paused: SharedPauseState | null): Promise<ExecutorStatus> => ({
    ...(await status.status()),
    paused,
  });
  return {
    status: () => status.status(),
    pollNow: async () => {
      await status.pollNow();
      return {};
    },
    pause: async ({ until, reason }, caller) => {
      if (until !== null && Date.parse(until) <= now().getTime())
        throw new Problem('invalid_input', operationTexts.pauseInPast, {
          remedy: operationTexts.laterOrNone,
          issues: [{ path: 'until', message: operationTexts.mustBeAhead }],
        });
      const changes = { paused: { from: null, to: { until, reason } } };
      const by = caller.actor;
      return withPause(
        await state.pause({ until, by, reason }, auditEntry(caller, 'executor.pause', changes)),
      );
    },
    resume: async (_, caller) => {
      await state.resume(auditEntry(caller, 'executor.resume'));
      return withPause(null);
    },
    retryDatabase: async () => {
      await status.retryDatabase();
      return {};
    },
  };
}
