import { createContext, use } from 'react';
import type { WorkflowTarget } from '../../../src-main/contract/api';
import type { TaskDraft, TaskRow } from '../../../src-main/contract/task';
import { MissingProviderError } from '../../client/client-context';
import type { InputIssue } from './input-issues';
import type { Variable } from './input-values';
import type { FormField, TaskForm } from './task-form';

/** What the rows of the editor share. */
export interface EditorState {
  readonly form: TaskForm;
  readonly set: (part: Partial<TaskForm>) => void;
  /** What is stored; for a new task, what it starts with. */
  readonly base: TaskDraft;
  /** Null for a new task. */
  readonly task: TaskRow | null;
  readonly changed: ReadonlySet<FormField>;
  /** Sentences by field; empty until saving was tried. */
  readonly issues: ReadonlyMap<FormField, string>;
  readonly inputIssues: readonly InputIssue[];
  /** Null while they are loading or cannot be read. */
  readonly workflows: readonly WorkflowTarget[] | null;
  readonly workflowsFailed: boolean;
  /** What the chosen workflow asks for; empty when it tells nothing. */
  readonly variables: readonly Variable[];
}

export const EditorContext = createContext<EditorState | null>(null);

/** The editor around a row. */
export const useEditor = (): EditorState => {
  const state = use(EditorContext);
  if (state === null) throw new MissingProviderError('A row of the editor');
  return state;
};
