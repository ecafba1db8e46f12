import type { WorkflowDraft, WorkflowTarget } from '../contract/api';
import type { NewAuditEntry } from './task-records';

export interface KnownUser {
  readonly id: string;
  readonly nickname: string;
  readonly teamId: string;
  readonly status: number;
}

/** Fields to change; an absent one stays. */
export type WorkflowPatch = Partial<WorkflowDraft>;

/** Workflows, their apps and targets; implemented by `database/`. */
export interface WorkflowRecords {
  list(): Promise<readonly WorkflowTarget[]>;
  get(workflowId: string): Promise<WorkflowTarget | null>;
  /** Takes the app of that name, or makes one; null = the app of the workflow's own name. */
  create(draft: WorkflowDraft, audit: NewAuditEntry): Promise<string>;
  /** False when there is no such workflow. */
  update(workflowId: string, patch: WorkflowPatch, audit: NewAuditEntry): Promise<boolean>;
  /** `in_use` when tasks that are not deleted name it. */
  delete(workflowId: string, audit: NewAuditEntry): Promise<'done' | 'missing' | 'in_use'>;
  users(): Promise<readonly KnownUser[]>;
}
