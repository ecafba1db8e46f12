import type { Json, JsonObject } from '../../../src-main/contract/primitives';
import type { LogStream, RunProgress, RunStep, WaitingFor } from '../../../src-main/contract/run';
import type { RunContext, StopReason } from '../../../src-main/executor/connector';

interface RecordedLine {
  readonly stream: LogStream;
  readonly line: string;
  readonly at: Date | null;
}

/** A run as the executor would hand it to a connector, which remembers all that is reported. */
export class RecordedRun implements RunContext {
  readonly runId: string;
  readonly taskId = '7';
  readonly taskName: string;
  readonly plannedAt = new Date('2026-03-08T07:30:00Z');
  readonly attempt: number;
  readonly trigger = 'schedule';
  readonly input: Json;
  readonly inputDefinition = null;
  readonly nodeConfirmUsers: RunContext['nodeConfirmUsers'];
  readonly config: JsonObject;
  readonly owner = { userId: '1', teamId: '1', nickname: 'ada' };
  readonly app: RunContext['app'];
  readonly workflow: RunContext['workflow'];
  readonly lines: RecordedLine[] = [];
  readonly progressed: RunProgress[] = [];
  readonly references: JsonObject[] = [];
  readonly waits: (WaitingFor | null)[] = [];
  lastSteps: readonly RunStep[] = [];
  /** Thrown by the next writings of a reference, one each: a database that is away, or something else. */
  readonly referenceFaults: Error[] = [];
  readonly #abort = new AbortController();
  readonly #force = new AbortController();
  readonly #watchers = new Set<() => void>();

  constructor(
    config: JsonObject,
    given: Partial<
      Pick<RunContext, 'runId' | 'input' | 'nodeConfirmUsers' | 'attempt' | 'app' | 'workflow' | 'taskName'>
    > = {},
  ) {
    this.config = config;
    this.runId = given.runId ?? '41';
    this.taskName = given.taskName ?? 'Nightly report';
    this.input = given.input ?? {};
    this.attempt = given.attempt ?? 1;
    this.nodeConfirmUsers = given.nodeConfirmUsers ?? null;
    this.app = given.app ?? { id: '3', name: 'App', publishStatus: 1 };
    this.workflow = given.workflow ?? { id: '5', name: 'Workflow', publishStatus: 1 };
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get force(): AbortSignal {
    return this.#force.signal;
  }

  endByForce(): void {
    this.#abort.abort('cancelled');
    this.#force.abort();
  }

  stop(reason: StopReason): void {
    this.#abort.abort(reason);
  }

  /** Resolves as soon as the condition holds; looked at after every report. */
  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!condition()) return;
        this.#watchers.delete(look);
        resolve();
      };
      this.#watchers.add(look);
      look();
    });
  }

  get text(): string {
    return this.lines.map(({ line }) => line).join('\n');
  }

  log(stream: LogStream, line: string, at?: Date): void {
    this.lines.push({ stream, line, at: at ?? null });
    this.#changed();
  }

  progress(progress: RunProgress): void {
    this.progressed.push(progress);
    this.#changed();
  }

  steps(steps: readonly RunStep[]): void {
    this.lastSteps = steps;
    this.#changed();
  }

  waiting(waitingFor: WaitingFor | null): void {
    this.waits.push(waitingFor);
    this.#changed();
  }

  async reference(ref: JsonObject): Promise<void> {
    await Promise.resolve();
    const fault = this.referenceFaults.shift();
    if (fault !== undefined) throw fault;
    this.references.push(ref);
    this.#changed();
  }

  #changed(): void {
    for (const look of this.#watchers) look();
  }
}
