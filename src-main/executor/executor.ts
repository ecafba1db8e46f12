import type { Settings } from '../contract/settings';
import { Problem } from '../contract/errors';
import type { Outcome } from '../contract/run';
import type { Clock } from './clock';
import type { Connectors } from './connector';
import type { PolicyDefaults } from './decide';
import type { ExecutorEvent, ExecutorListener } from './executor-event';
import type { Ahead, CycleResult, CycleWork, Ledger, SharedPause } from './ledger';
import type { Log } from './log';
import { isDead, type ProcessIdentity } from './orphan-verdict';
import { Pump } from './pump';
import { ReportWriter } from './report-writer';

/** An executor that has not renewed it for so long (ms) is given up. */
export const leaseMs = 30_000;
const heartbeatMs = 5_000;
const firstRetryMs = 500;
const longestRetryMs = 15_000;

export interface ExecutorOptions {
  readonly id: string;
  readonly identity: ProcessIdentity;
  readonly version: string;
  readonly mode: string;
  readonly settings: () => Settings['executor'];
  /** IANA name for tasks that carry no zone and settings that name none. */
  readonly machineTimeZone: string;
  /** Something else to do with every heartbeat (pauses that end by themselves, retention). */
  readonly onHeartbeat?: (now: Date) => Promise<void>;
}

export interface ExecutorSnapshot {
  readonly phase: 'starting' | 'running' | 'stopping' | 'stopped';
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
  }[];
  readonly queued: number;
  readonly nextDue: { readonly taskId: string; readonly taskName: string; readonly at: Date } | null;
  readonly paused: SharedPause | null;
  readonly database: {
    readonly state: 'starting' | 'connected' | 'lost';
    readonly since: Date;
    readonly nextTryAt: Date | null;
    readonly error: Problem | null;
    readonly skewMs: number | null;
    readonly latencyMs: number | null;
  };
}

/** What one `--mode once` did. */
export interface OnceSummary {
  readonly due: number;
  readonly started: number;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
}

/**
 * The executor: polls, wakes up for the next due instant, keeps its lease, picks up what a dead executor left, and comes
 * back by itself when the database went away. Its loop cannot die: every timer is armed again whatever happened.
 */
export class Executor {
  readonly #listeners = new Set<ExecutorListener>();
  readonly #pump: Pump;
  readonly #writer: ReportWriter;
  readonly #timers = new Map<'poll' | 'wake' | 'heartbeat' | 'retry', () => void>();
  #phase: ExecutorSnapshot['phase'] = 'stopped';
  #startedAt: Date;
  #lastPoll: ExecutorSnapshot['lastPoll'] = null;
  #poll: { readonly atMs: number; due: number; started: number } | null = null;
  #nextPollAt: Date | null = null;
  #ahead: Ahead | null = null;
  #askingAhead = false;
  #pause: SharedPause | null = null;
  #lastPause: SharedPause | null = null;
  #database: ExecutorSnapshot['database'];
  #offsetMs = 0;
  #retryMs = firstRetryMs;
  #stopping: Promise<void> | null = null;
  #totals = { due: 0, started: 0, outcomes: new Map<Outcome, number>() };

