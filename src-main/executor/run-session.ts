import type { JsonObject } from '../contract/primitives';
import type { AttemptRecord, LogStream, Outcome, Reason } from '../contract/run';
import type { Clock } from './clock';
import type { Connectors, Ended, Ending, StopReason } from './connector';
import type { ClaimedRun, RunReport, Settlement } from './ledger';
import type { Log } from './log';
import { prepareRun } from './prepare-run';
import { retryDelayMs, retryPolicy, type RetryPolicy } from './retry';
import { RunLog } from './run-log';
import { SessionContext, type RunReporter } from './session-context';

/** How long a connector may take to let go before the run is settled without it. */
const letGoMs = 30_000;
/** The same once it is to be ended by force: long enough to see killed processes gone. */
const forceMs = 3_000;

export interface SessionServices {
  readonly connectors: Connectors;
  readonly clock: Clock;
  /** The database's clock, by which `startedAt` is. */
  readonly databaseNow: () => Date;
  readonly log: Log;
  readonly retry: () => RetryPolicy;
  /** Null = no limit of its own. */
  readonly timeoutMs: () => number | null;
  readonly reference: (runId: string, ref: JsonObject) => Promise<boolean>;
  /** A report or log lines of this session wait to be written. */
  readonly reported: (session: RunSession) => void;
  /** A run that was cancelled without its connector's word has ended after all. */
  readonly late: (runId: string, outcome: Outcome) => void;
}

/** What is left to do when a session is over. */
export type SessionEnd =
  | { readonly kind: 'settle'; readonly settlement: Settlement }
  | { readonly kind: 'hand_back'; readonly runId: string }
  | { readonly kind: 'fenced' };

/** What the one who began a session is told of it. */
export interface SessionObserver {
  /** It is over; said once, and never while `go` is on its way. */
  readonly ended: (session: RunSession, end: SessionEnd) => void;
  /** It waits for a person now, or goes on. */
  readonly waits: (session: RunSession, waits: boolean) => void;
}

/** One attempt of one run: from the moment its start is written down to the moment its end can be. */
export class RunSession implements RunReporter {
  readonly run: ClaimedRun;
  readonly attempt: number;
  /** As the ledger has it, by the database's clock. */
  readonly startedAt: Date;
  /** By this machine's clock, in ms. */
  readonly begunMs: number;
  readonly #services: SessionServices;
  readonly #observer: SessionObserver;
  #disarm: (() => void) | null = null;
  #isOver = false;
  #abort: AbortController | null = null;
  #runLog: RunLog | null = null;
  #report: RunReport | null = null;
  #stop: StopReason | null = null;
  #cancelledBy: string | null = null;
  #forcedBy: string | null = null;
  #force: AbortController | null = null;
  /** Settled without the connector's word. */
  #left = false;

  constructor(
    run: ClaimedRun,
    startedAt: Date,
    attempt: number,
    services: SessionServices,
    observer: SessionObserver,
  ) {
    this.run = run;
    this.attempt = attempt;
    this.startedAt = startedAt;
    this.#services = services;
    this.#observer = observer;
    this.begunMs = services.clock.now();
  }

