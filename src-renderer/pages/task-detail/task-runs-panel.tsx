import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunFilter } from '../../../src-main/contract/api';
import type { RunStatus } from '../../../src-main/contract/run';
import { RunListView } from '../../run-list/run-list-view';
import { useRunList } from '../../run-list/use-run-list';
import { ActionLink } from '../../ui/action-link';
import { EmptyState } from '../../ui/empty-state';
import classes from './task-page-parts.module.css';

/** The runs of the task, as on the page of all runs. */
export const TaskRunsPanel = ({ taskId }: { readonly taskId: string }): ReactNode => {
  const { t } = useTranslation('runs');
  const { t: common } = useTranslation();
  const [statuses, setStatuses] = useState<RunStatus[]>([]);
  const filter = useMemo(
    (): RunFilter => ({
      taskId,
      statuses,
      triggers: [],
      from: null,
      to: null,
      search: '',
      unseen: false,
    }),
    [statuses, taskId],
  );
  const list = useRunList(filter, true);
  return (
    <div className={classes['listPanel']}>
      <RunListView
        filter={filter}
        list={list}
        withTask={false}
        onStatuses={setStatuses}
        onOnlyTask={() => undefined}
        tools={
          <ActionLink look="button" to="/runs" search={{ task: taskId, range: 'all' }}>
            {t('openInRuns')}
          </ActionLink>
        }
        empty={
          statuses.length === 0 ? (
            <EmptyState title={t('emptyTitle')} text={t('emptyText')} />
          ) : (
            <EmptyState title={common('emptyMatch')} text={common('emptyMatchText')} />
          )
        }
      />
    </div>
  );
};
