import { IconListDetails, IconPlus } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { visibleText } from '../../../src-main/contract/visible-text';
import { taskChip, type TaskSelection, type TaskSort } from '../../../src-main/contract/api';
import type { TaskRow } from '../../../src-main/contract/task';
import type { TasksSearch } from '../../router/search';
import { Page } from '../../shell/page';
import { useSettings } from '../../shell/use-settings';
import { ActionLink } from '../../ui/action-link';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Dialog } from '../../ui/dialog';
import { EmptyState } from '../../ui/empty-state';
import { ErrorNotice } from '../../ui/error-notice';
import { FilterChips } from '../../ui/filter-chips';
import { Loading } from '../../ui/loading';
import { SearchField } from '../../ui/search-field';
import { BulkBar } from './bulk-bar';
import { rememberTasksSearch } from './remembered-search';
import { ActiveFilters, TaskFilters } from './task-filters';
import { TaskViewMenu } from './task-view-menu';
import { taskViews, type TaskColumn } from './task-views';
import { TasksTable } from './tasks-table';
import classes from './task-toolbar.module.css';
import { useBulk } from './use-bulk';
import { useTaskActions } from './use-task-actions';
import { useTaskWindow, type TaskListQuestion } from './use-task-window';

/** The range in view is told in steps of so many rows: scrolling on must not draw the page anew with every row. */
const rangeStep = 25;

const route = getRouteApi('/tasks');

const questionOf = (search: TasksSearch): TaskListQuestion => ({
  search: search.q ?? '',
  chip: search.chip ?? 'all',
  workflowId: search.workflow ?? null,
  repeatType: search.repeat ?? null,
  nextWithinMs: search.within ?? null,
  tag: search.tag ?? null,
  pinned: false,
  sort: search.sort ?? 'attention',
  descending: search.desc ?? false,
});

/** Columns whose first click shows the largest first. */
const descendingFirst: ReadonlySet<TaskSort> = new Set(['last_run', 'runs', 'created', 'updated']);

