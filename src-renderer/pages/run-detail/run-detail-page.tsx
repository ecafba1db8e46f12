import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { visibleText } from '../../../src-main/contract/visible-text';
import { Problem } from '../../../src-main/contract/errors';
import type { RunDetail } from '../../../src-main/contract/run';
import { useCall } from '../../client/use-call';
import { statusOf } from '../../run-list/run-status';
import { Page } from '../../shell/page';
import { useNow, useTime } from '../../time/use-time';
import { ActionLink } from '../../ui/action-link';
import { Card } from '../../ui/card';
import { EmptyState } from '../../ui/empty-state';
import { ErrorNotice } from '../../ui/error-notice';
import { announce } from '../../ui/live-region';
import { Loading } from '../../ui/loading';
import { Meter } from '../../ui/meter';
import { RunStateMark } from '../../ui/state-mark';
import { TabPanels } from '../../ui/tab-panels';
import { CancelNote } from './cancel-note';
import { FailureBox } from './failure-box';
// With the page, which is fetched by itself: React shows what it waited for 300 ms late.
import { LogViewer } from './log/log-viewer';
import { JsonPanel } from '../../ui/json-panel';
import { RunActions } from './run-actions';
import { RunAttempts } from './run-attempts';
import { RunFacts } from './run-facts';
import { RunHistory } from './run-history';
import { RunSteps } from './run-steps';
import classes from './run-page-parts.module.css';
import { WaitingNote } from './waiting-note';

const route = getRouteApi('/runs/$runId');
const tabs = ['log', 'steps', 'inputs', 'outputs', 'attempts', 'raw'] as const;
/** Steps and progress come without an event of their own. */
const openRefetchMs = 2_000;

const Line = ({ run }: { readonly run: RunDetail }): ReactNode => {
  const { t } = useTranslation('runDetail');
  const time = useTime();
  const now = useNow();
  const parts = [
    t('line.run', { id: run.id }),
    t(run.trigger === 'manual' ? 'line.requested' : 'line.planned', {
      time: time.momentSeconds(new Date(run.plannedAt), now),
    }),
    ...(run.startedAt === null
      ? []
      : [t('line.started', { time: time.clockSeconds(new Date(run.startedAt)) })]),
    ...(run.maxAttempts > 1 && run.attempt > 0
      ? [t('line.attempt', { attempt: run.attempt, most: run.maxAttempts })]
      : []),
    ...(run.covers > 1 ? [t('line.covers', { count: run.covers })] : []),
  ];
  return (
    <div className={classes['line']}>
      <RunStateMark status={statusOf(run)} />
      <span>{parts.join(' · ')}</span>
      <span className={classes['walk']}>
        {run.previousRunId === null ? null : (
          <ActionLink
            look="button"
            size="row"
            to="/runs/$runId"
            params={{ runId: run.previousRunId }}
            aria-label={t('previous')}
            title={t('previous')}
            icon={<IconArrowLeft width="1rem" height="1rem" aria-hidden="true" />}
          />
        )}
        {run.nextRunId === null ? null : (
          <ActionLink
            look="button"
            size="row"
            to="/runs/$runId"
            params={{ runId: run.nextRunId }}
            aria-label={t('next')}
            title={t('next')}
            icon={<IconArrowRight width="1rem" height="1rem" aria-hidden="true" />}
          />
        )}
        <ActionLink look="button" size="row" to="/tasks/$taskId" params={{ taskId: run.taskId }}>
          {t('openTask')}
        </ActionLink>
      </span>
    </div>
  );
};

