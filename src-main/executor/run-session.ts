import { z } from 'zod';
import type { JsonObject } from '../contract/primitives';
import type { AttemptRecord, Reason } from '../contract/run';
import type { Clock } from './clock';
import type { Connector, Connectors, Ended, Ending, RunContext, StopReason } from './connector';
import { isJsonObject, toJson } from './json-value';
import type { ClaimedRun, RunReport, Settlement } from './ledger';
import type { Log } from './log';
import { retryDelayMs, retryPolicy, type RetryPolicy } from './retry';
import { RunLog } from './run-log';

/** How long a connector may take to let go before the run is settled without it. */
const letGoMs = 30_000;

const confirmUsers = z.record(z.string(), z.array(z.number().int())).nullable().catch(null);

export interface SessionServices {
  readonly connectors: Connectors;
  readonly clock: Clock;
  readonly log: Log;
  readonly retry: () => RetryPolicy;
  /** Null = no limit of its own. */
  readonly timeoutMs: () => number | null;
  readonly reference: (runId: string, ref: JsonObject) => Promise<boolean>;
  /** A report or log lines wait to be written. */
  readonly reported: () => void;
}

/** What is left to do when a session is over. */
export type SessionEnd =
  | { readonly kind: 'settle'; readonly settlement: Settlement }
  | { readonly kind: 'hand_back'; readonly runId: string }
  | { readonly kind: 'fenced' };

/** One attempt of one run: from the moment its start is written down to the moment its end can be. */
export class RunSession {
  readonly run: ClaimedRun;
  readonly attempt: number;
  readonly startedAt: Date;
  readonly runLog: RunLog;
  readonly #services: SessionServices;
  #abort: AbortController | null = null;
  #report: RunReport | null = null;
  #giveUp: (() => void) | null = null;
  #stop: StopReason | null = null;
  #cancelledBy: string | null = null;

  constructor(run: ClaimedRun, startedAt: Date, attempt: number, services: SessionServices) {
    this.run = run;
    this.attempt = attempt;
    this.startedAt = startedAt;
    this.#services = services;
    this.runLog = new RunLog(run.runId, attempt, () => services.clock.now(), run.logLines);
  }

