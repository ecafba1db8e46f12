import { useRouter } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../../src-main/contract/errors';
import { taskDraft, type Task, type TaskRow } from '../../../src-main/contract/task';
import { useClient } from '../../client/client-context';
import { useToasts } from '../../ui/toasts';
import { candidateOf, formFieldOf, givenChanges, type DraftField, type GivenChanges } from './draft-of-form';
import type { FormField } from './task-form';
import type { TaskFormState } from './use-task-form';

export interface Conflict {
  readonly latest: TaskRow;
  readonly changes: GivenChanges;
  readonly andRun: boolean;
}

export interface Save {
  readonly busy: 'save' | 'run' | null;
  /** Refused by the application, told under the fields. */
  readonly refused: readonly { readonly field: FormField; readonly text: string }[];
  readonly error: Error | null;
  readonly conflict: Conflict | null;
  readonly save: (andRun: boolean) => Promise<void>;
  /** Saves over the latest version with one's own values of these fields only. */
  readonly resolve: (mine: ReadonlySet<DraftField>) => Promise<void>;
  readonly dropConflict: () => void;
  readonly forget: () => void;
}

interface Options {
  readonly state: TaskFormState;
  /** Null for a new task. */
  readonly task: TaskRow | null;
  /** Called when the application refuses fields. */
  readonly onRefused: () => void;
}

const nothingRefused: Save['refused'] = [];

const only = (changes: GivenChanges, fields: ReadonlySet<string>): GivenChanges =>
  Object.fromEntries(Object.entries(changes).filter(([field]) => fields.has(field)));

/** Saves the answers, starts a run if asked, and goes where the result can be seen. */
export const useSave = ({ state, task, onRefused }: Options): Save => {
  const { t } = useTranslation('editor');
  const client = useClient();
  const router = useRouter();
  const toasts = useToasts();
  const [busy, setBusy] = useState<Save['busy']>(null);
  const [refused, setRefused] = useState<Save['refused']>(nothingRefused);
  const [error, setError] = useState<Error | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);

  const finish = async (
    saved: Pick<Task, 'id' | 'name'>,
    sentence: string,
    andRun: boolean,
  ): Promise<void> => {
    state.close();
    const params = { taskId: saved.id };
    if (!andRun) {
      toasts.done(sentence);
      await router.navigate({ to: '/tasks/$taskId', params });
      return;
    }
    try {
      const { runId } = await client.tasks.runNow({ id: saved.id });
      toasts.done(t('savedAndRun', { name: saved.name }));
      await router.navigate({ to: '/runs/$runId', params: { runId } });
    } catch (cause) {
      toasts.failed(t('savedNotRun', { reason: cause instanceof Error ? cause.message : String(cause) }));
      await router.navigate({ to: '/tasks/$taskId', params });
    }
  };

  const write = async (changes: GivenChanges, revision: string | null, andRun: boolean): Promise<void> => {
    if (task === null) {
      const made = await client.tasks.create(taskDraft.parse(candidateOf(state.form, state.base)));
      await finish(made, t('saved', { name: made.name }), andRun);
    } else if (Object.keys(changes).length === 0 && task.state !== 'invalid') {
      await finish(task, t('savedNothing'), andRun);
    } else {
      // A task that is held is looked at anew by any save, even one without a change.
      const saved = await client.tasks.update({ id: task.id, changes, revision });
      await finish(saved, t('saved', { name: saved.name }), andRun);
    }
  };

  const attempt = async (changes: GivenChanges, revision: string | null, andRun: boolean): Promise<void> => {
    setBusy(andRun ? 'run' : 'save');
    setError(null);
    setRefused([]);
    try {
      await write(changes, revision, andRun);
    } catch (cause) {
      const problem = cause instanceof Problem ? cause : null;
      if (problem?.code === 'conflict' && task !== null) {
        setConflict({ latest: await client.tasks.get({ id: task.id }), changes, andRun });
        return;
      }
      const fields = (problem?.info.issues ?? []).flatMap(({ path, message }) => {
        const field = formFieldOf(path);
        return field === null ? [] : [{ field, text: message }];
      });
      if (fields.length > 0) {
        setRefused(fields);
        onRefused();
      } else setError(cause instanceof Error ? cause : new Error(String(cause)));
    } finally {
      setBusy(null);
    }
  };

  return {
    busy,
    refused,
    error,
    conflict,
    save: async (andRun) => {
      const changes = task === null ? {} : givenChanges(state.form, state.base);
      if (changes !== null) await attempt(changes, state.revision, andRun);
    },
    resolve: async (mine) => {
      if (conflict === null) return;
      const { latest, changes, andRun } = conflict;
      const kept = only(changes, mine);
      setConflict(null);
      state.rebase(latest, kept);
      await attempt(kept, latest.revision, andRun);
    },
    dropConflict: () => setConflict(null),
    forget: useCallback(() => {
      setRefused(nothingRefused);
      setError(null);
    }, []),
  };
};
