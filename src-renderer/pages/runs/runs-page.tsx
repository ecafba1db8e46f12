import { IconDownload, IconHistory, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Run } from '../../../src-main/contract/run';
import { useClient } from '../../client/client-context';
import { useCall } from '../../client/use-call';
import type { RunsSearch } from '../../router/search';
import { RunListView } from '../../run-list/run-list-view';
import { useRunList } from '../../run-list/use-run-list';
import { Page } from '../../shell/page';
import { useTime } from '../../time/use-time';
import { ActionMenu } from '../../ui/action-menu';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { saveFile } from '../../ui/save-file';
import { SearchField } from '../../ui/search-field';
import { useToasts } from '../../ui/toasts';
import { CustomRange } from './custom-range';
import { ActiveRunFilters, RangeField, RunFilters } from './run-filters';
import { rangeOf, runQuestionNow } from './run-question';
import classes from './runs-page.module.css';

const route = getRouteApi('/runs');
const icon = { width: '1rem', height: '1rem', stroke: 1.8, 'aria-hidden': true } as const;

/** The ledger of runs: found, filtered, followed live, acted upon. */
export const RunsPage = (): ReactNode => {
  const { t } = useTranslation('runs');
  const { t: common } = useTranslation();
  const { t: shell } = useTranslation('shell');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const time = useTime();
  const client = useClient();
  const toasts = useToasts();
  const [live, setLive] = useState(true);
  // The address hands out a new object now and then; only another content is another question.
  const asked = `${time.timeZone} ${JSON.stringify(search)}`;
  const [question, setQuestion] = useState(() => ({ asked, filter: runQuestionNow(search, time.timeZone) }));
  if (question.asked !== asked) setQuestion({ asked, filter: runQuestionNow(search, time.timeZone) });
  const { filter } = question;
  const list = useRunList(filter, live);
  const chosenTask = useCall(
    'tasks',
    'get',
    { id: search.task ?? '1' },
    { enabled: search.task !== undefined },
  );
  const go = useCallback(
    (next: RunsSearch) => {
      void navigate({ search: next, replace: true });
    },
    [navigate],
  );
  const change = useCallback((part: Partial<RunsSearch>) => go({ ...search, ...part }), [go, search]);
  const onlyTask = useCallback((run: Run) => change({ task: run.taskId }), [change]);
  const exportAs = (format: 'csv' | 'json'): void => {
    const save = async (): Promise<void> => {
      const { fileName, text } = await client.runs.export({ ...filter, format });
      saveFile(fileName, text);
      toasts.done(t('done.exported', { file: fileName }));
    };
    save().catch((error: unknown) =>
      toasts.failed(error instanceof Error ? error.message : common('error.unexpected')),
    );
  };
  const narrowed =
    search.q !== undefined ||
    search.task !== undefined ||
    search.trigger !== undefined ||
    search.unseen !== undefined ||
    filter.statuses.length > 0;
  const allTime = rangeOf(search) === 'all';
  return (
    <Page
      title={shell('pages.runs')}
      fill
      actions={
        <>
          <span className={classes['live']}>
            <Button
              look="quiet"
              icon={live ? <IconPlayerPause {...icon} /> : <IconPlayerPlay {...icon} />}
              onClick={() => setLive(!live)}
            >
              {t(live ? 'live.on' : 'live.off')}
            </Button>
            {list.updatedAt === null ? null : (
              <span>{t('live.updated', { time: time.clockSeconds(list.updatedAt) })}</span>
            )}
          </span>
          <ActionMenu
            label={t('actions.export')}
            trigger={
              <Button icon={<IconDownload {...icon} />} hasPopup="menu">
                {t('actions.export')}
              </Button>
            }
            entries={[
              { kind: 'action', label: t('actions.exportCsv'), onSelect: () => exportAs('csv') },
              { kind: 'action', label: t('actions.exportJson'), onSelect: () => exportAs('json') },
            ]}
          />
        </>
      }
    >
      <RunListView
        filter={filter}
        list={list}
        withTask
        onStatuses={(status) => change({ status: status.length === 0 ? undefined : status })}
        onOnlyTask={onlyTask}
        tools={
          <div className={classes['tools']}>
            <SearchField
              label={t('search')}
              width="11rem"
              value={search.q ?? ''}
              onSearch={(q) => change({ q: q === '' ? undefined : q })}
            />
            <RangeField search={search} onChange={change} />
            <RunFilters search={search} onChange={change} />
          </div>
        }
        below={
          <>
            {rangeOf(search) === 'custom' ? <CustomRange search={search} onChange={change} /> : null}
            <ActiveRunFilters search={search} onChange={change} taskName={chosenTask.data?.name} />
          </>
        }
        empty={
          narrowed ? (
            <EmptyState
              title={common('emptyMatch')}
              text={common('emptyMatchText')}
              actions={
                <Button onClick={() => go({ range: search.range, from: search.from, to: search.to })}>
                  {common('actions.clearFilters')}
                </Button>
              }
            />
          ) : allTime ? (
            <EmptyState
              icon={<IconHistory width="2.25rem" height="2.25rem" stroke={1.4} aria-hidden="true" />}
              title={t('emptyTitle')}
              text={t('emptyText')}
            />
          ) : (
            <EmptyState
              title={t('emptyPeriod')}
              text={t('emptyPeriodText')}
              actions={<Button onClick={() => go({ range: 'all' })}>{t('showAll')}</Button>}
            />
          )
        }
      />
    </Page>
  );
};
