import { mostBlocked } from './blocked-tasks';
import { leaseMs } from './database-link';
import type { ExecutorSnapshot } from './executor';
import type { Ledger } from './ledger';
import { isDead, type ProcessIdentity } from './orphan-verdict';

/**
 * What the executors of a database are doing, seen by a process that runs none: a command of the command line. Only what
 * the database knows; the polls of another process are its own affair.
 * @throws Problem when the database is away
 */
export const observedSnapshot = async (
  ledger: Pick<Ledger, 'ahead' | 'blockedTasks' | 'otherExecutors' | 'sharedPause'>,
  identity: ProcessIdentity,
): Promise<ExecutorSnapshot> => {
  const others = await ledger.otherExecutors();
  const alive = others.some((other) => !isDead(other, identity, leaseMs, leaseMs));
  const { now, nextDueAt, nextDueTask } = await ledger.ahead();
  return {
    phase: alive ? 'running' : 'stopped',
    startedAt: now,
    lastPoll: null,
    nextPollAt: null,
    running: [],
    queued: 0,
    nextDue:
      nextDueAt === null || nextDueTask === null
        ? null
        : { taskId: nextDueTask.id, taskName: nextDueTask.name, at: nextDueAt },
    blocked: await ledger.blockedTasks(mostBlocked),
    paused: await ledger.sharedPause(),
    database: { state: 'connected', since: now, nextTryAt: null, error: null, skewMs: null, latencyMs: null },
  };
};
