import type { BlockedTask } from '../contract/row-holder';
import type { Json, JsonObject } from '../contract/primitives';
import type {
  AttemptRecord,
  LogStream,
  Outcome,
  Reason,
  StoredError,
  StoredProgress,
  RunState,
  RunStep,
  Trigger,
  WaitingFor,
} from '../contract/run';
import type { RuleColumns } from '../recurrence/rule-from-columns';

/** A due task as stored: loose on purpose, because others write these rows; `decide` makes sense of it. */
export interface DueTask {
  readonly id: string;
  readonly name: string;
  readonly userId: string;
  readonly appId: string;
  readonly workflowId: string;
  /** The rule's columns under NexusAI's names, for `ruleFromColumns`. */
  readonly columns: RuleColumns;
  /** Equal for tasks with equal `columns`, where it costs less than they do. */
  readonly ruleKey?: string;
  /** The planned instant: `next_run_time` as stored. */
  readonly plannedAt: Date;
  readonly executionCount: number;
  readonly maxExecutions: number;
  readonly policies: {
    readonly missed: string | null;
    readonly overlap: string | null;
  };
  /** Unfinished runs of the task now. */
  readonly openRuns: number;
  /** Those of them that wait their turn behind another. */
  readonly waitingTurn: number;
}

/** A ledger row to be written by a claim. */
export interface NewRun {
  readonly plannedAt: Date;
  readonly trigger: Trigger;
  readonly outcome: Outcome | null;
  readonly reason: Reason | null;
  readonly covers: number;
  readonly coversUntil: Date | null;
  /** Starts only when no other run of the task is open. */
  readonly serial: boolean;
  /** Becomes the claiming executor's at once; otherwise it waits in the queue for its turn. */
  readonly ready: boolean;
}

/** What becomes of a due task: the rows to write, where it moves on to, and whether it ends. */
export interface Decision {
  readonly taskId: string;
  readonly runs: readonly NewRun[];
  /** Null = no further occurrence. */
  readonly nextRunAt: Date | null;
  /** Planned starts to count. */
  readonly executions: number;
  /** The task ends now (status 2) because nothing of it will run; a task with a run under way ends when that ends. */
  readonly endNow: boolean;
  /** Put on hold with this reason: the row cannot be understood. */
  readonly hold: string | null;
  /** Open runs of the task are asked to stop first. */
  readonly cancelOpen: boolean;
}

/** A queued run of ours, with all that its start needs. */
export interface ClaimedRun {
  readonly runId: string;
  readonly taskId: string;
  readonly taskName: string;
  readonly plannedAt: Date;
  readonly trigger: Trigger;
  readonly state: RunState;
  /** Attempts made so far. */
  readonly attempt: number;
  readonly attempts: readonly AttemptRecord[];
  readonly serial: boolean;
  readonly startedAt: Date | null;
  /** As stored: a value, or JSON text of one. */
  readonly input: unknown;
  readonly nodeConfirmUsers: unknown;
  readonly externalRef: JsonObject | null;
  /** Taken over from another executor while it was started. */
  readonly adopted: boolean;
  /** Log lines of the present attempt already stored. */
  readonly logLines: number;
  readonly cancelRequestedBy: string | null;
  readonly retryAttempts: number | null;
  readonly retryDelayMs: number | null;
  readonly retryOn: unknown;
  readonly timeoutMs: number | null;
  readonly userId: string;
  readonly appId: string;
  readonly workflowId: string;
  readonly user: { readonly teamId: string; readonly nickname: string; readonly status: number } | null;
  readonly app: { readonly name: string; readonly status: number; readonly publishStatus: number } | null;
  readonly workflow: {
    readonly name: string;
    readonly status: number;
    readonly publishStatus: number;
  } | null;
  readonly target: {
    readonly connector: string;
    readonly config: unknown;
    readonly inputDefinition: unknown;
  } | null;
}

/** The end of a run (or of one of its attempts when `retryAfterMs` is set). */
export interface Settlement {
  readonly runId: string;
  readonly taskId: string;
  readonly taskName: string;
  readonly outcome: Outcome;
  readonly reason: Reason | null;
  readonly result: Json | null;
  readonly error: StoredError | null;
  readonly attempts: readonly AttemptRecord[] | null;
  /** What it had said last and could not be written while the database was away. */
  readonly report: RunReport | null;
  /** Set = the run goes back to the queue for so long (ms) instead of ending. */
  readonly retryAfterMs: number | null;
}

/** Changes to a run while it goes; written at most about once a second. */
export interface RunReport {
  readonly runId: string;
  readonly progress?: StoredProgress;
  readonly steps?: readonly RunStep[];
  readonly waitingFor?: WaitingFor | null;
  readonly result?: Json;
}

export interface LedgerLogLine {
  readonly runId: string;
  readonly attempt: number;
  readonly seq: number;
  readonly at: Date;
  readonly stream: LogStream;
  readonly line: string;
}

export interface SharedPause {
  readonly since: Date;
  readonly until: Date | null;
  readonly by: string;
  readonly reason: string | null;
}

export interface CycleWork {
  readonly settlements: readonly Settlement[];
  /** Claimed runs that are about to start: queued -> running, compare-and-set. */
  readonly open: readonly string[];
  /** How many due tasks to claim at most; 0 = none. */
  readonly claim: number;
  /** Of the runs this claim makes ours so many start at once: they are written as running, without waiting in the queue. */
  readonly startNow: number;
  /** How many queued runs (manual, retries, serial ones whose turn has come) to take at most; 0 = none. */
  readonly take: number;
  /** Of the queued runs only those a person started. */
  readonly manualOnly: boolean;
  /** Only tasks due at this instant or before; null = now. */
  readonly dueBefore: Date | null;
  /** Due tasks that are not to be looked at. */
  readonly passOver: readonly string[];
  readonly decide: (task: DueTask, now: Date) => Decision;
  /** Called as soon as it is known that more tasks than `claim` may be due, long before the cycle is over. */
  readonly onDueLeft: () => void;
}

