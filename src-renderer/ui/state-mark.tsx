import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunStatus } from '../../src-main/contract/run';
import type { TaskState } from '../../src-main/contract/task';
import { StateIcon } from './state-icon';
import classes from './state-mark.module.css';

interface RunProps {
  readonly status: RunStatus | 'planned';
}

/** A run's state: shape, word, tone. */
export const RunStateMark = ({ status }: RunProps): ReactNode => {
  const { t } = useTranslation('states');
  return (
    <span className={classes['mark']}>
      <StateIcon state={status} />
      <span>{t(`run.${status}`)}</span>
    </span>
  );
};

interface TaskProps {
  readonly state: TaskState;
}

/** A task's state: shape, word, tone. A plain enabled task needs none. */
export const TaskStateMark = ({ state }: TaskProps): ReactNode => {
  const { t } = useTranslation('states');
  return (
    <span className={classes['mark']}>
      <StateIcon state={state} size={0.875} />
      <span>{t(`task.${state}`)}</span>
    </span>
  );
};
