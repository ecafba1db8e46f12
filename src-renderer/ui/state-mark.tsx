import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunStatus } from '../../src-main/contract/run';
import type { TaskState } from '../../src-main/contract/task';
import { StateIcon, type MarkState } from './state-icon';
import classes from './state-mark.module.css';

interface Props {
  readonly state: MarkState;
  readonly word: string;
  /** Side of the shape in rem. */
  readonly size?: number;
}

/** A state: shape, word, tone. */
export const StateMark = ({ state, word, size = 1 }: Props): ReactNode => (
  <span className={classes['mark']}>
    <StateIcon state={state} size={size} />
    <span>{word}</span>
  </span>
);

interface RunProps {
  readonly status: RunStatus | 'planned';
}

/** A run's state. */
export const RunStateMark = ({ status }: RunProps): ReactNode => {
  const { t } = useTranslation('states');
  return <StateMark state={status} word={t(`run.${status}`)} />;
};

interface TaskProps {
  readonly state: TaskState;
}

/** A task's state. A plain enabled task needs none. */
export const TaskStateMark = ({ state }: TaskProps): ReactNode => {
  const { t } = useTranslation('states');
  return <StateMark state={state} word={t(`task.${state}`)} size={0.875} />;
};
