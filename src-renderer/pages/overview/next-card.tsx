import { IconPlayerPlay, IconPlayerSkipForward } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { visibleText } from '../../../src-main/contract/visible-text';
import type { Overview } from '../../../src-main/contract/api';
import { useAct } from '../../client/use-act';
import { useClient } from '../../client/client-context';
import { useCommandBlock } from '../../shell/use-command-block';
import { useNow, useTime } from '../../time/use-time';
import { ActionLink } from '../../ui/action-link';
import { Card } from '../../ui/card';
import { IconButton } from '../../ui/icon-button';
import { useToasts } from '../../ui/toasts';
import classes from './list.module.css';

/** More than these are in the list of tasks. */
const shown = 5;

interface Props {
  readonly next: Overview['next'];
  readonly count: number;
}

/** What starts in the next 24 hours, nearest first. */
export const NextCard = ({ next, count }: Props): ReactNode => {
  const { t } = useTranslation('overview');
  const time = useTime();
  const client = useClient();
  const toasts = useToasts();
  const blocked = useCommandBlock();
  const runNow = useAct('tasks', 'runNow');
  const skip = useAct('tasks', 'skipNext');
  const rows = next.slice(0, shown);
  const coarse = useNow();
  const soon = rows.some((row) => Math.abs(new Date(row.at).getTime() - coarse.getTime()) < 90_000);
  const now = useNow(soon ? 'second' : 'minute');
  const failed = (error: Error): void => toasts.failed(error.message);
  return (
    <Card title={t('next.title')} note={t('next.tasks', { count })} flush>
      {rows.length === 0 ? <p className={classes['none']}>{t('next.none')}</p> : null}
      <ul className={`${classes['list']} ${classes['next']}`}>
        {rows.map((row) => {
          const at = new Date(row.at);
          return (
            <li key={`${row.taskId} ${row.at}`} className={classes['row']}>
              <time dateTime={row.at} title={time.iso(at)} className={classes['clock']}>
                {time.clock(at)}
              </time>
              <span className={classes['quiet']}>{time.relative(at, now)}</span>
              <ActionLink
                to="/tasks/$taskId"
                params={{ taskId: row.taskId }}
                className="nx-cut"
                title={visibleText(row.taskName)}
              >
                {visibleText(row.taskName)}
              </ActionLink>
              <span className={`${classes['quiet']} nx-cut`} title={row.words}>
                {row.words}
              </span>
              <span className={classes['actions']}>
                <IconButton
                  label={t('next.runNow', { task: row.taskName })}
                  icon={<IconPlayerPlay width="1rem" height="1rem" stroke={1.8} aria-hidden="true" />}
                  blocked={blocked}
                  onClick={() =>
                    runNow.mutate(
                      { id: row.taskId },
                      {
                        onSuccess: () => toasts.done(t('next.started', { task: row.taskName })),
                        onError: failed,
                      },
                    )
                  }
                />
                <IconButton
                  label={t('next.skip', { task: row.taskName })}
                  icon={<IconPlayerSkipForward width="1rem" height="1rem" stroke={1.8} aria-hidden="true" />}
                  blocked={blocked}
                  onClick={() =>
                    skip.mutate(
                      { id: row.taskId },
                      {
                        onSuccess: ({ runId, skipped }) =>
                          toasts.undoable(
                            t('next.skipped', {
                              task: row.taskName,
                              time: time.moment(new Date(skipped), new Date()),
                            }),
                            () => client.tasks.undoSkip({ runId }),
                          ),
                        onError: failed,
                      },
                    )
                  }
                />
              </span>
            </li>
          );
        })}
      </ul>
      {count > rows.length ? (
        <div className={classes['foot']}>
          <ActionLink look="quiet" to="/tasks" search={{ sort: 'next_run' }}>
            {t('next.more')}
          </ActionLink>
        </div>
      ) : null}
    </Card>
  );
};
