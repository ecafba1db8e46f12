import type { Outcome } from '../contract/run';

/** What the executor tells the rest of the application. */
export type ExecutorEvent =
  | { readonly kind: 'started'; readonly runId: string; readonly taskId: string; readonly taskName: string }
  | {
      readonly kind: 'ended';
      readonly runId: string;
      readonly taskId: string;
      readonly taskName: string;
      readonly outcome: Outcome;
      /** The first line an operator reads; empty for a success. */
      readonly message: string;
      /** Not tried again. */
      readonly final: boolean;
    }
  | { readonly kind: 'waiting'; readonly runId: string; readonly taskId: string; readonly taskName: string }
  | { readonly kind: 'held'; readonly taskId: string; readonly taskName: string; readonly problem: string }
  /** A due task cannot be claimed, or can again: somebody's transaction holds it. */
  | { readonly kind: 'blocked'; readonly taskId: string; readonly taskName: string }
  | { readonly kind: 'log'; readonly runId: string; readonly total: number }
  | { readonly kind: 'status' };

export type ExecutorListener = (event: ExecutorEvent) => void;
