import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunDetail } from '../../../src-main/contract/run';
import { useLocale } from '../../i18n/use-locale';
import { statusOf } from '../../run-list/run-status';
import { durationWords } from '../../time/duration-words';
import { useNow, useTime } from '../../time/use-time';
import { Card } from '../../ui/card';
import { StateIcon, type MarkState } from '../../ui/state-icon';
import classes from './run-page-parts.module.css';

interface Entry {
  readonly at: string;
  readonly state: MarkState;
  readonly text: string;
}

/** What happened to the run, in the order it happened, with the time between. */
export const RunHistory = ({ run }: { readonly run: RunDetail }): ReactNode => {
  const { t } = useTranslation('runDetail');
  const { t: states } = useTranslation('states');
  const locale = useLocale();
  const time = useTime();
  const now = useNow();
  const attempts = run.attempts.flatMap((attempt, index): Entry[] => [
    ...(attempt.startedAt === null
      ? []
      : [
          {
            at: attempt.startedAt,
            state: 'running' as const,
            text: t('history.started', { attempt: attempt.attempt }),
          },
        ]),
    // The last attempt's end is the run's own.
    ...(attempt.finishedAt === null || attempt.outcome === null || index === run.attempts.length - 1
      ? []
      : [
          {
            at: attempt.finishedAt,
            state: attempt.outcome,
            text: t('history.failed', {
              attempt: attempt.attempt,
              state: states(`run.${attempt.outcome}`),
            }),
          },
        ]),
  ]);
  const started: Entry[] =
    attempts.length > 0 || run.startedAt === null
      ? attempts
      : [
          {
            at: run.startedAt,
            state: 'running',
            text: t('history.started', { attempt: Math.max(1, run.attempt) }),
          },
        ];
  const first: Entry =
    run.trigger === 'manual'
      ? {
          at: run.createdAt,
          state: 'queued',
          text:
            run.requestedBy === null ? t('history.askedFor') : t('history.asked', { who: run.requestedBy }),
        }
      : { at: run.plannedAt, state: 'planned', text: t('history.planned') };
  const entries: Entry[] = [
    first,
    // What was missed or skipped was only written down.
    ...(run.trigger === 'manual' ||
    (run.startedAt === null && run.state === 'ended') ||
    Date.parse(run.createdAt) - Date.parse(run.plannedAt) < 1_000
      ? []
      : [{ at: run.createdAt, state: 'queued' as const, text: t('history.queued') }]),
    ...started,
    ...(run.waitingFor === null
      ? []
      : [{ at: run.waitingFor.since, state: 'waiting' as const, text: t('history.waits') }]),
    ...(run.cancelRequestedAt === null
      ? []
      : [{ at: run.cancelRequestedAt, state: 'cancelled' as const, text: t('history.cancelAsked') }]),
    ...(run.finishedAt === null
      ? []
      : [
          {
            at: run.finishedAt,
            state: statusOf(run),
            text: t('history.ended', { state: states(`run.${statusOf(run)}`) }),
          },
        ]),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return (
    <Card flush>
      <ol className={classes['history']} aria-label={t('history.title')}>
        {entries.map((entry, index) => {
          const at = new Date(entry.at);
          const before = entries[index - 1];
          const gap = before === undefined ? 0 : at.getTime() - Date.parse(before.at);
          return (
            <li key={`${entry.at} ${entry.text}`}>
              <StateIcon state={entry.state} size={0.9375} />
              <div>
                <span>{entry.text}</span>
                <time dateTime={entry.at} title={time.iso(at)}>
                  {time.momentSeconds(at, now)}
                  {gap >= 1_000 ? ` · ${t('history.after', { span: durationWords(gap, locale) })}` : ''}
                </time>
              </div>
            </li>
          );
        })}
      </ol>
    </Card>
  );
};
