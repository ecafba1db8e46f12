import type { BlockedTask } from '../contract/row-holder';
import type { Outcome } from '../contract/run';
import type { Settings } from '../contract/settings';
import { BlockedTasks } from './blocked-tasks';
import type { Clock } from './clock';
import type { Connectors } from './connector';
import { DatabaseLink, leaseMs, type LinkState } from './database-link';
import type { PolicyDefaults } from './decide';
import type { ExecutorEvent, ExecutorListener } from './executor-event';
import { LateOutcomes } from './late-outcomes';
import type { CycleResult, CycleWork, Ledger, SharedPause } from './ledger';
import type { Log } from './log';
import { LookAhead } from './look-ahead';
import { OwedTasks } from './owed-tasks';
import type { ProcessIdentity } from './orphan-verdict';
import { PauseReader } from './pause-reader';
import { Pump } from './pump';
import type { RunSession } from './run-session';
import { Recovery } from './recovery';
import { ReportWriter } from './report-writer';
import { Tally, type OnceSummary, type PollRecord } from './tally';
import { Timers } from './timers';

const heartbeatMs = 5_000;
/** A cycle on a connection that died unnoticed is not waited for any longer than this. */
const hangingMs = 10_000;

export interface ExecutorOptions {
  readonly id: string;
  readonly identity: ProcessIdentity;
  readonly version: string;
  readonly mode: string;
  readonly settings: () => Settings['executor'];
  /** IANA name for tasks that carry no zone and settings that name none. */
  readonly machineTimeZone: string;
  /** Makes the database ready before anything is asked of it: at the start and after every outage. */
  readonly prepare?: () => Promise<void>;
  /** Something else to do with every heartbeat (pauses that end by themselves, retention). */
  readonly onHeartbeat?: (now: Date, livingOthers: number) => Promise<void>;
}

export interface ExecutorSnapshot {
  readonly phase: 'starting' | 'running' | 'stopping' | 'stopped';
  readonly startedAt: Date;
  readonly lastPoll: PollRecord | null;
  readonly nextPollAt: Date | null;
  readonly running: readonly {
    readonly runId: string;
    readonly taskId: string;
    readonly taskName: string;
    readonly startedAt: Date;
    /** For a person; such a run holds no slot. */
    readonly waiting: boolean;
  }[];
  readonly queued: number;
  readonly nextDue: { readonly taskId: string; readonly taskName: string; readonly at: Date } | null;
  /** Due tasks that cannot be claimed, the first due first. */
  readonly blocked: readonly BlockedTask[];
  readonly paused: SharedPause | null;
  readonly database: LinkState;
}

/**
 * The executor: polls, wakes up for the next due instant, keeps its lease, picks up what a dead executor left, and comes
 * back by itself when the database went away. Its loop cannot die: every timer is armed again whatever happened.
 */
export class Executor {
  readonly #listeners = new Set<ExecutorListener>();
  readonly #timers: Timers<'poll' | 'wake' | 'heartbeat'>;
  readonly #link: DatabaseLink;
  readonly #writer: ReportWriter;
  readonly #pump: Pump;
  readonly #recovery: Recovery;
  readonly #lookAhead: LookAhead;
  readonly #owed: OwedTasks;
  readonly #blocked: BlockedTasks;
  readonly #pauses: PauseReader;
  readonly #tally = new Tally();
  readonly #startedAt: Date;
  #phase: ExecutorSnapshot['phase'] = 'stopped';
  #nextPollAt: Date | null = null;
  /** How many runs at once the database was told of. */
  #toldSlots = 0;
  #once: Date | null = null;
  #asleep = false;
  #stopping: Promise<void> | null = null;

