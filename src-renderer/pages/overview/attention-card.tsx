import { IconCheck, IconCircleCheckFilled } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { visibleText } from '../../../src-main/contract/visible-text';
import type { Run } from '../../../src-main/contract/run';
import { useAct } from '../../client/use-act';
import { useCommandBlock } from '../../shell/use-command-block';
import { useNow, useTime } from '../../time/use-time';
import { ActionLink } from '../../ui/action-link';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { IconButton } from '../../ui/icon-button';
import { Moment } from '../../ui/moment';
import { reasonBesideState } from '../../ui/reason-text';
import { RunStateMark } from '../../ui/state-mark';
import { useToasts } from '../../ui/toasts';
import classes from './list.module.css';

/** More than these are one link away. */
const shown = 6;

interface Props {
  readonly runs: readonly Run[];
  readonly count: number;
  /** Nothing has needed attention since then. */
  readonly calmSince: string | null;
}

/** What failed, was missed or waits for somebody, newest first; one line when there is nothing. */
export const AttentionCard = ({ runs, count, calmSince }: Props): ReactNode => {
  const { t } = useTranslation('overview');
  const { t: common } = useTranslation();
  const time = useTime();
  const now = useNow();
  const toasts = useToasts();
  const blocked = useCommandBlock();
  const seen = useAct('runs', 'markSeen');
  const again = useAct('runs', 'runAgain');
  const failed = (error: Error): void => toasts.failed(error.message);
  const markSeen = (ids: string[] | null): void =>
    seen.mutate(
      { ids },
      { onSuccess: ({ changed }) => toasts.done(t('attention.seen', { count: changed })), onError: failed },
    );

  if (count === 0) {
    return (
      <Card flush>
        <p className={classes['calm']}>
          <IconCircleCheckFilled width="1.125rem" height="1.125rem" aria-hidden="true" />
          {calmSince === null
            ? t('attention.calmAlways')
            : t('attention.calm', { time: time.moment(new Date(calmSince), now) })}
        </p>
      </Card>
    );
  }
  return (
    <Card
      title={t('attention.title')}
      note={count.toLocaleString(time.locale)}
      flush
      aside={
        <Button
          look="quiet"
          size="row"
          busy={seen.isPending}
          blocked={blocked}
          onClick={() => markSeen(null)}
        >
          {t('attention.markAll')}
        </Button>
      }
    >
      <ul className={`${classes['list']} ${classes['attention']}`}>
        {runs.slice(0, shown).map((run) => {
          const text =
            run.waitingFor === null
              ? reasonBesideState(run, time, now)
              : t('attention.waiting', { people: run.waitingFor.people.join(common('listGap')) });
          return (
            <li key={run.id} className={classes['row']}>
              <RunStateMark status={run.outcome ?? (run.state === 'ended' ? 'failed' : run.state)} />
              <ActionLink
                to="/tasks/$taskId"
                params={{ taskId: run.taskId }}
                className="nx-cut"
                title={visibleText(run.taskName)}
              >
                {visibleText(run.taskName)}
              </ActionLink>
              <span className={classes['quiet']}>
                <Moment at={run.plannedAt} lines="absolute" dayWords />
              </span>
              <span className={`${classes['quiet']} ${classes['message']}`} title={text}>
                {text}
              </span>
              <span className={classes['actions']}>
                {run.state === 'ended' ? (
                  <Button
                    size="row"
                    blocked={blocked}
                    label={t('attention.runAgainTask', { task: run.taskName })}
                    onClick={() =>
                      again.mutate(
                        { id: run.id, input: 'same' },
                        {
                          onSuccess: () => toasts.done(t('attention.started', { task: run.taskName })),
                          onError: failed,
                        },
                      )
                    }
                  >
                    {t('attention.runAgain')}
                  </Button>
                ) : null}
                <ActionLink
                  look="button"
                  size="row"
                  to="/runs/$runId"
                  params={{ runId: run.id }}
                  aria-label={t('attention.openRun', { task: run.taskName })}
                >
                  {t('attention.openButton')}
                </ActionLink>
                <IconButton
                  label={t('attention.markSeen', { task: run.taskName })}
                  icon={<IconCheck width="1rem" height="1rem" stroke={2} aria-hidden="true" />}
                  blocked={blocked}
                  onClick={() => markSeen([run.id])}
                />
              </span>
            </li>
          );
        })}
      </ul>
      {count > shown ? (
        <div className={classes['foot']}>
          <ActionLink look="quiet" to="/runs" search={{ unseen: true, range: 'all' }}>
            {t('attention.all', { total: count })}
          </ActionLink>
        </div>
      ) : null}
    </Card>
  );
};
