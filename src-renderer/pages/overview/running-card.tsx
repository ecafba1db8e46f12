import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { visibleText } from '../../../src-main/contract/visible-text';
import type { Overview } from '../../../src-main/contract/api';
import { useAct } from '../../client/use-act';
import { useLocale } from '../../i18n/use-locale';
import { useCommandBlock } from '../../shell/use-command-block';
import { durationWords, elapsedClock } from '../../time/duration-words';
import { useNow } from '../../time/use-time';
import { ActionLink } from '../../ui/action-link';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Meter } from '../../ui/meter';
import { RunStateMark } from '../../ui/state-mark';
import { useToasts } from '../../ui/toasts';
import classes from './list.module.css';

interface Props {
  readonly runs: Overview['running'];
}

/** How far a run is: its time against the usual one. While it waits for a person, no usual time says anything. */
const Progress = ({ run, now }: { readonly run: Props['runs'][number]; readonly now: Date }): ReactNode => {
  const { t } = useTranslation('overview');
  const locale = useLocale();
  const elapsedMs = Math.max(0, now.getTime() - new Date(run.startedAt ?? run.createdAt).getTime());
  const elapsed = elapsedClock(elapsedMs);
  if (run.state === 'waiting')
    return (
      <span className={classes['waits']}>
        <RunStateMark status="waiting" />
        <span className={classes['quiet']}>{elapsed}</span>
      </span>
    );
  const usual = run.medianMs === null ? null : durationWords(run.medianMs, locale);
  const long = run.medianMs !== null && elapsedMs > run.medianMs;
  return (
    <>
      {run.medianMs === null || usual === null ? (
        <span />
      ) : (
        <Meter
          value={elapsedMs / run.medianMs}
          tone={long ? 'warn' : 'run'}
          label={t('running.progress', { task: run.taskName, elapsed, span: usual })}
        />
      )}
      <span className={classes['quiet']}>
        {elapsed}
        {usual === null ? null : ` · ${t('running.usually', { span: usual })}`}
        {long ? <span className="nx-hidden">, {t('running.longer')}</span> : null}
      </span>
    </>
  );
};

/** What runs now, each against its usual duration. */
export const RunningCard = ({ runs }: Props): ReactNode => {
  const { t } = useTranslation('overview');
  const locale = useLocale();
  const now = useNow(runs.length > 0 ? 'second' : 'minute');
  const toasts = useToasts();
  const blocked = useCommandBlock();
  const cancel = useAct('runs', 'cancel');
  return (
    <Card
      title={t('running.title')}
      flush
      note={runs.length === 0 ? undefined : runs.length.toLocaleString(locale)}
    >
      {runs.length === 0 ? <p className={classes['none']}>{t('running.none')}</p> : null}
      <ul className={`${classes['list']} ${classes['running']}`}>
        {runs.map((run) => (
          <li key={run.id} className={classes['row']}>
            <ActionLink
              to="/runs/$runId"
              params={{ runId: run.id }}
              className="nx-cut"
              title={visibleText(run.taskName)}
            >
              {visibleText(run.taskName)}
            </ActionLink>
            <Progress run={run} now={now} />
            <Button
              look="quiet"
              size="row"
              blocked={run.cancelRequestedAt === null ? blocked : t('running.cancelling')}
              label={t('running.cancelTask', { task: run.taskName })}
              onClick={() =>
                cancel.mutate({ ids: [run.id] }, { onError: (error) => toasts.failed(error.message) })
              }
            >
              {run.cancelRequestedAt === null ? t('running.cancel') : t('running.cancelling')}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
};
