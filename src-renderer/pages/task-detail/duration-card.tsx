import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../client/use-call';
import { useLocale } from '../../i18n/use-locale';
import { durationWords } from '../../time/duration-words';
import { useNow, useTime } from '../../time/use-time';
import { ActionLink } from '../../ui/action-link';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { ErrorNotice } from '../../ui/error-notice';
import { Loading } from '../../ui/loading';
import { MarkLegend } from '../../ui/mark-legend';
import { PlainTable } from '../../ui/plain-table';
import { useRoving } from '../../ui/use-roving';
import classes from './task-page-parts.module.css';

/** The last 30 runs as bars against their median; each is a link with a name, and there is a table with the same. */
export const DurationCard = ({ taskId }: { readonly taskId: string }): ReactNode => {
  const { t } = useTranslation('taskDetail');
  const { t: states } = useTranslation('states');
  const { t: common } = useTranslation();
  const locale = useLocale();
  const time = useTime();
  const now = useNow();
  const [table, setTable] = useState(false);
  const durations = useCall('overview', 'durations', { taskId, limit: 30 });
  // Oldest first, as one reads.
  const runs = [...(durations.data?.runs ?? [])].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const median = durations.data?.medianMs ?? null;
  const longest = Math.max(1, median ?? 0, ...runs.map((run) => run.durationMs ?? 0));
  const roving = useRoving([runs.map((run) => run.runId)]);
  const nameOf = (run: (typeof runs)[number]): string => {
    const words = {
      time: time.moment(new Date(run.at), now),
      state: states(`run.${run.outcome}`),
    };
    return run.durationMs === null
      ? t('durations.barNone', words)
      : t('durations.bar', { ...words, span: durationWords(run.durationMs, locale) });
  };
  const first = runs[0];
  const last = runs.at(-1);
  return (
    <Card
      title={t('durations.title')}
      note={median === null ? undefined : t('durations.median', { span: durationWords(median, locale) })}
      flush
      aside={
        runs.length === 0 ? undefined : (
          <Button look="quiet" size="row" onClick={() => setTable(!table)}>
            {table ? common('showChart') : common('showTable')}
          </Button>
        )
      }
    >
      {durations.isPending ? <Loading rows={4} /> : null}
      {durations.error === null ? null : (
        <ErrorNotice error={durations.error} onRetry={() => void durations.refetch()} />
      )}
      {durations.data === undefined ? null : runs.length === 0 ? (
        <p className={classes['none']}>{t('durations.none')}</p>
      ) : table ? (
        <PlainTable
          label={t('durations.title')}
          head={[t('durations.time'), t('durations.state'), t('durations.span')]}
          rows={runs.map((run) => ({
            key: run.runId,
            cells: [
              time.moment(new Date(run.at), now),
              states(`run.${run.outcome}`),
              run.durationMs === null ? '–' : durationWords(run.durationMs, locale),
            ],
          }))}
        />
      ) : (
        <div className={classes['plotBox']}>
          {/* Arrow keys move between the links inside; the group itself takes no focus. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
          <div
            className={classes['plot']}
            role="group"
            aria-label={t('durations.title')}
            onKeyDown={roving.onKeyDown}
          >
            {runs.map((run) => (
              <ActionLink
                key={run.runId}
                look="bare"
                to="/runs/$runId"
                params={{ runId: run.runId }}
                className={classes['bar']}
                aria-label={nameOf(run)}
                title={nameOf(run)}
                preload={false}
                {...roving.mark(run.runId)}
              >
                <span
                  data-mark={run.outcome}
                  style={{ height: `${(100 * (run.durationMs ?? 0)) / longest}%` }}
                />
              </ActionLink>
            ))}
            {median === null ? null : (
              <span
                className={classes['medianLine']}
                style={{ bottom: `${(100 * median) / longest}%` }}
                aria-hidden="true"
              />
            )}
          </div>
          <div className={classes['axis']} aria-hidden="true">
            <span>{first === undefined ? '' : time.moment(new Date(first.at), now)}</span>
            <span>{last === undefined ? '' : time.moment(new Date(last.at), now)}</span>
          </div>
          <MarkLegend states={[...new Set(runs.map((run) => run.outcome))]} label={t('durations.state')} />
        </div>
      )}
    </Card>
  );
};
