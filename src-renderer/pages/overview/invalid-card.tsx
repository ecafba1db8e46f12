import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Overview } from '../../../src-main/contract/api';
import { visibleText } from '../../../src-main/contract/visible-text';
import { useNow, useTime } from '../../time/use-time';
import { ActionLink } from '../../ui/action-link';
import { Card } from '../../ui/card';
import { StateMark } from '../../ui/state-mark';
import classes from './list.module.css';

/** More than these are one link away. */
const shown = 6;

interface Props {
  readonly tasks: Overview['invalid'];
  readonly count: number;
}

/** Tasks that are enabled and cannot run until somebody mends them or lets go of their row, with why. */
export const InvalidCard = ({ tasks, count }: Props): ReactNode => {
  const { t } = useTranslation('overview');
  const { t: states } = useTranslation('states');
  const time = useTime();
  const now = useNow();
  return (
    <Card title={t('invalid.title')} note={count.toLocaleString(time.locale)} flush>
      <ul className={`${classes['list']} ${classes['invalid']}`}>
        {tasks.slice(0, shown).map(({ taskId, taskName, state, problem, since }) => (
          <li key={taskId} className={classes['row']}>
            <StateMark
              state="invalid"
              word={state === 'blocked' ? t('invalid.blocked') : states('task.invalid')}
            />
            <ActionLink
              to="/tasks/$taskId"
              params={{ taskId }}
              className="nx-cut"
              title={visibleText(taskName)}
            >
              {visibleText(taskName)}
            </ActionLink>
            <span className={`${classes['quiet']} ${classes['message']}`} title={visibleText(problem)}>
              {visibleText(problem)}
            </span>
            <span className={classes['quiet']}>
              {since === null
                ? null
                : t(state === 'blocked' ? 'invalid.due' : 'invalid.since', {
                    time: time.moment(new Date(since), now),
                  })}
            </span>
            <span className={classes['actions']}>
              <ActionLink
                look="button"
                size="row"
                to="/tasks/$taskId"
                params={{ taskId }}
                aria-label={t('invalid.openTask', { task: visibleText(taskName) })}
              >
                {t('invalid.open')}
              </ActionLink>
            </span>
          </li>
        ))}
      </ul>
      {count > shown ? (
        <div className={classes['foot']}>
          <ActionLink look="quiet" to="/tasks" search={{ chip: 'attention' }}>
            {t('invalid.all', { total: count })}
          </ActionLink>
        </div>
      ) : null}
    </Card>
  );
};