export interface RecordedRun {
  readonly runId: string;
  readonly taskId: string;
  readonly taskName: string;
  readonly outcome: Outcome;
  /** The reason in English words. */
  readonly reasonText: string;
  /** Set when the task went on hold with it. */
  readonly problem: string | null;
}

export interface CycleResult {
  /** Settlements that took effect; others were fenced off by another executor. */
  readonly settled: 'all' | ReadonlySet<string>;
  /** Runs that ended and whose task could not be told, because somebody else's transaction holds it: for `payOwed`. */
  readonly owed: readonly string[];
  /** Those of `work.open` that are ours to start, with the instant their start was written. */
  readonly opened: ReadonlyMap<string, Date>;
  /** Runs that are now ours: to be started where their state is `running`, waiting in the queue otherwise. */
  readonly claimed: readonly ClaimedRun[];
  /** Due tasks looked at. */
  readonly due: number;
  /** There may be more of them. */
  readonly dueLeft: boolean;
  /** Queued runs taken; equal to the limit when there may be more. */
  readonly taken: number;
  /** A run was written that waits for another of its task to end. */
  readonly serialWritten: boolean;
  /** Rows written that ended at once (missed, skipped, invalid). */
  readonly recorded: readonly RecordedRun[];
}

/** The next moment something is to be done, by the database's clock. */
export interface Ahead {
  readonly now: Date;
  readonly nextDueAt: Date | null;
  readonly nextDueTask: { readonly id: string; readonly name: string } | null;
  /** When a queued run that nobody owns may start (retry, release); null = there is none. */
  readonly nextQueuedAt: Date | null;
  /** Whether a run waits for another of its task to end. */
  readonly serialWaiting: boolean;
}

export interface ExecutorRecord {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly bootId: string;
  readonly processStarted: string;
  readonly version: string;
  readonly mode: string;
  readonly slots: number;
}

/** Another executor that has not said goodbye, or still owns open runs. */
export interface OtherExecutor {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly bootId: string;
  readonly processStarted: string;
  readonly leaseExpired: boolean;
  readonly stopped: boolean;
}

/** Somebody wants a run to stop. */
export interface CancelRequest {
  readonly by: string;
  /** Who wants it to end at once, whatever it takes; null = nobody. */
  readonly forcedBy: string | null;
}

/** The ledger as the executor needs it; implemented by `database/`. Every method may throw when the database is away. */
export interface Ledger {
  register(executor: ExecutorRecord, leaseMs: number): Promise<void>;
  /** Renews the lease and tells the database's clock. */
  heartbeat(
    leaseMs: number,
  ): Promise<{ readonly now: Date; /** Somebody took us for dead meanwhile. */ readonly buried: boolean }>;
  /** Closes the lease; queued runs of ours go back to the queue. */
  unregister(): Promise<void>;
  cycle(work: CycleWork): Promise<CycleResult>;
  /**
   * Writes on their tasks what the ends of these runs left unwritten (`CycleResult.owed`).
   * @returns those whose task is still held
   */
  payOwed(runIds: readonly string[]): Promise<readonly string[]>;
  /**
   * Gives enabled tasks without a next run one: rows written by others, and held ones that were edited since.
   * `decide` answers where they go; at most some hundreds at once, the number of tasks looked at is answered.
   */
  replan(decide: (task: DueTask, now: Date) => Decision): Promise<number>;
  /** Puts the first due task on hold without reading more of it than its id: the last resort for a row that breaks a claim. */
  holdFirstDue(problem: string): Promise<void>;
  ahead(): Promise<Ahead>;
  /** Due tasks that a transaction somebody left open keeps from being claimed, the first due first. */
  blockedTasks(limit: number): Promise<readonly BlockedTask[]>;
  /** Every open run that is ours by the database: the truth after a lost connection. */
  mine(): Promise<readonly ClaimedRun[]>;
  otherExecutors(): Promise<readonly OtherExecutor[]>;
  /** A dead executor's queued runs go back to the queue, its started ones become ours; fenced against its return. */
  bury(executorId: string): Promise<{ readonly requeued: number; readonly taken: readonly ClaimedRun[] }>;
  /** Started runs that nobody owns (handed back by an executor that stopped) become ours. */
  adopt(limit: number): Promise<readonly ClaimedRun[]>;
  /**
   * Gives queued and outside-going runs back, for another executor to take; and, as queued, those that are written as
   * started and were not.
   */
  handBack(runIds: readonly string[], unstarted: readonly string[]): Promise<void>;
  /** Durable when it resolves; false when the run is no longer ours. */
  reference(runId: string, ref: JsonObject): Promise<boolean>;
  report(reports: readonly RunReport[]): Promise<void>;
  appendLog(lines: readonly LedgerLogLine[]): Promise<void>;
  /** Which of these runs somebody asked to cancel. */
  cancelRequests(runIds: readonly string[]): Promise<ReadonlyMap<string, CancelRequest>>;
  /**
   * Records how a run ended that was settled as cancelled before. False when there is no such row (yet): not settled,
   * or taken away.
   */
  lateOutcome(runId: string, outcome: Outcome): Promise<boolean>;
  /** The pause that holds for every executor of this database; null = none. */
  sharedPause(): Promise<SharedPause | null>;
}