/** All tasks: found, filtered, ordered, chosen and acted upon. */
export const TasksPage = (): ReactNode => {
  const { t } = useTranslation('tasks');
  const { t: common } = useTranslation();
  const { t: shell } = useTranslation('shell');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const saved = useSettings().views['tasks'];
  const views = useMemo(() => taskViews.parse(saved ?? {}), [saved]);
  const actions = useTaskActions();
  const bulk = useBulk();
  const [range, setRange] = useState({ from: 0, to: rangeStep });
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [everything, setEverything] = useState(false);
  const [shown, setShown] = useState<readonly TaskColumn[] | null>(null);

  const question = useMemo(() => questionOf(search), [search]);
  const list = useTaskWindow(question, range.from, range.to);
  const { sort, descending, ...filter } = question;
  const clearChoice = useCallback(() => {
    setChosen(new Map());
    setEverything(false);
  }, []);
  const go = useCallback(
    (next: TasksSearch) => {
      rememberTasksSearch(next);
      clearChoice();
      void navigate({ search: next, replace: true });
    },
    [clearChoice, navigate],
  );
  const change = useCallback((part: Partial<TasksSearch>) => go({ ...search, ...part }), [go, search]);
  const changeSort = (next: TaskSort): void => {
    const first = descendingFirst.has(next);
    if (next !== sort) change({ sort: next, desc: first });
    else if (descending === first) change({ sort: next, desc: !first });
    else change({ sort: undefined, desc: undefined });
  };
  const choose = useCallback((task: TaskRow, on: boolean) => {
    setEverything(false);
    setChosen((present) => {
      const next = new Map(present);
      if (on) next.set(task.id, task.openRuns > 0);
      else next.delete(task.id);
      return next;
    });
  }, []);
  const onRange = useCallback((from: number, to: number) => {
    const near = { from: from - (from % rangeStep), to: to - (to % rangeStep) + rangeStep };
    setRange((present) => (present.from === near.from && present.to === near.to ? present : near));
  }, []);

  const onColumns = useCallback((now: readonly TaskColumn[]) => {
    setShown((present) => (present?.join() === now.join() ? present : now));
  }, []);

  const rows = list.first.data?.rows;
  const loaded = useMemo(
    () => (rows ?? []).map((row): [string, boolean] => [row.id, row.openRuns > 0]),
    [rows],
  );
  const shownChosen = useMemo(
    () => new Set(everything ? loaded.map(([id]) => id) : chosen.keys()),
    [chosen, everything, loaded],
  );
  const select: TaskSelection = everything ? { filter } : { ids: [...chosen.keys()] };
  const count = everything ? list.total : chosen.size;
  const counts = list.first.data?.counts;
  const filtered =
    question.search !== '' ||
    question.chip !== 'all' ||
    question.workflowId !== null ||
    question.repeatType !== null ||
    question.nextWithinMs !== null ||
    question.tag !== null;

  return (
    <Page title={shell('pages.tasks')} fill>
      {count > 0 ? (
        <BulkBar
          bulk={bulk}
          select={select}
          count={count}
          total={list.total}
          anyRunning={everything || [...chosen.values()].includes(true)}
          onChooseAll={() => setEverything(true)}
          onClear={clearChoice}
        />
      ) : (
        <div className={classes['bar']}>
          <FilterChips
            label={t('chips.label')}
            value={question.chip}
            chips={taskChip.options.map((value) => ({
              value,
              label: t(`chips.${value}`),
              count: counts?.[value],
            }))}
            onChange={(chip) => change({ chip: chip === 'all' ? undefined : chip })}
          />
          <div className={classes['tools']}>
            <SearchField
              label={t('search')}
              width="15rem"
              value={search.q ?? ''}
              onSearch={(q) => change({ q: q === '' ? undefined : q })}
            />
            <TaskFilters search={search} onChange={change} />
            <TaskViewMenu
              search={search}
              shown={list.total > 0 ? shown : null}
              onView={go}
              onExport={(format) => bulk.save({ filter }, format)}
            />
          </div>
        </div>
      )}
      <ActiveFilters search={search} onChange={change} />
      {list.error === null ? null : (
        <ErrorNotice
          error={list.error}
          {...(list.first.error === null ? { what: t('incomplete') } : {})}
          onRetry={list.refetch}
        />
      )}
      {list.first.isPending ? (
        <Card>
          <Loading rows={8} />
        </Card>
      ) : null}
      {list.first.data !== undefined && list.total === 0 ? (
        <Card>
          {filtered ? (
            <EmptyState
              title={common('emptyMatch')}
              text={common('emptyMatchText')}
              actions={
                <Button onClick={() => go({ sort: search.sort, desc: search.desc })}>
                  {common('actions.clearFilters')}
                </Button>
              }
            />
          ) : (
            <EmptyState
              icon={<IconListDetails width="2.25rem" height="2.25rem" stroke={1.4} aria-hidden="true" />}
              title={t('emptyTitle')}
              text={t('emptyText')}
              actions={
                <ActionLink
                  look="primary"
                  to="/tasks/new"
                  icon={<IconPlus width="1rem" height="1rem" stroke={2} aria-hidden="true" />}
                >
                  {shell('newTask')}
                </ActionLink>
              }
            />
          )}
        </Card>
      ) : null}
      {list.total > 0 ? (
        <TasksTable
          list={list}
          columns={views.columns}
          sort={sort}
          descending={descending}
          actions={actions}
          chosen={shownChosen}
          allChosen={everything || (chosen.size > 0 && chosen.size === list.total)}
          onSort={changeSort}
          onChoose={choose}
          onChooseLoaded={(on) => {
            setEverything(false);
            setChosen(new Map(on ? loaded : []));
          }}
          onRange={onRange}
          onColumns={onColumns}
        />
      ) : null}
      <Dialog
        open={bulk.failures.length > 0}
        title={t('bulk.failuresTitle', { count: bulk.failures.length })}
        onClose={bulk.dismissFailures}
        actions={<Button onClick={bulk.dismissFailures}>{common('actions.close')}</Button>}
      >
        <ul className={classes['failures']}>
          {bulk.failures.map((failure) => (
            <li key={failure.id}>
              <strong>{visibleText(failure.name)}</strong>
              <p>{visibleText(failure.error.message)}</p>
            </li>
          ))}
        </ul>
      </Dialog>
    </Page>
  );
};