  constructor(
    private readonly ledger: Ledger,
    connectors: Connectors,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly options: ExecutorOptions,
  ) {
    const { settings } = options;
    this.#startedAt = new Date(clock.now());
    this.#timers = new Timers(clock);
    this.#link = new DatabaseLink(ledger, clock, log, {
      connect: () => this.#connect(),
      onLost: () => {
        this.#pump.halt();
        this.#status();
      },
      onBack: () => {
        if (this.#phase === 'running') this.#armPoll(0);
        this.#status();
      },
    });
    this.#writer = new ReportWriter(ledger, clock, log, (runId, total) =>
      this.#emit({ kind: 'log', runId, total }),
    );
    const late = new LateOutcomes(ledger, clock, log);
    const session = {
      connectors,
      clock,
      databaseNow: () => this.#link.now(),
      log,
      retry: () => ({
        attempts: settings().retryAttempts,
        delayMs: settings().retryDelayMs,
        on: settings().retryOn,
      }),
      timeoutMs: () => settings().timeoutMs,
      reference: (runId: string, ref: Parameters<Ledger['reference']>[1]) => ledger.reference(runId, ref),
      reported: (from: RunSession) => this.#writer.note(from),
      late: (runId: string, outcome: Outcome) => late.note(runId, outcome),
    };
    this.#pump = new Pump(ledger, session, this.#writer, log, (event) => this.#emit(event), {
      slots: () => settings().slots,
      defaults: () => this.#defaults(),
      lastPause: () => this.#pauses.last,
      onFailure: (error) => this.#link.lost(error),
      onDry: () => this.#dry(),
      onCycle: (result, work) => this.#cycled(result, work),
    });
    this.#recovery = new Recovery(ledger, this.#pump, options.identity, log);
    this.#pauses = new PauseReader(ledger);
    this.#owed = new OwedTasks(ledger, clock, log, (work) => this.#link.guard(work));
    this.#lookAhead = new LookAhead(ledger, {
      guard: (work) => this.#link.guard(work),
      allowed: () => this.#phase === 'running' && this.#once === null,
      arm: (delayMs, wake) => this.#timers.arm('wake', delayMs, wake),
      onWake: () => this.#pump.look('both'),
      onChange: () => this.#status(),
      onOverdue: () => this.#blocked.ask(),
    });
    this.#blocked = new BlockedTasks(
      ledger,
      clock,
      log,
      (work) => this.#link.guard(work),
      (tasks) => {
        for (const { taskId, taskName } of tasks) this.#emit({ kind: 'blocked', taskId, taskName });
        this.#status();
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
    this.#status();
    await this.#link.connect().catch((error: unknown) => this.#link.lost(error));
    this.#phase = 'running';
    this.#armHeartbeat();
    this.#armPoll(0);
    this.#status();
  }

  /**
   * One cycle: everything due now is started and waited for; retries that are to come later are not.
   * @throws Problem when the database is away
   */
  async runOnce(): Promise<OnceSummary> {
    this.#phase = 'starting';
    await this.#link.connect();
    this.#phase = 'running';
    this.#once = this.#link.now();
    this.#armHeartbeat();
    this.#claimAsAllowed();
    this.#tally.beginPoll(this.clock.now());
    this.#pump.look('both');
    await this.#pump.whenIdle();
    const { error } = this.#link.state;
    await this.stop();
    if (error !== null) throw error;
    return this.#tally.summary();
  }

  /**
   * Stops: no new claims, running runs get the grace period, then are handed back (where they go on outside) or ended.
   * @param graceMs default: the setting `stopGraceMs`
   */
  stop(graceMs = this.options.settings().stopGraceMs): Promise<void> {
    this.#stopping ??= this.#stop(graceMs);
    return this.#stopping;
  }

  /** Ends a grace period that is running: what is still going is told to stop now. */
  hurry(): void {
    if (this.#phase !== 'stopping') return;
    for (const session of this.#pump.going.sessions.values()) session.stop('stopping');
  }

  /** The machine is about to sleep: nothing new is started until `resume`. */
  suspend(): void {
    if (this.#phase !== 'running') return;
    this.#asleep = true;
    this.#pump.setClaiming('nothing');
    this.log.info('the machine goes to sleep');
  }

  /** The machine is awake, or its clock was set: reads the database's clock and looks for due tasks at once. */
  resume(): void {
    if (this.#phase !== 'running') return;
    this.#asleep = false;
    this.log.info('the machine is awake');
    if (this.#link.state.state === 'lost') this.#link.retryNow();
    else
      void this.#link.guard(async () => {
        await this.#beat();
        this.#armHeartbeat();
        this.#armPoll(0);
      });
  }

  /** Looks for due tasks at once; while the database is away, tries to reach it at once. */
  pollNow(): void {
    if (this.#phase !== 'running') return;
    if (this.#link.state.state === 'lost') this.#link.retryNow();
    else this.#armPoll(0);
  }

  /** Somebody changed something in the database. */
  notice(what: 'tasks' | 'runs' | 'state' | 'reconnected'): void {
    if (this.#phase !== 'running' || this.#link.state.state === 'lost') return;
    switch (what) {
      case 'tasks':
        this.#pump.look('due');
        void this.#link.guard(() => this.#recovery.replan());
        break;
      case 'runs':
        void this.#link.guard(() => this.#cancelAsked());
        this.#pump.look('queued');
        break;
      case 'state':
        void this.#link.guard(() => this.#readPause());
        break;
      default:
        this.#armPoll(0);
    }
  }

  /** Takes changed settings up: the next poll comes one (new) interval from now, free slots are filled. */
  settingsChanged(): void {
    if (this.#phase !== 'running') return;
    this.#armPoll(this.options.settings().pollIntervalMs);
    this.#pump.look('both');
    this.#status();
  }

  /** The database's clock, as far as this machine knows it. */
  databaseNow(): Date {
    return this.#link.now();
  }

  snapshot(): ExecutorSnapshot {
    const { nextDueAt = null, nextDueTask = null } = this.#lookAhead.ahead ?? {};
    return {
      phase: this.#phase,
      startedAt: this.#startedAt,
      lastPoll: this.#tally.lastPoll,
      nextPollAt: this.#nextPollAt,
      running: [...this.#pump.going.sessions.values()].map(({ run, startedAt }) => ({
        runId: run.runId,
        taskId: run.taskId,
        taskName: run.taskName,
        startedAt,
        waiting: this.#pump.going.waitsForPerson(run.runId),
      })),
      queued: this.#pump.waiting,
      nextDue:
        nextDueAt === null || nextDueTask === null
          ? null
          : { taskId: nextDueTask.id, taskName: nextDueTask.name, at: nextDueAt },
      blocked: this.#blocked.known,
      paused: this.#pauses.active,
      database: this.#link.state,
    };
  }

  #defaults(): PolicyDefaults {
    const { missed, missedWindowMs, missedCap, overlap, timeZone } = this.options.settings();
    return { missed, missedWindowMs, missedCap, overlap, timeZone: timeZone ?? this.options.machineTimeZone };
  }

  async #connect(): Promise<void> {
    await this.options.prepare?.();
    await this.#register();
    await this.#link.beat();
    await this.#reconcile();
    await this.#readPause();
    await this.#recover();
    await this.#recovery.replan();
    await this.#lookAhead.prepare();
    this.#pump.resume();
  }

  async #reconcile(): Promise<void> {
    const goOn = await this.#pump.standStill(hangingMs);
    try {
      await this.#recovery.reconcile();
    } finally {
      goOn();
    }
  }

  async #register(): Promise<void> {
    const { id, identity, version, mode } = this.options;
    const { host, pid, bootId, processStarted } = identity;
    const { slots } = this.options.settings();
    await this.ledger.register({ id, host, pid, bootId, processStarted, version, mode, slots }, leaseMs);
    this.#toldSlots = slots;
  }

  async #recover(): Promise<void> {
    const free = this.options.settings().slots - this.#pump.going.busy;
    await this.#recovery.takeOver(this.#link, this.#phase === 'stopping' ? 0 : Math.max(0, free));
  }

  async #beat(): Promise<void> {
    if (await this.#link.beat()) {
      // Stopped or cut off so long that another executor took our runs over.
      this.log.info(
        'this executor was taken for dead meanwhile; it goes on with the runs that are still its own',
      );
      await this.#register();
      await this.#reconcile();
    } else if (this.options.settings().slots !== this.#toldSlots) await this.#register();
    await this.#readPause();
    await this.#cancelAsked();
    await this.#recover();
    await this.options.onHeartbeat?.(this.#link.now(), this.#recovery.living);
  }

  async #readPause(): Promise<void> {
    const { changed, ended } = await this.#pauses.read(() => this.#link.now());
    this.#claimAsAllowed();
    if (changed) this.#status();
    if (ended && this.#once === null) this.#armPoll(0);
  }

  #claimAsAllowed(): void {
    if (this.#phase === 'running' && !this.#asleep)
      this.#pump.setClaiming(this.#pauses.active === null ? 'all' : 'manual', this.#once);
  }

  async #cancelAsked(): Promise<void> {
    const started = this.#pump.going.ids();
    if (started.length === 0) return;
    for (const [runId, { by, forcedBy }] of await this.ledger.cancelRequests(started)) {
      this.#pump.going.cancel(runId, by);
      if (forcedBy !== null) this.#pump.going.sessions.get(runId)?.endByForce(forcedBy);
    }
  }

  #armPoll(delayMs: number): void {
    this.#nextPollAt = new Date(this.clock.now() + delayMs);
    this.#timers.arm('poll', delayMs, () => {
      this.#armPoll(this.options.settings().pollIntervalMs);
      if (this.#link.state.state === 'lost') return;
      this.#tally.beginPoll(this.clock.now());
      this.#claimAsAllowed();
      this.#pump.look('both');
      // Notices can be lost; the poll is the net under them.
      void this.#link.guard(() => this.#recovery.replan());
      if (this.#pauses.active !== null) this.#dry();
    });
  }

  #armHeartbeat(): void {
    this.#timers.arm('heartbeat', heartbeatMs, () => {
      void this.#link.guard(() => this.#beat()).finally(() => this.#armHeartbeat());
    });
  }

  #cycled(result: CycleResult, work: CycleWork): void {
    this.#tally.add(result, work);
    this.#owed.add(result.owed);
    this.#blocked.claimed(result.claimed);
    this.#blocked.claimed(result.recorded);
    for (const { runId, taskId, taskName, outcome, reasonText, problem } of result.recorded) {
      if (problem !== null) this.#emit({ kind: 'held', taskId, taskName, problem });
      this.#emit({ kind: 'ended', runId, taskId, taskName, outcome, message: reasonText, final: true });
    }
    // The run a serial one waits for may have ended in this very moment, seen by neither side.
    if (result.serialWritten) this.#lookAhead.serialWritten();
    if (result.serialWritten || (work.settlements.length > 0 && this.#lookAhead.serialWaiting))
      this.#pump.look('queued');
    if (work.settlements.some((settlement) => settlement.retryAfterMs !== null)) this.#lookAhead.ask();
    if (result.due + result.claimed.length + result.opened.size + work.settlements.length > 0) this.#status();
  }

  #dry(): void {
    if (this.#tally.endPoll(this.clock.now())) {
      const { due = 0, started = 0 } = this.#tally.lastPoll ?? {};
      this.log.debug('polled', { due, started });
      this.#status();
    }
    this.#lookAhead.ask();
  }

  async #stop(graceMs: number): Promise<void> {
    this.#phase = 'stopping';
    this.#status();
    this.#pump.close();
    const disarm = this.clock.after(graceMs, () => {
      for (const session of this.#pump.going.sessions.values()) session.stop('stopping');
    });
    await this.#pump.whenIdle();
    disarm();
    await this.#writer.flush();
    await this.#owed.pay();
    await this.#link.guard(() => this.ledger.unregister());
    this.#phase = 'stopped';
    this.#timers.close();
    this.#link.close();
    this.#status();
  }

  #status(): void {
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
