import { z } from 'zod';
import { json } from '../../../src-main/contract/primitives';
import { basis, monthEnd, repeatType } from '../../../src-main/contract/rule';
import {
  missedPolicy,
  overlapPolicy,
  retryableOutcome,
  taskDraft,
  taskType,
  type TaskDraft,
} from '../../../src-main/contract/task';
import { looseDraft } from './first-draft';
import type { TaskForm } from './task-form';

const typed = z.union([z.number(), z.literal('')]);

const taskForm = z.object({
  name: z.string(),
  description: z.string(),
  pinned: z.boolean(),
  tags: z.array(z.string()),
  userId: z.string(),
  appId: z.string(),
  workflowId: z.string(),
  input: json,
  inputText: z.string().nullable(),
  confirmers: z.array(z.object({ node: z.string(), users: z.array(z.number()) })),
  taskType,
  startDate: z.string(),
  startClock: z.string(),
  timeZone: z.string(),
  repeatType,
  repeatInterval: typed,
  repeatDays: z.array(z.number()),
  repeatDayOfMonth: typed,
  repeatMonth: typed,
  repeatDayOfYear: typed,
  monthEnd,
  basis,
  ends: z.enum(['never', 'date', 'runs', 'first']),
  endDate: z.string(),
  endClock: z.string(),
  maxExecutions: typed,
  overlap: overlapPolicy.nullable(),
  missed: missedPolicy.nullable(),
  timeoutMs: typed.nullable(),
  retryAttempts: typed.nullable(),
  retryDelayMs: typed.nullable(),
  retryOn: z.array(retryableOutcome).nullable(),
  notify: taskDraft.shape.notify.unwrap(),
} satisfies Record<keyof TaskForm, z.ZodType>);

const keptDraft = z.object({
  /** When the last answer was given. */
  at: z.iso.datetime(),
  form: taskForm,
  /** What was stored when editing began, and its revision; an edit is told against it. */
  base: looseDraft,
  revision: z.string().nullable(),
});

export interface KeptDraft {
  readonly at: Date;
  readonly form: TaskForm;
  readonly base: TaskDraft;
  readonly revision: string | null;
}

const storageKey = (key: string): string => `nx-draft:${key}`;

/** Unsaved answers in the browser's storage, by task (`new` for a new one): they outlive a crash of the window. */
export const draftStore = {
  /** A draft that cannot be read is dropped: an older version may have written it. */
  read(key: string): KeptDraft | null {
    try {
      const text = localStorage.getItem(storageKey(key));
      if (text === null) return null;
      const kept = keptDraft.safeParse(JSON.parse(text));
      if (!kept.success) return null;
      return { ...kept.data, at: new Date(kept.data.at) };
    } catch {
      return null;
    }
  },
  /** A full storage loses the safety net, not the answers on the screen. */
  write(key: string, draft: KeptDraft): void {
    try {
      localStorage.setItem(storageKey(key), JSON.stringify({ ...draft, at: draft.at.toISOString() }));
    } catch {
      localStorage.removeItem(storageKey(key));
    }
  },
  remove(key: string): void {
    localStorage.removeItem(storageKey(key));
  },
} as const;
