import type { Json, JsonObject } from '../contract/primitives';
import type {
  LogStream,
  Outcome,
  Reason,
  StoredError,
  StoredProgress,
  RunStep,
  Trigger,
  WaitingFor,
} from '../contract/run';

/** Why a connector is told to let go of a run. */
export type StopReason = 'cancelled' | 'timeout' | 'stopping' | 'fenced';

/** Everything a connector may know of a run, and the ways to report on it while it goes. */
export interface RunContext {
  readonly runId: string;
  readonly taskId: string;
  readonly taskName: string;
  readonly plannedAt: Date;
  /** From 1. */
  readonly attempt: number;
  readonly trigger: Trigger;
  /** The task's input, already known to be JSON; its meaning is the connector's business. */
  readonly input: Json;
  readonly inputDefinition: Json | null;
  readonly nodeConfirmUsers: Readonly<Record<string, readonly number[]>> | null;
  /** The target's configuration as stored; parse it before use. */
  readonly config: JsonObject;
  readonly owner: { readonly userId: string; readonly teamId: string; readonly nickname: string };
  readonly app: { readonly id: string; readonly name: string; readonly publishStatus: number };
  readonly workflow: { readonly id: string; readonly name: string; readonly publishStatus: number };
  /** Aborted with a `StopReason` as `signal.reason`. */
  readonly signal: AbortSignal;
  /** Aborted, after `signal`, when nobody waits any longer: what can be ended at once is to be, without a grace period. */
  readonly force: AbortSignal;
  /**
   * Adds a line to the run's log; capped and stored by the executor, never throws. `at` is when the line appeared, for
   * lines that were held back (the tail of a long output); now when left out.
   */
  log(stream: LogStream, line: string, at?: Date): void;
  progress(progress: StoredProgress): void;
  steps(steps: readonly RunStep[]): void;
  /** Says that the run waits for a person, or (null) that it goes on. */
  waiting(waitingFor: WaitingFor | null): void;
  /**
   * Writes down how the run can be found again outside. Resolves once it is durable: call it before sending anything
   * that must not be sent twice, and again when the true reference is known.
   */
  reference(ref: JsonObject): Promise<void>;
}

/** How a run ended. `message` is the first line an operator reads. */
export interface Ended {
  readonly kind: 'ended';
  readonly outcome: Outcome;
  readonly reason: Reason | null;
  readonly result: Json | null;
  readonly error: StoredError | null;
}

/** The executor stops, the run goes on outside: another executor can follow it by its reference. */
export interface Detached {
  readonly kind: 'detached';
}

export type Ending = Ended | Detached;

/** A way to start and follow a workflow. Never throws for what the outside does: that is an `Ended`. */
export interface Connector {
  /** As in `workflow_targets.connector`. */
  readonly kind: string;
  /**
   * True when `start` always writes a reference before it sends anything: a started run without one was then never sent
   * and can be started again without harm.
   */
  readonly refersFirst?: boolean;
  /** Starts the run and follows it to its end. Called once per attempt, after `queued -> running` is committed. */
  start(run: RunContext): Promise<Ending>;
  /** Picks a run up again whose executor died or stopped; absent where the outside cannot be asked. */
  resume?(run: RunContext, ref: JsonObject): Promise<Ending>;
}

/** Finds the connector of a workflow target. */
export interface Connectors {
  get(kind: string): Connector | null;
  /** The target for a workflow that has none of its own (the default NexusAI connection), or null. */
  fallback(): { readonly connector: string; readonly config: JsonObject } | null;
}
