import { z } from 'zod';
import type { JsonObject } from '../contract/primitives';
import type { LogStream, StoredProgress, RunStep, WaitingFor } from '../contract/run';
import type { RunContext } from './connector';
import { toJson } from './json-value';
import type { ClaimedRun, RunReport } from './ledger';
import type { PreparedRun } from './prepare-run';

const confirmUsers = z.record(z.string(), z.array(z.number().int())).nullable().catch(null);

/** What a connector says of its run goes here. */
export interface RunReporter {
  readonly attempt: number;
  readonly signal: AbortSignal;
  readonly forceSignal: AbortSignal;
  say(stream: LogStream, line: string, at?: Date): void;
  report(part: Partial<RunReport>): void;
  refer(ref: JsonObject): Promise<void>;
}

/** A run as its connector sees it. A class that reads what it is asked for: an object with its own closures for each run
 * fills the memory of a flood. */
export class SessionContext implements RunContext {
  constructor(
    private readonly run: ClaimedRun,
    private readonly prepared: PreparedRun,
    private readonly session: RunReporter,
  ) {}

  get input(): JsonObject {
    return this.prepared.input;
  }

  get config(): JsonObject {
    return this.prepared.config;
  }

  get owner(): RunContext['owner'] {
    const { teamId, nickname } = this.prepared.user;
    return { userId: this.run.userId, teamId, nickname };
  }

  get app(): RunContext['app'] {
    const { name, publishStatus } = this.prepared.app;
    return { id: this.run.appId, name, publishStatus };
  }

  get workflow(): RunContext['workflow'] {
    const { name, publishStatus } = this.prepared.workflow;
    return { id: this.run.workflowId, name, publishStatus };
  }

  get runId(): string {
    return this.run.runId;
  }

  get taskId(): string {
    return this.run.taskId;
  }

  get taskName(): string {
    return this.run.taskName;
  }

  get plannedAt(): Date {
    return this.run.plannedAt;
  }

  get attempt(): number {
    return this.session.attempt;
  }

  get trigger(): RunContext['trigger'] {
    return this.run.trigger;
  }

  get inputDefinition(): RunContext['inputDefinition'] {
    return toJson(this.run.target?.inputDefinition ?? null);
  }

  get nodeConfirmUsers(): RunContext['nodeConfirmUsers'] {
    return confirmUsers.parse(this.run.nodeConfirmUsers ?? null);
  }

  get signal(): AbortSignal {
    return this.session.signal;
  }

  get force(): AbortSignal {
    return this.session.forceSignal;
  }

  log(stream: LogStream, line: string, at?: Date): void {
    this.session.say(stream, line, at);
  }

  progress(progress: StoredProgress): void {
    this.session.report({ progress });
  }

  steps(steps: readonly RunStep[]): void {
    this.session.report({ steps });
  }

  waiting(waitingFor: WaitingFor | null): void {
    this.session.report({ waitingFor });
  }

  reference(ref: JsonObject): Promise<void> {
    return this.session.refer(ref);
  }
}
