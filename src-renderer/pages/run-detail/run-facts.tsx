import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json } from '../../../src-main/contract/primitives';
import type { RunDetail } from '../../../src-main/contract/run';
import type { TaskRow } from '../../../src-main/contract/task';
import { useLocale } from '../../i18n/use-locale';
import { durationMs, lateByMs } from '../../run-list/run-status';
import { durationWords, elapsedClock } from '../../time/duration-words';
import { useNow } from '../../time/use-time';
import { Card } from '../../ui/card';
import { Fact } from '../../ui/fact';
import { Meter } from '../../ui/meter';
import { ScheduleWords } from '../../ui/schedule-words';
import classes from './run-page-parts.module.css';

interface Props {
  readonly run: RunDetail;
  readonly task: TaskRow | undefined;
}

/** The tokens of a result, where its workflow counts them. */
const tokensOf = (result: Json | null): number | null => {
  if (typeof result !== 'object' || result === null || Array.isArray(result)) return null;
  for (const key of ['total_tokens', 'totalTokens', 'tokens']) {
    const value = result[key];
    if (typeof value === 'number') return value;
  }
  const usage = result['usage'];
  return usage === undefined ? null : tokensOf(usage);
};

const Duration = ({ run }: { readonly run: RunDetail }): ReactNode => {
  const { t } = useTranslation('runDetail');
  const locale = useLocale();
  const open = run.startedAt !== null && run.finishedAt === null;
  // Waiting for a person is not working: against the usual time it says nothing.
  const works = open && run.state !== 'waiting';
  const now = useNow(open ? 'second' : 'minute');
  const ms = durationMs(run, now);
  const usual =
    run.medianMs === null
      ? t('facts.noUsual')
      : t(works && ms !== null && ms > run.medianMs ? 'facts.longer' : 'facts.usually', {
          span: durationWords(run.medianMs, locale),
        });
  return (
    <div>
      <dt>{t('facts.duration')}</dt>
      <dd>
        <strong>
          {ms === null ? t('facts.notStarted') : open ? elapsedClock(ms) : durationWords(ms, locale)}
        </strong>
        <span>{ms === null ? '' : usual}</span>
        {works && run.medianMs !== null && ms !== null ? (
          <span className={classes['meter']}>
            <Meter value={ms / run.medianMs} tone={ms > run.medianMs ? 'warn' : 'run'} label={usual} />
          </span>
        ) : null}
      </dd>
    </div>
  );
};

/** How long, why, where, how late. */
export const RunFacts = ({ run, task }: Props): ReactNode => {
  const { t } = useTranslation('runDetail');
  const { t: states } = useTranslation('states');
  const locale = useLocale();
  const late = lateByMs(run);
  const tokens = tokensOf(run.result);
  const steps = run.steps.length === 0 ? '' : t('facts.steps', { count: run.steps.length });
  return (
    <Card flush>
      <dl className={classes['facts']}>
        <Duration run={run} />
        <Fact
          name={t('facts.trigger')}
          value={states(`trigger.${run.trigger}`)}
          note={
            run.requestedBy !== null ? (
              t('facts.requestedBy', { who: run.requestedBy })
            ) : task === undefined || run.trigger === 'manual' ? undefined : (
              <ScheduleWords task={task} />
            )
          }
        />
        {late === null ? null : (
          <Fact
            name={t('facts.late')}
            value={late < 1_000 ? t('facts.onTime') : durationWords(late, locale)}
          />
        )}
        {run.executorHost === null || run.startedAt === null ? null : (
          <Fact
            name={t('facts.host')}
            value={run.executorHost}
            note={run.executorId === null ? '' : t('facts.executor', { id: run.executorId.slice(0, 8) })}
          />
        )}
        {tokens === null ? null : (
          <Fact name={t('facts.tokens')} value={tokens.toLocaleString(locale)} note={steps} />
        )}
      </dl>
    </Card>
  );
};
