import type { ExecutorStatus } from '../../../src-main/contract/status';
import type { WallClock } from '../../../src-main/desktop/wall-clock';

export const noon = new Date('2026-11-24T12:00:00.000Z');

/** A wall that shows UTC. */
export const utcWall: WallClock = {
  read: (at) => ({
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
    weekday: at.getUTCDay() === 0 ? 7 : at.getUTCDay(),
  }),
  onDay: (at, days, hour, minute) =>
    new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate() + days, hour, minute)),
};

/** An executor with nothing to do, changed as a test says. */
export const statusWith = (changes: Partial<ExecutorStatus> = {}): ExecutorStatus => ({
  phase: 'running',
  executorId: 'e1',
  startedAt: '2026-11-24T08:00:00.000Z',
  pollIntervalMs: 60_000,
  lastPoll: null,
  nextPollAt: null,
  slots: 5,
  running: [],
  queued: 0,
  nextDue: { taskId: '9', taskName: 'Nightly report', at: '2026-11-24T14:05:00.000Z' },
  blocked: [],
  paused: null,
  attention: [],
  attentionCount: 0,
  database: {
    state: 'connected',
    kind: 'embedded',
    since: '2026-11-24T08:00:00.000Z',
    latencyMs: 1,
    skewMs: 0,
    nextTryAt: null,
    error: null,
  },
  ...changes,
});

export const attentionItem = (
  runId: string,
  status = 'failed',
  taskName = 'Price crawler',
): ExecutorStatus['attention'][number] => ({
  runId,
  taskId: `1${runId}`,
  taskName,
  status,
  at: '2026-11-24T10:00:00.000Z',
  message: 'exit code 3',
});

export const runningItem = (
  runId: string,
  taskName: string,
  seconds: number,
): ExecutorStatus['running'][number] => ({
  runId,
  taskId: `1${runId}`,
  taskName,
  startedAt: new Date(noon.getTime() - seconds * 1000).toISOString(),
  waiting: false,
});

/** A due task whose row somebody's psql holds. */
export const blockedItem: ExecutorStatus['blocked'][number] = {
  taskId: '9',
  taskName: 'Nightly report',
  dueAt: '2026-11-24T11:00:00.000Z',
  holder: { pid: 4711, user: 'ada', program: 'psql', since: '2026-11-24T10:58:00.000Z' },
};
