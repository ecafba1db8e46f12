import { Problem } from '../contract/errors';
import type { JsonObject } from '../contract/primitives';
import type { RunContext } from '../executor/connector';
import type { Clock } from './clock';

const firstPauseMs = 500;
const longestPauseMs = 10_000;

/**
 * Writes by what a run can be found again, however long the database is away: what happens outside goes on meanwhile,
 * and ending the run for it would be an outcome that is not true.
 * @returns false when the run was told to stop before it could be written
 * @throws Problem when the database refuses it for another reason
 */
export const keepReference = async (run: RunContext, ref: JsonObject, clock: Clock): Promise<boolean> => {
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      await run.reference(ref);
      return true;
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'database_unreachable') throw error;
      if (run.signal.aborted) return false;
      await clock.wait(pauseMs, run.signal);
    }
  }
};
