import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExecutorStatus } from '../../src-main/contract/status';
import { useLinkState } from '../client/client-context';
import { useLocale } from '../i18n/use-locale';
import { spanWords } from '../time/duration-words';
import { useNow, useTime } from '../time/use-time';
import { ActionLink } from '../ui/action-link';
import classes from './heart.module.css';
import { useStatus } from './use-status';

type HeartTone = 'ok' | 'warn' | 'fail' | 'run' | 'quiet';

const useHeartLine = (
  status: ExecutorStatus | undefined,
): { readonly text: string; readonly tone: HeartTone } => {
  const { t } = useTranslation('shell');
  const time = useTime();
  const now = useNow('minute');
  const link = useLinkState();
  if (link.kind === 'lost') return { text: t('heart.offline'), tone: 'fail' };
  if (status === undefined) return { text: t('heart.unknown'), tone: 'quiet' };
  if (status.database.state === 'lost') return { text: t('heart.lost'), tone: 'fail' };
  if (status.phase === 'starting' || status.database.state === 'starting')
    return { text: t('heart.starting'), tone: 'run' };
  if (status.phase === 'stopping') return { text: t('heart.stopping'), tone: 'warn' };
  if (status.phase === 'stopped') return { text: t('heart.stopped'), tone: 'fail' };
  if (status.paused !== null) {
    return {
      text:
        status.paused.until === null
          ? t('heart.paused')
          : t('heart.pausedUntil', { time: time.moment(new Date(status.paused.until), now) }),
      tone: 'warn',
    };
  }
  if (status.running.length > 0)
    return { text: t('heart.busy', { count: status.running.length }), tone: 'run' };
  return { text: t('heart.running'), tone: 'ok' };
};

/** A pause outlasts the next due time: naming it would promise a start that does not come. */
const isHeld = (paused: ExecutorStatus['paused'], nextAt: string): boolean =>
  paused !== null && (paused.until === null || Date.parse(paused.until) > Date.parse(nextAt));

/** The state of the executor, the age of its last poll and what is next, at the foot of every page's navigation. */
export const Heart = (): ReactNode => {
  const { t } = useTranslation('shell');
  const locale = useLocale();
  const time = useTime();
  const now = useNow('second');
  const status = useStatus();
  const line = useHeartLine(status);
  return (
    <section className={classes['heart']} aria-label={t('heart.label')} data-tone={line.tone}>
      <p className={classes['state']}>
        <span className={classes['dot']} aria-hidden="true" />
        {line.text}
      </p>
      {status === undefined ? null : (
        <>
          <p className={classes['line']}>
            {status.lastPoll === null
              ? t('heart.notPolled', { interval: spanWords(status.pollIntervalMs, locale) })
              : t('heart.polled', {
                  ago: time.relative(new Date(status.lastPoll.at), now),
                  interval: spanWords(status.pollIntervalMs, locale),
                })}
          </p>
          <p className={classes['line']}>
            {status.nextDue === null ? (
              t('heart.noNext')
            ) : isHeld(status.paused, status.nextDue.at) ? (
              t('heart.nothingStarts')
            ) : (
              <ActionLink
                look="bare"
                className={classes['next']}
                to="/tasks/$taskId"
                params={{ taskId: status.nextDue.taskId }}
              >
                {t('heart.next', {
                  task: status.nextDue.taskName,
                  time: time.moment(new Date(status.nextDue.at), now),
                })}
              </ActionLink>
            )}
          </p>
        </>
      )}
    </section>
  );
};
