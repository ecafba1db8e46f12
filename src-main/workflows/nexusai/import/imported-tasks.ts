import type { JsonObject } from '../../../contract/primitives';
import type { TaskDraft } from '../../../contract/task';
import type { KnownTask } from './plan-import';

/** NexusAI's own ids of who and what a task is about. */
export interface OutsideIds {
  readonly userId: string;
  readonly appId: string;
  readonly workflowId: string;
}

/** The ids under which these stand here; in a dry run, what has yet to be made bears NexusAI's ids. */
export interface PlacedIds extends OutsideIds {
  /** False when an id is taken here by something else, so that the workflow's target maps it. */
  readonly kept: boolean;
}

/** Where an imported task came from; stored in `task_policies.source`. */
export interface ImportedFrom {
  /** `nexusai:` and the connection's name. */
  readonly kind: string;
  /** NexusAI's id of the task. */
  readonly id: string;
  readonly fingerprint: string;
}

/** What is written for an imported task: the draft already has the placed ids. */
export interface ImportedTask {
  readonly draft: TaskDraft;
  readonly source: ImportedFrom;
  /** 1 enabled, 2 disabled, 3 paused. */
  readonly status: number;
  readonly executionCount: number;
}

/** The tasks of this program as an import needs them; implemented outside. Every method may throw a `Problem`. */
export interface ImportedTasks {
  /** What came from this source before, deleted tasks included. */
  bySource(kind: string): Promise<readonly KnownTask[]>;
  /**
   * Where the outside ids stand here. A workflow is recognised by its target (`nexusai` with these ids in `config`);
   * what is not there yet is made, under NexusAI's own ids when these are free. Nothing is written when `dryRun`.
   * Answers in the order of `outside`.
   */
  place(
    outside: readonly (OutsideIds & { readonly target: JsonObject })[],
    dryRun: boolean,
  ): Promise<readonly PlacedIds[]>;
  /** Creates tasks, all or none; answers their ids in order. */
  create(tasks: readonly ImportedTask[]): Promise<readonly string[]>;
  /**
   * An edit like any other: nothing that has passed is run again, and what NexusAI does not know (time zone, policies)
   * stays. Disabled or paused there, it is so here; enabled there, it is not enabled here by itself.
   */
  update(taskId: string, task: ImportedTask): Promise<void>;
}
