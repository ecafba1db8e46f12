import type { BlockedTask } from '../contract/row-holder';
import type { ExecutorStatus } from '../contract/status';
import type { Problem } from '../contract/errors';

/** What the executor of this process says of itself, in Dates. */
export interface ExecutorFacts {
  readonly phase: ExecutorStatus['phase'];
  readonly startedAt: Date;
  readonly lastPoll: {
    readonly at: Date;
    readonly tookMs: number;
    readonly due: number;
    readonly started: number;
  } | null;
  readonly nextPollAt: Date | null;
  readonly running: readonly {
    readonly runId: string;
    readonly taskId: string;
    readonly taskName: string;
    readonly startedAt: Date;
    readonly waiting: boolean;
  }[];
  readonly queued: number;
  readonly nextDue: { readonly taskId: string; readonly taskName: string; readonly at: Date } | null;
  readonly blocked: readonly BlockedTask[];
  readonly paused: {
    readonly since: Date;
    readonly until: Date | null;
    readonly by: string;
    readonly reason: string | null;
  } | null;
  readonly database: {
    readonly state: ExecutorStatus['database']['state'];
    readonly since: Date;
    readonly nextTryAt: Date | null;
    readonly error: Problem | null;
    readonly skewMs: number | null;
    readonly latencyMs: number | null;
  };
}

export interface StatusBoardOptions {
  readonly executorId: string;
  readonly databaseKind: 'embedded' | 'external';
  readonly facts: () => ExecutorFacts;
  readonly settings: () => { readonly pollIntervalMs: number; readonly slots: number };
  /** Unseen runs that need a person, newest first, and how many there are in all. */
  readonly attention: () => Promise<{ readonly newest: ExecutorStatus['attention']; readonly count: number }>;
}

/** The heart on one page: what the executor does, and what waits for a person. Remembers the attention between changes. */
export class StatusBoard {
  #attention: { readonly newest: ExecutorStatus['attention']; readonly count: number } = {
    newest: [],
    count: 0,
  };

  constructor(private readonly options: StatusBoardOptions) {}

  /** Reads anew what needs attention; keeps what it knew when the database is away. */
  async refresh(): Promise<void> {
    try {
      this.#attention = await this.options.attention();
    } catch {
      // The database is away; the status itself says so.
    }
  }

  /** Everything as it is now, without asking the database. */
  status(): ExecutorStatus {
    const { facts, settings, executorId, databaseKind } = this.options;
    const now = facts();
    const { pollIntervalMs, slots } = settings();
    const { database } = now;
    return {
      phase: now.phase,
      executorId,
      startedAt: now.startedAt.toISOString(),
      pollIntervalMs,
      lastPoll: now.lastPoll === null ? null : { ...now.lastPoll, at: now.lastPoll.at.toISOString() },
      nextPollAt: iso(now.nextPollAt),
      slots,
      running: now.running.map((run) => ({ ...run, startedAt: run.startedAt.toISOString() })),
      queued: now.queued,
      nextDue: now.nextDue === null ? null : { ...now.nextDue, at: now.nextDue.at.toISOString() },
      blocked: [...now.blocked],
      paused:
        now.paused === null
          ? null
          : { ...now.paused, since: now.paused.since.toISOString(), until: iso(now.paused.until) },
      attention: this.#attention.newest,
      attentionCount: this.#attention.count,
      database: {
        state: database.state,
        kind: databaseKind,
        since: database.since.toISOString(),
        latencyMs: database.latencyMs,
        skewMs: database.skewMs,
        nextTryAt: iso(database.nextTryAt),
        error: database.error?.info ?? null,
      },
    };
  }
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
