import { useRouter } from '@tanstack/react-router';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { runCountCap, type RunFilter } from '../../src-main/contract/api';
import { runStatus, type Run, type RunStatus } from '../../src-main/contract/run';
import { useCall } from '../client/use-call';
import { useCommandBlock } from '../shell/use-command-block';
import { useLocale } from '../i18n/use-locale';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { Dialog } from '../ui/dialog';
import { ErrorNotice } from '../ui/error-notice';
import { Loading } from '../ui/loading';
import classes from './run-list-view.module.css';
import type { RowCommands } from './run-row-menu';
import { RunsTable } from './runs-table';
import { useRunActions } from './use-run-actions';
import type { RunList } from './use-run-list';

/** All states, what asks for somebody first. None comes or goes: chips that wrap would move the rows below. */
const chipOrder: readonly RunStatus[] = [
  'failed',
  'timed_out',
  'missed',
  'waiting',
  'running',
  'queued',
  'succeeded',
  'skipped',
  'cancelled',
  'abandoned',
];
const confirmAbove = 10;

interface Props {
  readonly filter: RunFilter;
  readonly list: RunList;
  readonly withTask: boolean;
  readonly onStatuses: (statuses: RunStatus[]) => void;
  readonly onOnlyTask: (run: Run) => void;
  /** Search, period, filters: at the right of the chips. */
  readonly tools?: ReactNode;
  /** Under the bar: the filters in force, the ends of a period. */
  readonly below?: ReactNode;
  /** What is said when there is nothing. */
  readonly empty: ReactNode;
}

