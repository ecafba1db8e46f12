import { z } from 'zod';
import { json } from '../../../src-main/contract/primitives';
import { basis, monthEnd, repeatType } from '../../../src-main/contract/rule';
import { missedPolicy, overlapPolicy, retryableOutcome, taskDraft, taskType } from '../../../src-main/contract/task';
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
  base: z.looseObject({ startTime: z.string() }),
  revision: z.string().nullable(),
});

export interface KeptDraft {
  readonly at: Date;
  readonly form: TaskForm;
  readonly base: z.infer<typeof taskDraft>;
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
      const { form, at, revision } = kept.data;
      const base = readBase(kept.data.base);
      return base === null ? null : { at: new Date(at), form, base, revision };
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

/** A new task's base names nobody yet, so the ids are read as any text. */
const readBase = (base: unknown): z.infer<typeof taskDraft> | null => {
  const loose = taskDraft.extend({ name: z.string(), userId: z.string(), appId: z.string(), workflowId: z.string() });
  const parsed = loose.safeParse(base);
  return parsed.success ? parsed.data : null;
};
