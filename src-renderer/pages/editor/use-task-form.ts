import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { TaskDraft, TaskRow } from '../../../src-main/contract/task';
import { changedFields, formFieldOf, type GivenChanges } from './draft-of-form';
import { draftStore } from './draft-store';
import { draftOfTask } from './first-draft';
import { formOf, type FormField, type TaskForm } from './task-form';

const keepMs = 250;

/** What editing began with. */
interface Origin {
  readonly base: TaskDraft;
  readonly revision: string | null;
}

export interface TaskFormState extends Origin {
  readonly form: TaskForm;
  readonly set: (part: Partial<TaskForm>) => void;
  readonly changed: ReadonlySet<FormField>;
  readonly dirty: boolean;
  /** Whether anything was answered since the page was opened. */
  readonly touched: boolean;
  /** When the answers on the screen were given, if they were brought back from a draft. */
  readonly restoredAt: Date | null;
  /** Back to what is stored. */
  readonly discard: () => void;
  /** The answers now stand on another stored version; `mine` are kept over it. */
  readonly rebase: (latest: TaskRow, mine: GivenChanges) => void;
  /** The answers are saved: nothing is asked and nothing kept of them any more. */
  readonly close: () => void;
  /** The answers are given up. The page stays until the next one is there, and may be come back to: it shows what is stored. */
  readonly giveUp: () => void;
  readonly isClosed: () => boolean;
}

const originOf = (task: TaskRow | null, start: TaskDraft): Origin =>
  task === null ? { base: start, revision: null } : { base: draftOfTask(task), revision: task.revision };

/**
 * The answers, what they started from, and the draft that outlives a crash.
 * @param task as it is stored now; null for a new one
 * @param start what a new task starts with
 * @param key of the draft
 */
export const useTaskForm = (task: TaskRow | null, start: TaskDraft, key: string): TaskFormState => {
  const [first] = useState(() => {
    const kept = draftStore.read(key);
    const useful = kept !== null && changedFields(kept.form, kept.base).length > 0;
    const origin = useful ? kept : originOf(task, start);
    return {
      origin: { base: origin.base, revision: origin.revision },
      form: useful ? kept.form : formOf(origin.base),
      restoredAt: useful ? kept.at : null,
    };
  });
  const [origin, setOrigin] = useState<Origin>(first.origin);
  const [form, setForm] = useState(first.form);
  const [restoredAt, setRestoredAt] = useState(first.restoredAt);
  const [touched, setTouched] = useState(false);
  const closed = useRef(false);
  const changedDraft = useMemo(() => changedFields(form, origin.base), [form, origin]);
  const changed = useMemo(
    () => new Set(changedDraft.map(formFieldOf).filter((field) => field !== null)),
    [changedDraft],
  );
  const dirty = changedDraft.length > 0;

  const set = useCallback((part: Partial<TaskForm>) => {
    closed.current = false;
    setTouched(true);
    setForm((present) => ({ ...present, ...part }));
  }, []);

  const keep = useEffectEvent((answers: TaskForm, from: Origin) => {
    if (closed.current) return;
    if (dirty) draftStore.write(key, { at: new Date(), form: answers, ...from });
    else draftStore.remove(key);
  });
  useEffect(() => {
    if (!touched) return undefined;
    const timer = setTimeout(() => keep(form, origin), keepMs);
    return () => clearTimeout(timer);
  }, [form, origin, touched]);
  const keepNow = useEffectEvent(() => {
    if (document.hidden && touched) keep(form, origin);
  });
  useEffect(() => {
    const flush = (): void => keepNow();
    document.addEventListener('visibilitychange', flush);
    return () => document.removeEventListener('visibilitychange', flush);
  }, []);

  const begin = useCallback((next: Origin): void => {
    setOrigin(next);
    setForm(formOf(next.base));
    setRestoredAt(null);
  }, []);

  // Untouched answers follow what others save; touched ones stay, and saving shows both.
  if (task !== null && !dirty && task.revision !== origin.revision) begin(originOf(task, start));

  const discard = (): void => {
    draftStore.remove(key);
    begin(originOf(task, start));
  };

  return {
    ...origin,
    form,
    set,
    changed,
    dirty,
    touched,
    restoredAt,
    discard,
    rebase: (latest, mine) => {
      const next = originOf(latest, start);
      setOrigin(next);
      setForm(formOf({ ...next.base, ...definedOf(mine) }));
    },
    close: () => {
      closed.current = true;
      draftStore.remove(key);
    },
    giveUp: () => {
      closed.current = true;
      discard();
    },
    isClosed: () => closed.current,
  };
};

const definedOf = (changes: GivenChanges): Partial<TaskDraft> => {
  const kept: Partial<TaskDraft> = {};
  return Object.assign(
    kept,
    Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)),
  );
};
