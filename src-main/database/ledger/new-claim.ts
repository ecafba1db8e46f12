import type { ClaimedRun, NewRun } from '../../executor/ledger';
import type { DueRow } from './due-row';
import type { Names } from './names';

const none: ClaimedRun['attempts'] = [];

/**
 * A run that a claim has just written, read out of the picked row where it is asked: an object with thirty fields for each
 * run of a flood is mostly fields that nobody looks at.
 */
export class NewClaim implements ClaimedRun {
  /** @param startedAt null = it waits in the queue */
  constructor(
    private readonly row: DueRow,
    private readonly written: NewRun,
    readonly runId: string,
    readonly startedAt: Date | null,
    private readonly names: Names,
  ) {}

  get taskId(): string {
    return this.row.id;
  }

  get taskName(): string {
    return this.row.name;
  }

  get plannedAt(): Date {
    return this.written.plannedAt;
  }

  get trigger(): ClaimedRun['trigger'] {
    return this.written.trigger;
  }

  get state(): ClaimedRun['state'] {
    return this.startedAt === null ? 'queued' : 'running';
  }

  get attempt(): number {
    return 0;
  }

  get attempts(): ClaimedRun['attempts'] {
    return none;
  }

  get externalRef(): null {
    return null;
  }

  get adopted(): boolean {
    return false;
  }

  get logLines(): number {
    return 0;
  }

  get cancelRequestedBy(): null {
    return null;
  }

  get serial(): boolean {
    return this.written.serial;
  }

  get input(): string | null {
    return this.row.input;
  }

  get nodeConfirmUsers(): unknown {
    return this.row.nodeConfirmUsers;
  }

  get retryAttempts(): number | null {
    return this.row.retryAttempts;
  }

  get retryDelayMs(): number | null {
    return this.row.retryDelayMs;
  }

  get retryOn(): unknown {
    return this.row.retryOn;
  }

  get timeoutMs(): number | null {
    return this.row.timeoutMs;
  }

  get userId(): string {
    return this.row.userId;
  }

  get appId(): string {
    return this.row.appId;
  }

  get workflowId(): string {
    return this.row.workflowId;
  }

  get user(): ClaimedRun['user'] {
    return this.names.user;
  }

  get app(): ClaimedRun['app'] {
    return this.names.app;
  }

  get workflow(): ClaimedRun['workflow'] {
    return this.names.workflow;
  }

  get target(): ClaimedRun['target'] {
    return this.names.target;
  }
}
