import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskRow } from '../../../src-main/contract/task';
import { useCall } from '../../client/use-call';
import { useLocale } from '../../i18n/use-locale';
import { durationWords } from '../../time/duration-words';
import { useNow, useTime } from '../../time/use-time';
import { ActionLink } from '../../ui/action-link';
import { Card } from '../../ui/card';
import { Fact } from '../../ui/fact';
import { RunStateMark } from '../../ui/state-mark';
import { useConnectorName } from '../../ui/use-connector-name';
import classes from './task-page-parts.module.css';

/** Between two remarks; a line ends with it and none begins with it. */
const dot = '\u00a0· ';

/** Next, last, success, duration, count, workflow. */
export const TaskFacts = ({ task }: { readonly task: TaskRow }): ReactNode => {
  const { t } = useTranslation('taskDetail');
  const connectorName = useConnectorName();
  const locale = useLocale();
  const time = useTime();
  const now = useNow();
  const durations = useCall('overview', 'durations', { taskId: task.id });
  const runs = durations.data?.runs ?? [];
  const tried = runs.filter((run) => run.outcome !== 'skipped' && run.outcome !== 'missed');
  const succeeded = tried.filter((run) => run.outcome === 'succeeded').length;
  const last = task.recentRuns[0];
  // A row that cannot be understood keeps its old date; nothing starts then.
  const next = task.nextRunTime === null || task.state === 'invalid' ? null : new Date(task.nextRunTime);
  const p95 = durations.data?.p95Ms ?? null;
  return (
    <Card flush>
      <dl className={classes['facts']}>
        <Fact
          name={t('facts.next')}
          value={next === null ? t('facts.none') : time.moment(next, now)}
          note={next === null ? '' : time.relative(next, now)}
        />
        <Fact
          name={t('facts.last')}
          value={
            last === undefined ? (
              t('facts.never')
            ) : (
              <ActionLink look="bare" to="/runs/$runId" params={{ runId: last.id }}>
                <RunStateMark status={last.status} />
              </ActionLink>
            )
          }
          note={
            last === undefined
              ? ''
              : `${time.moment(new Date(last.at), now)}${last.durationMs === null ? '' : `${dot}${durationWords(last.durationMs, locale)}`}`
          }
        />
        <Fact
          name={t('facts.success')}
          value={
            tried.length === 0
              ? t('facts.unknown')
              : t('facts.percent', {
                  value: ((100 * succeeded) / tried.length).toLocaleString(locale, {
                    maximumFractionDigits: 1,
                  }),
                })
          }
          note={tried.length === 0 ? '' : t('facts.successOf', { count: tried.length })}
        />
        <Fact
          name={t('facts.duration')}
          value={
            durations.data?.medianMs === undefined || durations.data.medianMs === null
              ? t('facts.unknown')
              : durationWords(durations.data.medianMs, locale)
          }
          note={p95 === null ? '' : t('facts.p95', { span: durationWords(p95, locale) })}
        />
        <Fact
          name={t('facts.runs')}
          value={
            task.maxExecutions > 0
              ? t('facts.runsOf', { count: task.executionCount, limit: task.maxExecutions })
              : task.executionCount.toLocaleString(locale)
          }
          note={[
            ...(task.openRuns === 0 ? [] : [t('facts.running', { count: task.openRuns })]),
            t('facts.notByHand'),
          ].join(dot)}
        />
        <Fact
          name={t('facts.workflow')}
          value={
            <ActionLink to="/tasks" search={{ workflow: task.workflowId }}>
              {task.workflowName ?? `#${task.workflowId}`}
            </ActionLink>
          }
          note={[task.appName, task.connector === null ? '' : connectorName(task.connector)]
            .filter((part) => part !== null && part !== '')
            .join(dot)}
        />
      </dl>
    </Card>
  );
};