  constructor(
    private readonly ledger: Ledger,
    connectors: Connectors,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly options: ExecutorOptions,
  ) {
    this.#startedAt = new Date(clock.now());
    this.#database = {
      state: 'starting',
      since: this.#startedAt,
      nextTryAt: null,
      error: null,
      skewMs: null,
      latencyMs: null,
    };
    this.#writer = new ReportWriter(ledger, clock, log, (runId, total) =>
      this.#emit({ kind: 'log', runId, total }),
    );
    this.#pump = new Pump(
      ledger,
      {
        connectors,
        clock,
        log,
        retry: () => {
          const { retryAttempts: attempts, retryDelayMs: delayMs, retryOn: on } = options.settings();
          return { attempts, delayMs, on };
        },
        timeoutMs: () => options.settings().timeoutMs,
        reference: (runId, ref) => ledger.reference(runId, ref),
        reported: () => this.#writer.wake(),
      },
      this.#writer,
      log,
      (event) => this.#emit(event),
      {
        slots: () => options.settings().slots,
        defaults: () => this.#defaults(),
        lastPause: () => this.#lastPause,
        onFailure: (error) => this.#lost(error),
        onDry: () => this.#dry(),
        onCycle: (result, work) => this.#cycled(result, work),
      },
    );
  }

  onEvent(listener: ExecutorListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Registers, recovers what earlier executors left, and begins to poll. Keeps trying while the database is away. */
  async start(): Promise<void> {
    this.#phase = 'starting';
    this.#emit({ kind: 'status' });
    try {
      await this.#connect();
    } catch (error) {
      this.#lost(error);
    }
    this.#phase = 'running';
    this.#armHeartbeat();
    this.#armPoll(0);
    this.#emit({ kind: 'status' });
  }

  /** One cycle: everything due now is started and waited for; retries that are to come later are not. */
  async runOnce(): Promise<OnceSummary> {
    this.#phase = 'starting';
    await this.#connect();
    this.#phase = 'running';
    this.#armHeartbeat();
    this.#pump.setClaiming(this.#pause === null ? 'all' : 'manual', this.databaseNow());
    this.#pump.look('both');
    await this.#pump.whenIdle();
    if (this.#database.error !== null) throw this.#database.error;
    await this.stop();
    const { due, started, outcomes } = this.#totals;
    return { due, started, outcomes: Object.fromEntries(outcomes) };
  }

  /**
   * Stops: no new claims, running runs get the grace period, then are handed back (where they go on outside) or ended.
   * @param graceMs default: the setting `stopGraceMs`
   */
  stop(graceMs = this.options.settings().stopGraceMs): Promise<void> {
    this.#stopping ??= this.#stop(graceMs);
    return this.#stopping;
  }

  /** Looks for due tasks at once; `forced` also retries a lost database now. */
  pollNow(): void {
    if (this.#phase !== 'running') return;
    if (this.#database.state === 'lost') this.#retryNow();
    else this.#armPoll(0);
  }

  /** Somebody changed something in the database. */
  notice(what: 'tasks' | 'runs' | 'state' | 'reconnected'): void {
    if (this.#phase !== 'running' || this.#database.state === 'lost') return;
    if (what === 'state') void this.#guard(async () => this.#readPause());
    if (what === 'runs') {
      void this.#guard(async () => this.#cancelAsked());
      this.#pump.look('queued');
    }
    if (what === 'tasks') this.#pump.look('due');
    if (what === 'reconnected') this.#armPoll(0);
  }

  /** Takes changed settings up: the poll timer is armed anew, free slots are filled. */
  settingsChanged(): void {
    if (this.#phase !== 'running') return;
    this.#armPoll(this.options.settings().pollIntervalMs);
    this.#pump.look('both');
    this.#emit({ kind: 'status' });
  }

  /** The database's clock, as far as this machine knows it. */
  databaseNow(): Date {
    return new Date(this.clock.now() + this.#offsetMs);
  }

  snapshot(): ExecutorSnapshot {
    const next = this.#ahead;
    return {
      phase: this.#phase,
      startedAt: this.#startedAt,
      lastPoll: this.#lastPoll,
      nextPollAt: this.#nextPollAt,
      running: [...this.#pump.sessions.values()].map((session) => ({
        runId: session.run.runId,
        taskId: session.run.taskId,
        taskName: session.run.taskName,
        startedAt: session.startedAt,
      })),
      queued: this.#pump.waiting,
      nextDue:
        next?.nextDueAt && next.nextDueTask
          ? { taskId: next.nextDueTask.id, taskName: next.nextDueTask.name, at: next.nextDueAt }
          : null,
      paused: this.#pause,
      database: this.#database,
    };
  }

  #defaults(): PolicyDefaults {
    const { missed, missedWindowMs, missedCap, overlap, timeZone } = this.options.settings();
    return { missed, missedWindowMs, missedCap, overlap, timeZone: timeZone ?? this.options.machineTimeZone };
  }

  async #connect(): Promise<void> {
    const { id, identity, version, mode } = this.options;
    const { host, pid, bootId, processStarted } = identity;
    await this.ledger.register(
      { id, host, pid, bootId, processStarted, version, mode, slots: this.options.settings().slots },
      leaseMs,
    );
    await this.#beat();
    this.#setDatabase('connected', null);
    this.#retryMs = firstRetryMs;
    await this.#reconcile();
    await this.#readPause();
    await this.#recover();
    this.#pump.resume();
  }

  /** After a lost connection the ledger is right and memory may be wrong: what is not ours any more is let go. */
  async #reconcile(): Promise<void> {
    const mine = await this.ledger.mine();
    const ids = new Set(mine.map((run) => run.runId));
    for (const [runId, session] of this.#pump.sessions) if (!ids.has(runId)) session.stop('fenced');
    for (const run of mine) {
      if (this.#pump.owns(run.runId)) continue;
      if (run.state === 'queued') this.#pump.adopt([run]);
      else this.#pump.startOpened(run);
    }
  }

  async #recover(): Promise<void> {
    const connectedMs = this.clock.now() - this.#database.since.getTime();
    for (const other of await this.ledger.otherExecutors()) {
      if (!isDead(other, this.options.identity, connectedMs, leaseMs)) continue;
      const { requeued, taken } = await this.ledger.bury(other.id);
      if (requeued + taken.length > 0)
        this.log.info('picked up what a dead executor left', {
          executor: other.id,
          requeued,
          taken: taken.length,
        });
      this.#pump.adopt(taken);
      if (requeued > 0) this.#pump.look('queued');
    }
    if (this.#phase !== 'stopping') this.#pump.adopt(await this.ledger.adopt(this.options.settings().slots));
  }

  async #beat(): Promise<void> {
    const sentMs = this.clock.now();
    const { now } = await this.ledger.heartbeat(leaseMs);
    const gotMs = this.clock.now();
    this.#offsetMs = now.getTime() - (sentMs + gotMs) / 2;
    this.#database = { ...this.#database, skewMs: Math.round(-this.#offsetMs), latencyMs: gotMs - sentMs };
  }

  async #readPause(): Promise<void> {
    const pause = await this.ledger.sharedPause();
    const now = this.databaseNow();
    const over = pause?.until !== null && pause?.until !== undefined && pause.until <= now;
    const active = over ? null : pause;
    const ended = this.#pause !== null && active === null;
    if (active !== null || ended)
      this.#lastPause = active ?? { ...(this.#pause ?? { since: now, by: '', reason: null }), until: now };
    const changed = JSON.stringify(active) !== JSON.stringify(this.#pause);
    this.#pause = active;
    if (this.#phase === 'running') this.#pump.setClaiming(active === null ? 'all' : 'manual');
    if (changed) this.#emit({ kind: 'status' });
    if (ended) this.#armPoll(0);
  }

  async #cancelAsked(): Promise<void> {
    if (this.#pump.sessions.size === 0) return;
    for (const [runId, by] of await this.ledger.cancelRequests([...this.#pump.sessions.keys()]))
      this.#pump.sessions.get(runId)?.stop('cancelled', by);
  }

  #armPoll(delayMs: number): void {
    this.#nextPollAt = new Date(this.clock.now() + delayMs);
    this.#arm('poll', delayMs, () => {
      this.#armPoll(this.options.settings().pollIntervalMs);
      if (this.#database.state === 'lost') return;
      this.#poll = { atMs: this.clock.now(), due: 0, started: 0 };
      this.#pump.setClaiming(this.#pause === null ? 'all' : 'manual');
      this.#pump.look('both');
      if (this.#pause !== null) this.#dry();
    });
  }

  #armHeartbeat(): void {
    this.#arm('heartbeat', heartbeatMs, () => {
      void this.#guard(async () => {
        await this.#beat();
        await this.#readPause();
        await this.#cancelAsked();
        await this.#recover();
        await this.options.onHeartbeat?.(this.databaseNow());
      }).finally(() => {
        if (this.#phase !== 'stopped') this.#armHeartbeat();
      });
    });
  }

  #cycled(result: CycleResult, work: CycleWork): void {
    const started = result.opened.size;
    if (this.#poll !== null) {
      this.#poll.due += result.due;
      this.#poll.started += result.claimed.length;
    }
    this.#totals.due += result.due;
    this.#totals.started += started;
    const settled = new Set(result.settled);
    for (const { runId, outcome, retryAfterMs } of work.settlements)
      if (settled.has(runId) && retryAfterMs === null) this.#count(outcome);
    for (const run of result.recorded) {
      this.#count(run.outcome);
      const problem = run.reason?.params['problem'];
      if (run.reason?.code === 'invalid_task')
        this.#emit({ kind: 'held', taskId: run.taskId, taskName: run.taskName, problem: String(problem) });
      this.#emit({
        kind: 'ended',
        runId: run.runId,
        taskId: run.taskId,
        taskName: run.taskName,
        outcome: run.outcome,
        message: run.reasonText,
        final: true,
      });
    }
    if (work.settlements.length > 0 && this.#ahead?.serialWaiting === true) this.#pump.look('queued');
    if (result.serialWritten)
      this.#ahead = this.#ahead === null ? null : { ...this.#ahead, serialWaiting: true };
    for (const { retryAfterMs } of work.settlements) if (retryAfterMs !== null) this.#askAhead();
    if (result.due + result.claimed.length + started + settled.size > 0) this.#emit({ kind: 'status' });
  }

  #count(outcome: Outcome): void {
    this.#totals.outcomes.set(outcome, (this.#totals.outcomes.get(outcome) ?? 0) + 1);
  }

  #dry(): void {
    const poll = this.#poll;
    if (poll !== null) {
      this.#lastPoll = {
        at: new Date(poll.atMs),
        tookMs: this.clock.now() - poll.atMs,
        due: poll.due,
        started: poll.started,
      };
      this.#poll = null;
      this.log.debug('polled', { due: poll.due, started: poll.started });
      this.#emit({ kind: 'status' });
    }
    this.#askAhead();
  }

  /** Arms the exact timer for the next instant at which something is to be started. */
  #askAhead(): void {
    if (this.#askingAhead || this.#phase !== 'running') return;
    this.#askingAhead = true;
    void this.#guard(async () => {
      const ahead = await this.ledger.ahead();
      const before = this.#ahead?.nextDueAt?.getTime();
      this.#ahead = ahead;
      const times = [ahead.nextDueAt, ahead.nextQueuedAt].filter((at): at is Date => at !== null);
      const first = Math.min(...times.map((at) => at.getTime()));
      if (first !== Infinity)
        this.#arm('wake', Math.max(1, Math.ceil(first - ahead.now.getTime())), () => this.#pump.look('both'));
      if (before !== ahead.nextDueAt?.getTime()) this.#emit({ kind: 'status' });
    }).finally(() => {
      this.#askingAhead = false;
    });
  }

  #arm(name: 'poll' | 'wake' | 'heartbeat' | 'retry', ms: number, fire: () => void): void {
    this.#timers.get(name)?.();
    if (this.#phase === 'stopped') return;
    this.#timers.set(name, this.clock.after(ms, fire));
  }

  async #guard(work: () => Promise<void>): Promise<void> {
    if (this.#database.state === 'lost') return;
    try {
      await work();
    } catch (error) {
      if (error instanceof Problem && error.code === 'database_failed')
        this.log.error('a question to the database failed', error);
      else this.#lost(error);
    }
  }

  #lost(error: unknown): void {
    this.#pump.halt();
    const problem =
      error instanceof Problem ? error : new Problem('internal', 'An internal error.', { cause: error });
    if (this.#database.state !== 'lost')
      this.log.error('the database is away; scheduled runs are not starting', error);
    this.#setDatabase('lost', problem);
    if (this.#phase === 'stopped') return;
    const waitMs = this.#retryMs;
    this.#retryMs = Math.min(this.#retryMs * 2, longestRetryMs);
    this.#database = { ...this.#database, nextTryAt: new Date(this.clock.now() + waitMs) };
    this.#arm('retry', waitMs, () => this.#retryNow());
    this.#emit({ kind: 'status' });
  }

  #retryNow(): void {
    this.#timers.get('retry')?.();
    this.#connect().then(
      () => {
        this.log.info('the database is back');
        if (this.#phase === 'running') this.#armPoll(0);
        this.#emit({ kind: 'status' });
      },
      (error: unknown) => this.#lost(error),
    );
  }

  #setDatabase(state: ExecutorSnapshot['database']['state'], error: Problem | null): void {
    const since = this.#database.state === state ? this.#database.since : new Date(this.clock.now());
    this.#database = { ...this.#database, state, since, error, nextTryAt: null };
  }

  async #stop(graceMs: number): Promise<void> {
    this.#phase = 'stopping';
    this.#emit({ kind: 'status' });
    this.#pump.setClaiming('nothing');
    const waiting = this.#pump.drainWaiting();
    await this.#guard(async () => this.ledger.handBack(waiting));
    const overdue = this.clock.after(graceMs, () => {
      for (const session of this.#pump.sessions.values()) session.stop('stopping');
    });
    await this.#pump.whenIdle();
    overdue();
    await this.#writer.flush();
    await this.#guard(async () => this.ledger.unregister());
    this.#phase = 'stopped';
    for (const disarm of this.#timers.values()) disarm();
    this.#timers.clear();
    this.#emit({ kind: 'status' });
  }

  #emit(event: ExecutorEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        this.log.error('a listener of the executor failed', error);
      }
    }
  }
}