  /** Starts the run, or with `resume` picks it up by its reference. Never rejects. */
  async go(resume: boolean): Promise<SessionEnd> {
    const { clock, timeoutMs } = this.#services;
    const limitMs = this.run.timeoutMs ?? timeoutMs();
    const spentMs = resume ? Math.max(0, clock.now() - this.startedAt.getTime()) : 0;
    const disarm =
      limitMs === null ? null : clock.after(Math.max(0, limitMs - spentMs), () => this.stop('timeout'));
    try {
      return this.#over(await this.#follow(resume));
    } catch (error) {
      this.#services.log.error('the run ended by a fault of ours', error, this.#fields());
      return this.#over(
        failed({ code: 'internal', params: {} }, 'An internal error; the log has the details.'),
      );
    } finally {
      disarm?.();
    }
  }

  /** Tells the connector to let go. The first reason counts, except that being fenced off silences everything. */
  stop(reason: StopReason, by: string | null = null): void {
    if (reason === 'fenced') this.#stop = 'fenced';
    if (this.#stop !== null && this.#abort?.signal.aborted === true) return;
    this.#stop = reason;
    this.#cancelledBy = by;
    this.#controller().abort(reason);
    this.#services.clock.after(letGoMs, () => this.#giveUp?.());
  }

  get hasReport(): boolean {
    return this.#report !== null;
  }

  takeReport(): RunReport | null {
    const report = this.#report;
    this.#report = null;
    return report;
  }

  async #follow(resume: boolean): Promise<Ending> {
    const prepared = this.#prepare();
    if ('reason' in prepared) return failed(prepared.reason, prepared.message);
    const { connector, context } = prepared;
    const ref = this.run.externalRef;
    if (!resume) return this.#orLetGo(connector.start(context));
    if (ref === null && connector.refersFirst === true) return this.#orLetGo(connector.start(context));
    if (ref !== null && connector.resume !== undefined) return this.#orLetGo(connector.resume(context, ref));
    return {
      ...failed({ code: 'executor_lost', params: {} }, 'The executor that ran it is gone.'),
      outcome: 'abandoned',
    };
  }

  /** The connector's own end, or, when it does not let go after it was told to, ours. */
  #orLetGo(work: Promise<Ending>): Promise<Ending> {
    return new Promise((resolve, reject) => {
      this.#giveUp = () =>
        resolve(failed({ code: 'stalled', params: { ms: letGoMs } }, 'It did not stop when asked.'));
      work.then(resolve, reject);
    });
  }

  #prepare():
    | { readonly connector: Connector; readonly context: RunContext }
    | { readonly reason: Reason; readonly message: string } {
    const { run } = this;
    const { user, app, workflow } = run;
    if (user === null) return refuse('user_unknown', { user: run.userId }, `No user ${run.userId}.`);
    if (user.status !== 1)
      return refuse('user_disabled', { user: run.userId }, `User ${run.userId} is disabled.`);
    if (app === null) return refuse('app_unknown', { app: run.appId }, `No app ${run.appId}.`);
    if (app.status !== 1) return refuse('app_disabled', { app: run.appId }, `App ${run.appId} is disabled.`);
    if (workflow === null)
      return refuse('workflow_unknown', { workflow: run.workflowId }, `No workflow ${run.workflowId}.`);
    if (workflow.status !== 1)
      return refuse(
        'workflow_disabled',
        { workflow: run.workflowId },
        `Workflow ${run.workflowId} is disabled.`,
      );
    const input = readInput(run.input);
    if (typeof input === 'string')
      return refuse('invalid_input', { detail: input }, `The input cannot be used: ${input}.`);
    const target = run.target ?? this.#services.connectors.fallback();
    if (target === null)
      return refuse(
        'no_target',
        { workflow: run.workflowId },
        `Workflow ${run.workflowId} has no target and there is no default connection.`,
      );
    const connector = this.#services.connectors.get(target.connector);
    if (connector === null)
      return refuse(
        'unknown_connector',
        { connector: target.connector },
        `No connector named ${target.connector}.`,
      );
    const { config } = target;
    if (!isJsonObject(config))
      return refuse(
        'invalid_target',
        { detail: 'not an object' },
        'The target configuration is not an object.',
      );
    const signal = (): AbortSignal => this.#controller().signal;
    const context: RunContext = {
      runId: run.runId,
      taskId: run.taskId,
      taskName: run.taskName,
      plannedAt: run.plannedAt,
      attempt: this.attempt,
      trigger: run.trigger,
      input,
      inputDefinition: toJson(run.target?.inputDefinition ?? null),
      nodeConfirmUsers: confirmUsers.parse(run.nodeConfirmUsers ?? null),
      config,
      owner: { userId: run.userId, teamId: user.teamId, nickname: user.nickname },
      app: { id: run.appId, name: app.name, publishStatus: app.publishStatus },
      workflow: { id: run.workflowId, name: workflow.name, publishStatus: workflow.publishStatus },
      get signal() {
        return signal();
      },
      log: (stream, line, at) => {
        this.runLog.add(stream, line, at);
        this.#services.reported();
      },
      progress: (progress) => this.#add({ progress }),
      steps: (steps) => this.#add({ steps }),
      waiting: (waitingFor) => this.#add({ waitingFor }),
      reference: async (ref) => {
        if (!(await this.#services.reference(run.runId, ref))) this.stop('fenced');
      },
    };
    return { connector, context };
  }

  /** Made when it is first asked for: most short runs never look at their signal, and one costs more than all else here. */
  #controller(): AbortController {
    this.#abort ??= new AbortController();
    return this.#abort;
  }

  #add(part: Partial<RunReport>): void {
    this.#report = { ...this.#report, ...part, runId: this.run.runId };
    this.#services.reported();
  }

  #over(ending: Ending): SessionEnd {
    if (this.#stop === 'fenced') return { kind: 'fenced' };
    if (ending.kind === 'detached') return { kind: 'hand_back', runId: this.run.runId };
    const end = this.#afterStop(ending);
    const delayMs =
      this.#stop === 'cancelled' || this.#stop === 'stopping'
        ? null
        : retryDelayMs(retryPolicy(this.run, this.#services.retry()), this.attempt, end.outcome);
    const record: AttemptRecord = {
      attempt: this.attempt,
      startedAt: this.startedAt.toISOString(),
      finishedAt: new Date(this.#services.clock.now()).toISOString(),
      outcome: end.outcome,
      reason: end.reason,
      message: end.error?.message ?? null,
    };
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
        attempts: keepsAttempts ? [...this.run.attempts, record] : null,
        retryAfterMs: delayMs,
      },
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
        return {
          ...ending,
          outcome: 'cancelled',
          reason:
            by === 'overlap'
              ? { code: 'cancelled_by_overlap', params: {} }
              : { code: 'cancelled_by_operator', params: { by: by ?? '' } },
        };
      }
      case 'stopping':
        return ending.outcome === 'cancelled' || gaveUp
          ? { ...ending, outcome: 'cancelled', reason: { code: 'stopped', params: {} } }
          : ending;
      default:
        return ending;
    }
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

const refuse = (
  code: Reason['code'],
  params: Reason['params'],
  message: string,
): { readonly reason: Reason; readonly message: string } => ({
  reason: { code, params },
  message,
});

/** A task's input is an object, or text that holds one; NexusAI stores both. A problem in words otherwise. */
const readInput = (stored: unknown): JsonObject | string => {
  let value: unknown = stored ?? {};
  for (let depth = 0; typeof value === 'string' && depth < 2; depth += 1) {
    try {
      value = JSON.parse(value);
    } catch {
      return 'it is not valid JSON';
    }
  }
  return isJsonObject(value) ? value : 'it is not an object';
};
