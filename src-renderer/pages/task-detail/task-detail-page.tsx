import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { visibleText } from '../../../src-main/contract/visible-text';
import { Problem } from '../../../src-main/contract/errors';
import { useCall } from '../../client/use-call';
import { Page } from '../../shell/page';
import { ActionLink } from '../../ui/action-link';
import { Card } from '../../ui/card';
import { EmptyState } from '../../ui/empty-state';
import { ErrorNotice } from '../../ui/error-notice';
import { JsonPanel } from '../../ui/json-panel';
import { Loading } from '../../ui/loading';
import { ScheduleWords } from '../../ui/schedule-words';
import { TaskStateMark } from '../../ui/state-mark';
import { TabPanels } from '../../ui/tab-panels';
import { ChangesPanel } from './changes-panel';
import { DurationCard } from './duration-card';
import { NextRunsCard } from './next-runs-card';
import { PoliciesPanel } from './policies-panel';
import { StateNote } from './state-note';
import { TaskActions } from './task-actions';
import { TaskFacts } from './task-facts';
import { TaskHeatmapCard } from './task-heatmap-card';
import classes from './task-page-parts.module.css';
import { TaskRunsPanel } from './task-runs-panel';
import { WhyCard } from './why-card';

const route = getRouteApi('/tasks/$taskId');
const tabs = ['overview', 'runs', 'inputs', 'policies', 'changes'] as const;

/** One task: what it does, what comes next, how it went, and what was changed. */
export const TaskDetailPage = (): ReactNode => {
  const { t } = useTranslation('taskDetail');
  const { t: shell } = useTranslation('shell');
  const { taskId } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = useCall('tasks', 'get', { id: taskId });
  const task = query.data;
  if (task === undefined) {
    const gone = query.error instanceof Problem && query.error.code === 'not_found';
    return (
      <Page title={shell('pages.tasks')}>
        {gone ? (
          <Card>
            <EmptyState
              title={t('gone.title')}
              text={t('gone.text')}
              actions={
                <ActionLink look="primary" to="/tasks">
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
  const tab = search.tab ?? 'overview';
  return (
    <Page
      title={visibleText(task.name)}
      mark={task.state === 'enabled' ? undefined : <TaskStateMark state={task.state} />}
      actions={<TaskActions task={task} />}
    >
      <div className={classes['line']}>
        <ScheduleWords task={task} className={classes['words']} />
        {task.description === null ? null : <span>{task.description}</span>}
      </div>
      <div className={classes['stack']}>
        <StateNote task={task} />
        <TaskFacts task={task} />
        <TabPanels
          bare
          label={t('tabs.label')}
          value={tab}
          tabs={tabs.map((value) => ({ value, label: t(`tabs.${value}`) }))}
          onChange={(next) =>
            void navigate({ search: next === 'overview' ? {} : { tab: next }, replace: true })
          }
        >
          <div className={classes['panel']}>
            {tab === 'overview' ? (
              <>
                {task.state === 'deleted' ? null : (
                  <WhyCard taskId={task.id} told={task.state !== 'enabled'} />
                )}
                <div className={classes['columns']}>
                  <NextRunsCard task={task} />
                  <div className={classes['stack']}>
                    <DurationCard taskId={task.id} />
                    <TaskHeatmapCard taskId={task.id} />
                  </div>
                </div>
              </>
            ) : null}
            {tab === 'runs' ? <TaskRunsPanel taskId={task.id} /> : null}
            {tab === 'inputs' ? (
              <Card flush>
                <JsonPanel value={task.input} label={t('tabs.inputs')} none={t('inputs.none')} table />
              </Card>
            ) : null}
            {tab === 'policies' ? (
              <Card flush>
                <PoliciesPanel task={task} />
              </Card>
            ) : null}
            {tab === 'changes' ? (
              <Card flush>
                <ChangesPanel taskId={task.id} />
              </Card>
            ) : null}
          </div>
        </TabPanels>
      </div>
    </Page>
  );
};
