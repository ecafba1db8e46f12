import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunDetail } from '../../../src-main/contract/run';
import { useLocale } from '../../i18n/use-locale';
import { durationWords } from '../../time/duration-words';
import { useNow, useTime } from '../../time/use-time';
import { ActionLink } from '../../ui/action-link';
import { PlainTable } from '../../ui/plain-table';
import { reasonText } from '../../ui/reason-text';
import { RunStateMark } from '../../ui/state-mark';
import classes from './run-page-parts.module.css';

/** Every try of the run, with what became of it. */
export const RunAttempts = ({ run }: { readonly run: RunDetail }): ReactNode => {
  const { t } = useTranslation('runDetail');
  const locale = useLocale();
  const time = useTime();
  const now = useNow();
  if (run.attempts.length === 0) return <p className={classes['none']}>{t('attempts.none')}</p>;
  return (
    <PlainTable
      label={t('tabs.attempts')}
      head={[
        t('attempts.attempt'),
        t('attempts.state'),
        t('attempts.started'),
        t('attempts.took'),
        t('attempts.message'),
        t('attempts.log'),
      ]}
      rows={run.attempts.map((attempt) => ({
        key: String(attempt.attempt),
        cells: [
          String(attempt.attempt),
          <RunStateMark key="state" status={attempt.outcome ?? 'running'} />,
          attempt.startedAt === null ? '–' : time.momentSeconds(new Date(attempt.startedAt), now),
          attempt.startedAt === null || attempt.finishedAt === null
            ? '–'
            : durationWords(
                Math.max(0, Date.parse(attempt.finishedAt) - Date.parse(attempt.startedAt)),
                locale,
              ),
          <span key="message" className={classes['cell']}>
            {reasonText({ error: null, reason: attempt.reason, reasonText: attempt.message }, time, now)}
          </span>,
          <ActionLink
            key="log"
            to="/runs/$runId"
            params={{ runId: run.id }}
            search={{ tab: 'log', attempt: attempt.attempt }}
            aria-label={t('attempts.showLog', { attempt: attempt.attempt })}
          >
            {t('attempts.log')}
          </ActionLink>,
        ],
      }))}
    />
  );
};