  /** Starts the run, or with `resume` picks it up by its reference. Never throws. */
  go(resume: boolean): void {
    const { clock, databaseNow, timeoutMs } = this.#services;
    const limitMs = this.run.timeoutMs ?? timeoutMs();
    if (limitMs !== null) {
      const spentMs = resume ? Math.max(0, databaseNow().getTime() - this.startedAt.getTime()) : 0;
      this.#disarm = clock.after(Math.max(0, limitMs - spentMs), () => this.stop('timeout'));
    }
    // One promise and two functions a run, and no async functions of ours in between: those were a quarter of what a
    // flood of short runs allocates.
    this.#begun(resume).then(
      (ending) => (this.#isOver ? this.#tooLate(ending) : this.#end(ending)),
      (error: unknown) => {
        if (!this.#isOver) this.#end(this.#fault(error));
      },
    );
  }

  /** Tells the connector to let go. The first reason counts, except that being fenced off silences everything. */
  stop(reason: StopReason, by: string | null = null): void {
    if (reason === 'fenced') this.#stop = 'fenced';
    if (this.#stop !== null && this.#abort?.signal.aborted === true) return;
    this.#stop = reason;
    this.#cancelledBy = by;
    this.#controller().abort(reason);
    this.#services.clock.after(letGoMs, () => this.#giveUp());
  }

  /** Ends it at once: the connector is told to kill what it can, and soon no longer waited for. */
  endByForce(by: string): void {
    if (this.#forcedBy !== null || this.#stop === 'fenced') return;
    this.#forcedBy = by;
    this.stop('cancelled', by);
    this.#forceController().abort();
    this.#services.clock.after(forceMs, () => this.#giveUp());
  }

  takeReport(): RunReport | null {
    const report = this.#report;
    this.#report = null;
    return report;
  }

  /** It could not be written; what was said since counts more. */
  restoreReport(report: RunReport): void {
    this.#report = { ...report, ...this.#report };
  }

  #begun(resume: boolean): Promise<Ending> {
    try {
      const prepared = prepareRun(this.run, this.#services.connectors);
      if (!prepared.ok) return Promise.resolve(failed(prepared.reason, prepared.message));
      const { connector } = prepared;
      const context = new SessionContext(this.run, prepared, this);
      const ref = this.run.externalRef;
      if (!resume || (ref === null && connector.refersFirst === true)) return connector.start(context);
      if (ref !== null && connector.resume !== undefined) return connector.resume(context, ref);
      return Promise.resolve({
        ...failed({ code: 'executor_lost', params: {} }, 'The executor that ran it is gone.'),
        outcome: 'abandoned',
      });
    } catch (error) {
      return Promise.resolve(this.#fault(error));
    }
  }

  #fault(error: unknown): Ended {
    this.#services.log.error('the run ended by a fault of ours', error, this.#fields());
    return failed({ code: 'internal', params: {} }, 'An internal error; the log has the details.');
  }

  /** It was told to stop and did not let go: it ends without the connector's word. */
  #giveUp(): void {
    if (this.#isOver) return;
    this.#left = true;
    this.#end(failed({ code: 'stalled', params: { ms: letGoMs } }, 'It did not stop when asked.'));
  }

  #end(ending: Ending): void {
    this.#isOver = true;
    this.#disarm?.();
    this.#observer.ended(this, this.#over(ending));
  }

  /** What the connector says after the run was settled without it. */
  #tooLate(ending: Ending): void {
    if (this.#stop !== 'cancelled' || ending.kind === 'detached' || ending.outcome === 'cancelled') return;
    this.#services.late(this.run.runId, ending.outcome);
  }

  /** Lines wait to be written, or a report does. */
  get hasNews(): boolean {
    return this.#report !== null || (this.#runLog?.waiting ?? 0) > 0;
  }

  /** Made when it is first asked for, as the controller is: many short runs say nothing. */
  get runLog(): RunLog {
    const { run, attempt } = this;
    this.#runLog ??= new RunLog(run.runId, attempt, () => this.#services.clock.now(), run.logLines);
    return this.#runLog;
  }

  get signal(): AbortSignal {
    return this.#controller().signal;
  }

  get forceSignal(): AbortSignal {
    return this.#forceController().signal;
  }

  say(stream: LogStream, line: string, at?: Date): void {
    this.runLog.add(stream, line, at);
    this.#reported();
  }

  report(part: Partial<RunReport>): void {
    this.#report = { ...this.#report, ...part, runId: this.run.runId };
    // Said after its end, it would give away a slot that is no longer its own.
    if (part.waitingFor !== undefined && !this.#isOver) this.#observer.waits(this, part.waitingFor !== null);
    this.#reported();
  }

  async refer(ref: JsonObject): Promise<void> {
    if (!(await this.#services.reference(this.run.runId, ref))) this.stop('fenced');
  }

  #reported(): void {
    if (!this.#isOver) this.#services.reported(this);
  }

  /** Most short runs never look at their signal, and one costs more than all else here. */
  #controller(): AbortController {
    this.#abort ??= new AbortController();
    return this.#abort;
  }

  #forceController(): AbortController {
    this.#force ??= new AbortController();
    return this.#force;
  }

  #over(ending: Ending): SessionEnd {
    if (this.#stop === 'fenced') return { kind: 'fenced' };
    if (ending.kind === 'detached') return { kind: 'hand_back', runId: this.run.runId };
    const end = this.#afterStop(ending);
    const delayMs =
      end.outcome === 'succeeded' || this.#stop === 'cancelled' || this.#stop === 'stopping'
        ? null
        : retryDelayMs(retryPolicy(this.run, this.#services.retry()), this.attempt, end.outcome);
    const keepsAttempts = delayMs !== null || this.run.attempts.length > 0;
    return {
      kind: 'settle',
      settlement: {
        runId: this.run.runId,
        taskId: this.run.taskId,
        taskName: this.run.taskName,
        outcome: end.outcome,
        reason: end.reason,
        result: end.result,
        error: end.error,
        attempts: keepsAttempts ? [...this.run.attempts, this.#record(end)] : null,
        retryAfterMs: delayMs,
        report: null,
      },
    };
  }

  #record({ outcome, reason, error }: Ended): AttemptRecord {
    return {
      attempt: this.attempt,
      startedAt: this.startedAt.toISOString(),
      finishedAt: new Date(this.#services.clock.now()).toISOString(),
      outcome,
      reason,
      message: error?.message ?? null,
    };
  }

  /** The outcome of a run that was told to stop: why it was told, unless the truth came first. */
  #afterStop(ending: Ended): Ended {
    const gaveUp = ending.reason?.code === 'stalled' && this.#stop !== null;
    switch (this.#stop) {
      case 'timeout':
        if (ending.outcome === 'succeeded') return ending;
        return {
          ...ending,
          outcome: 'timed_out',
          reason: { code: 'timeout', params: { ms: this.run.timeoutMs ?? this.#services.timeoutMs() ?? 0 } },
        };
      case 'cancelled': {
        if (ending.outcome !== 'cancelled' && !gaveUp)
          return { ...ending, reason: { code: 'late_outcome', params: { outcome: ending.outcome } } };
        const by = this.#cancelledBy;
        return { ...ending, outcome: 'cancelled', reason: this.#cancelReason(by ?? '') };
      }
      case 'stopping':
        return ending.outcome === 'cancelled' || gaveUp
          ? { ...ending, outcome: 'cancelled', reason: { code: 'stopped', params: {} } }
          : ending;
      default:
        return ending;
    }
  }

  #cancelReason(by: string): Reason {
    if (this.#forcedBy !== null) {
      const left = this.#left ? (this.run.target?.connector ?? 'nexusai') : '';
      return { code: 'force_stopped', params: { by: this.#forcedBy, left } };
    }
    return by === 'overlap'
      ? { code: 'cancelled_by_overlap', params: {} }
      : { code: 'cancelled_by_operator', params: { by } };
  }

  #fields(): { readonly run: string; readonly task: string } {
    return { run: this.run.runId, task: this.run.taskId };
  }
}

const failed = (reason: Reason, message: string): Ended => ({
  kind: 'ended',
  outcome: 'failed',
  reason,
  result: null,
  error: { message, step: null, detail: null },
});