/** Chips with counts, the table, what is done with several runs, and the questions before it. */
export const RunListView = (props: Props): ReactNode => {
  const { filter, list, withTask, onStatuses, onOnlyTask, tools, below, empty } = props;
  const { t } = useTranslation('runs');
  const { t: states } = useTranslation('states');
  const { t: common } = useTranslation();
  const locale = useLocale();
  const router = useRouter();
  const blocked = useCommandBlock();
  const actions = useRunActions();
  const counts = useCall('runs', 'counts', { ...filter, statuses: [] }, { keepPrevious: true });
  const [chosen, setChosen] = useState<ReadonlyMap<string, Run>>(new Map());
  const [asked, setAsked] = useState<{ readonly what: 'remove' | 'stop'; readonly runs: Run[] } | null>(null);

  const choose = useCallback((run: Run, on: boolean) => {
    setChosen((present) => {
      const next = new Map(present);
      if (on) next.set(run.id, run);
      else next.delete(run.id);
      return next;
    });
  }, []);
  const stop = useCallback(
    (runs: Run[]) => {
      if (runs.length > confirmAbove) setAsked({ what: 'stop', runs });
      else actions.cancel(runs);
    },
    [actions],
  );
  const commands: RowCommands = useMemo(
    () => ({
      runAgain: (run) => actions.runAgain([run]),
      cancel: (run) => stop([run]),
      markSeen: (run) => actions.markSeen([run]),
      remove: (run) => setAsked({ what: 'remove', runs: [run] }),
      copyId: actions.copyId,
      openTask: (run) => void router.navigate({ to: '/tasks/$taskId', params: { taskId: run.taskId } }),
      onlyTask: onOnlyTask,
    }),
    [actions, onOnlyTask, router, stop],
  );
  const present = useMemo(() => list.rows.filter((run) => chosen.has(run.id)), [chosen, list.rows]);
  const presentIds = useMemo(() => new Set(present.map((run) => run.id)), [present]);
  const open = present.filter((run) => run.state !== 'ended');
  const ended = present.filter((run) => run.state === 'ended');
  const unseen = present.filter((run) => run.seenAt === null);
  const clear = (): void => setChosen(new Map());

  const statuses = filter.statuses;
  const total =
    counts.data === undefined
      ? undefined
      : statuses.length === 0
        ? counts.data.total
        : statuses.reduce((sum, status) => sum + (counts.data.counts[status] ?? 0), 0);
  const number = (count: number | undefined): string =>
    count === undefined
      ? ''
      : count >= runCountCap
        ? t('chips.atLeast', { count: runCountCap })
        : count.toLocaleString(locale);
  const toggle = (status: RunStatus): void =>
    onStatuses(
      statuses.includes(status)
        ? statuses.filter((other) => other !== status)
        : runStatus.options.filter((other) => other === status || statuses.includes(other)),
    );

  return (
    <>
      {present.length > 0 ? (
        <section className={classes['bulk']} aria-label={t('bulk.label')}>
          <span className={classes['bulkCount']}>{t('bulk.chosen', { count: present.length })}</span>
          <Button blocked={blocked} onClick={() => actions.runAgain(present)}>
            {t('actions.runAgain')}
          </Button>
          <Button
            blocked={blocked ?? (open.length === 0 ? t('blocked.ended') : null)}
            onClick={() => stop(open)}
          >
            {t('actions.cancel')}
          </Button>
          <Button
            blocked={blocked ?? (unseen.length === 0 ? t('blocked.seen') : null)}
            onClick={() => {
              actions.markSeen(unseen);
              clear();
            }}
          >
            {t('actions.markSeen')}
          </Button>
          <Button
            blocked={blocked ?? (ended.length === 0 ? t('blocked.open') : null)}
            onClick={() => setAsked({ what: 'remove', runs: ended })}
          >
            {t('actions.delete')}
          </Button>
          <Button look="quiet" onClick={clear}>
            {t('actions.clear')}
          </Button>
        </section>
      ) : (
        <div className={classes['bar']}>
          <div className={classes['chips']} role="group" aria-label={t('chips.label')}>
            <button
              type="button"
              className={classes['chip']}
              aria-pressed={statuses.length === 0}
              onClick={() => onStatuses([])}
            >
              {t('chips.all')}
              <span className={classes['count']}>{number(counts.data?.total)}</span>
            </button>
            {chipOrder.map((status) => (
              <button
                key={status}
                type="button"
                className={classes['chip']}
                aria-pressed={statuses.includes(status)}
                onClick={() => toggle(status)}
              >
                {states(`run.${status}`)}
                <span className={classes['count']}>
                  {number(counts.data === undefined ? undefined : (counts.data.counts[status] ?? 0))}
                </span>
              </button>
            ))}
          </div>
          {tools}
        </div>
      )}
      {below}
      {list.error === null ? null : <ErrorNotice error={list.error} onRetry={list.refetch} />}
      {list.isPending ? (
        <Card>
          <Loading rows={8} />
        </Card>
      ) : null}
      {!list.isPending && list.error === null && list.rows.length === 0 ? <Card>{empty}</Card> : null}
      {list.rows.length > 0 ? (
        <RunsTable
          list={list}
          total={total}
          withTask={withTask}
          chosen={presentIds}
          commands={commands}
          onChoose={choose}
          onChooseLoaded={(on) => setChosen(on ? new Map(list.rows.map((run) => [run.id, run])) : new Map())}
          onOpen={actions.open}
        />
      ) : null}
      <Dialog
        open={asked !== null}
        title={
          asked === null
            ? ''
            : t(asked.what === 'remove' ? 'remove.title' : 'stop.title', { count: asked.runs.length })
        }
        onClose={() => setAsked(null)}
        actions={
          asked === null ? null : (
            <>
              <Button takesFocus onClick={() => setAsked(null)}>
                {asked.what === 'remove' ? common('actions.cancel') : t('stop.keep')}
              </Button>
              <Button
                look="danger"
                onClick={() => {
                  if (asked.what === 'stop') actions.cancel(asked.runs);
                  else void actions.remove(asked.runs).then(list.refetch);
                  setAsked(null);
                  clear();
                }}
              >
                {t(asked.what === 'remove' ? 'remove.confirm' : 'stop.confirm', { count: asked.runs.length })}
              </Button>
            </>
          )
        }
      >
        <p>{t(asked?.what === 'stop' ? 'stop.text' : 'remove.text')}</p>
      </Dialog>
      <Dialog
        open={actions.failures.length > 0}
        title={t('failures.title', { count: actions.failures.length })}
        onClose={actions.dismissFailures}
        actions={<Button onClick={actions.dismissFailures}>{common('actions.close')}</Button>}
      >
        <ul className={classes['failures']}>
          {actions.failures.map((failure) => (
            <li key={failure.id}>
              <strong>
                {failure.name} · {failure.id}
              </strong>
              <p>{failure.message}</p>
            </li>
          ))}
        </ul>
      </Dialog>
    </>
  );
};
