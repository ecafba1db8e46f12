import { useEffect, useRef, useState } from 'react';
import type { Preview } from '../../../src-main/contract/api';
import type { TaskDraft } from '../../../src-main/contract/task';
import { ruleWords } from '../../../src-main/recurrence/rule-words';
import { useCall } from '../../client/use-call';
import { useLocale } from '../../i18n/use-locale';
import { candidateOf, ruleChanges, type GivenChanges } from './draft-of-form';
import { looseDraft } from './first-draft';
import type { TaskForm } from './task-form';

/** Short enough to feel at once, long enough to leave a word being typed alone; the first key after a pause asks at once. */
const debounceMs = 60;
const pauseMs = 400;
export const shownRuns = 10;
/** Enough of the saved schedule to reach the tenth run of most edits. */
const savedRuns = 100;

export interface Consequence {
  /** The schedule in words, at once, from the answers alone; empty while they cannot be read. */
  readonly words: string;
  /** From the executor's own functions; undefined until they have answered, null while the answers cannot be read. */
  readonly preview: Preview | null | undefined;
  /** The schedule as it is saved; undefined for a new task. */
  readonly saved: Preview | undefined;
  /** The runs shown are those of a moment ago; those of the answers are on their way. */
  readonly stale: boolean;
  readonly ruleChanged: boolean;
  readonly error: Error | null;
}

/** The value as it was when it last stood still. A newer one replaces the question, so a stale answer is never shown. */
const useSettled = (
  value: GivenChanges | null,
): { readonly value: GivenChanges | null; readonly moving: boolean } => {
  const key = JSON.stringify(value);
  const [settled, setSettled] = useState({ key, value });
  const changedAt = useRef(-Infinity);
  useEffect(() => {
    if (key === settled.key) return undefined;
    const now = performance.now();
    const delayMs = now - changedAt.current > pauseMs ? 0 : debounceMs;
    changedAt.current = now;
    const timer = setTimeout(() => setSettled({ key, value }), delayMs);
    return () => clearTimeout(timer);
  }, [key, settled.key, value]);
  return { value: settled.value, moving: key !== settled.key };
};

const wordsOf = (form: TaskForm, base: TaskDraft, locale: 'en' | 'zh-CN'): string => {
  const draft = looseDraft.safeParse({
    ...candidateOf(form, base),
    input: {},
    name: '',
    userId: '',
    appId: '',
    workflowId: '',
  });
  if (!draft.success) return '';
  const { data } = draft;
  const once = data.taskType === 'one_time';
  return ruleWords(
    { ...data, timeZone: form.timeZone, repeatType: once ? 'none' : data.repeatType },
    locale,
    true,
  );
};

/** What the answers will do. @param taskId null for a new task */
export const useConsequence = (form: TaskForm, base: TaskDraft, taskId: string | null): Consequence => {
  const locale = useLocale();
  const changes = ruleChanges(form, base, taskId === null);
  const { value: asked, moving } = useSettled(changes);
  const preview = useCall(
    'tasks',
    'preview',
    { draft: asked ?? {}, taskId, count: shownRuns, locale },
    { enabled: asked !== null && changes !== null, keepPrevious: true },
  );
  const saved = useCall(
    'tasks',
    'preview',
    { draft: {}, taskId, count: savedRuns, locale },
    { enabled: taskId !== null },
  );
  const settled = changes !== null && preview.error === null;
  return {
    words: wordsOf(form, base, locale),
    preview: settled ? preview.data : changes === null ? null : undefined,
    saved: saved.data,
    stale: moving || preview.isPlaceholderData,
    ruleChanged: taskId !== null && (changes === null || Object.keys(changes).length > 0),
    error: preview.error,
  };
};