const Tabs = ({ run, showError }: { readonly run: RunDetail; readonly showError: number }): ReactNode => {
  const { t } = useTranslation('runDetail');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const tab = search.tab ?? 'log';
  const open = run.state !== 'ended';
  const newest = Math.max(1, run.attempt);
  const attempt = Math.min(search.attempt ?? newest, newest);
  const record = run.attempts.find((one) => one.attempt === attempt);
  return (
    <Card flush>
      <TabPanels
        label={t('tabs.label')}
        value={tab}
        tabs={tabs.map((value) => ({
          value,
          label: t(`tabs.${value}`),
          ...(value === 'steps' && run.steps.length > 0 ? { note: String(run.steps.length) } : {}),
          ...(value === 'attempts' && run.attempts.length > 1 ? { note: String(run.attempts.length) } : {}),
        }))}
        onChange={(next) => void navigate({ search: next === 'log' ? {} : { tab: next }, replace: true })}
      >
        {tab === 'log' ? (
          <LogViewer
            key={`${run.id} ${attempt}`}
            runId={run.id}
            attempt={attempt}
            attempts={Array.from({ length: newest }, (_, index) => index + 1)}
            startedAt={record?.startedAt ?? run.startedAt}
            open={open && attempt === newest}
            started={run.startedAt !== null || run.logLines > 0}
            line={search.line}
            showError={showError}
            onAttempt={(next) => void navigate({ search: { tab: 'log', attempt: next }, replace: true })}
          />
        ) : null}
        {tab === 'steps' ? <RunSteps run={run} /> : null}
        {tab === 'inputs' ? (
          <JsonPanel value={run.input} label={t('tabs.inputs')} none={t('json.none')} table />
        ) : null}
        {tab === 'outputs' ? (
          <JsonPanel
            value={run.result}
            label={t('tabs.outputs')}
            none={t(open ? 'json.noOutputYet' : 'json.noOutput')}
            table
          />
        ) : null}
        {tab === 'attempts' ? <RunAttempts run={run} /> : null}
        {tab === 'raw' ? <JsonPanel value={run} label={t('tabs.raw')} none="" /> : null}
      </TabPanels>
    </Card>
  );
};

const Progress = ({ run }: { readonly run: RunDetail }): ReactNode => {
  const { t } = useTranslation('runDetail');
  if (run.state === 'ended' || run.progress === null) return null;
  const { percent, text } = run.progress;
  return (
    <Card>
      <p style={{ margin: '0 0 0.375rem' }}>{text}</p>
      {percent === null ? null : (
        <Meter
          value={percent / 100}
          tone="run"
          label={t('progress.label', { percent: Math.round(percent) })}
        />
      )}
    </Card>
  );
};

/** One run: what went wrong first, then facts, history, and its log, steps, inputs and outputs. */
export const RunDetailPage = (): ReactNode => {
  const { t } = useTranslation('runDetail');
  const { t: states } = useTranslation('states');
  const { t: shell } = useTranslation('shell');
  const { runId } = route.useParams();
  const navigate = route.useNavigate();
  const [open, setOpen] = useState(true);
  const query = useCall('runs', 'get', { id: runId }, open ? { refetchMs: openRefetchMs } : {});
  const run = query.data;
  const task = useCall('tasks', 'get', { id: run?.taskId ?? '1' }, { enabled: run !== undefined });
  const [showError, setShowError] = useState(0);
  const going = run === undefined ? false : run.state !== 'ended';
  if (run !== undefined && going !== open) setOpen(going);
  const before = useRef<{ readonly id: string; readonly open: boolean } | null>(null);
  useEffect(() => {
    if (run === undefined) return;
    const ended = run.state === 'ended';
    if (before.current?.id === run.id && before.current.open && ended)
      announce(t('done.ended', { state: states(`run.${statusOf(run)}`) }));
    before.current = { id: run.id, open: !ended };
  }, [run, states, t]);
  if (run === undefined) {
    const gone = query.error instanceof Problem && query.error.code === 'not_found';
    return (
      <Page title={shell('pages.runs')}>
        {gone ? (
          <Card>
            <EmptyState
              title={t('gone.title')}
              text={t('gone.text')}
              actions={
                <ActionLink look="primary" to="/runs">
                  {t('gone.action')}
                </ActionLink>
              }
            />
          </Card>
        ) : query.error === null ? (
          <Card>
            <Loading rows={10} />
          </Card>
        ) : (
          <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />
        )}
      </Page>
    );
  }
  return (
    <Page title={visibleText(run.taskName)} actions={<RunActions run={run} />}>
      <Line run={run} />
      <div className={classes['stack']}>
        <FailureBox
          run={run}
          status={statusOf(run)}
          task={task.data}
          onShowInLog={
            run.logLines === 0
              ? undefined
              : () => {
                  setShowError(showError + 1);
                  void navigate({ search: { tab: 'log' }, replace: true });
                }
          }
        />
        <CancelNote run={run} />
        <WaitingNote run={run} />
        <Progress run={run} />
        <RunFacts run={run} task={task.data} />
        <RunHistory run={run} />
        <Tabs run={run} showError={showError} />
      </div>
    </Page>
  );
};
