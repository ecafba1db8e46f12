import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunStatus, Trigger } from '../../src-main/contract/run';
import type { TaskState } from '../../src-main/contract/task';

export interface StateWords {
  readonly run: Readonly<Record<RunStatus, string>>;
  readonly task: Readonly<Record<TaskState, string>>;
  readonly trigger: Readonly<Record<Trigger, string>>;
}

/** The words of all states, looked up once for all rows of a table. */
export const useStateWords = (): StateWords => {
  const { t } = useTranslation('states');
  return useMemo(
    () => ({
      run: t('run', { returnObjects: true }),
      task: t('task', { returnObjects: true }),
      trigger: t('trigger', { returnObjects: true }),
    }),
    [t],
  );
};
