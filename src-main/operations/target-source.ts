import type { Locale } from '../contract/primitives';

/** What the workflow side knows of a task's target; given by the application. */
export interface TargetSource {
  describe(
    workflowId: string,
    locale: Locale,
  ): Promise<{
    /** The connector that starts a workflow without a target of its own (the default NexusAI connection), or null. */
    readonly fallback: string | null;
    /** What is wrong with the connection the target goes through, in words; null when nothing is known to be. */
    readonly connectionProblem: string | null;
  }>;
}
