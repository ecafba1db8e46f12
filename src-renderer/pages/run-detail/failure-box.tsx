import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunDetail, RunStatus } from '../../../src-main/contract/run';
import type { TaskRow } from '../../../src-main/contract/task';
import { useNow, useTime } from '../../time/use-time';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { reasonText } from '../../ui/reason-text';
import classes from './run-page-parts.module.css';

interface Props {
  readonly run: RunDetail;
  readonly status: RunStatus;
  readonly task: TaskRow | undefined;
  /** Undefined where the log has nothing to show. */
  readonly onShowInLog: (() => void) | undefined;
}

const tones: Partial<Record<RunStatus, 'fail' | 'warn' | 'quiet'>> = {
  failed: 'fail',
  timed_out: 'fail',
  abandoned: 'fail',
  missed: 'warn',
  skipped: 'quiet',
  cancelled: 'quiet',
};

/** How many attempts right before the last one ended with the same words. */
const sameBefore = (run: RunDetail): number => {
  const messages = run.attempts.map((attempt) => attempt.message ?? '');
  const last = messages.at(-1);
  if (last === undefined || last === '') return 0;
  let same = 0;
  for (const message of messages.slice(0, -1).reverse()) {
    if (message !== last) break;
    same += 1;
  }
  return same;
};

const detailText = (run: RunDetail): string =>
  [
    `run: ${run.id}`,
    `task: ${run.taskName} (${run.taskId})`,
    `outcome: ${run.outcome ?? run.state}`,
    ...(run.reason === null ? [] : [`reason: ${run.reason.code} ${JSON.stringify(run.reason.params)}`]),
    ...(run.reasonText === null ? [] : [run.reasonText]),
    ...(run.error === null ? [] : [`error: ${run.error.message}`]),
    ...(run.error?.detail === undefined || run.error.detail === null
      ? []
      : [JSON.stringify(run.error.detail, null, 2)]),
  ].join('\n');

/** What went wrong, before anything else: the error in one sentence, where, and what comes next. */
export const FailureBox = ({ run, status, task, onShowInLog }: Props): ReactNode => {
  const { t } = useTranslation('runDetail');
  const { t: common } = useTranslation();
  const time = useTime();
  const now = useNow();
  const [copied, setCopied] = useState(false);
  const tone = tones[status];
  if (tone === undefined) return null;
  // What somebody decided is the reason; what the program said to it comes after.
  const decided = status === 'cancelled' && run.reason !== null;
  const headline = reasonText(decided ? { ...run, error: null } : run, time, now);
  const same = sameBefore(run);
  const notes = [
    ...(decided && run.error !== null && run.error.message !== '' ? [run.error.message] : []),
    ...(run.error?.step === undefined || run.error.step === null
      ? []
      : [t('failure.step', { step: run.error.step })]),
    ...(run.reason === null ? [] : [t('failure.code', { code: run.reason.code })]),
    ...(same === 0 ? [] : [t('failure.sameAsBefore', { count: same })]),
  ];
  const next =
    task === undefined || task.state !== 'enabled'
      ? ''
      : task.nextRunTime === null
        ? t('failure.noNext')
        : t('failure.next', { time: time.moment(new Date(task.nextRunTime), now) });
  const detail = run.error?.detail ?? null;
  return (
    <Card tone={tone === 'fail' ? 'fail' : 'plain'}>
      <section className={classes['failure']} data-tone={tone} aria-label={t('failure.label')}>
        <h2>{headline}</h2>
        <div className={classes['failureActions']}>
          {onShowInLog === undefined ? null : (
            <Button size="row" onClick={onShowInLog}>
              {t('failure.showInLog')}
            </Button>
          )}
          <Button
            size="row"
            onClick={() => {
              void navigator.clipboard.writeText(detailText(run)).then(() => setCopied(true));
            }}
          >
            {copied ? common('actions.copied') : t('failure.copy')}
          </Button>
        </div>
        {notes.length === 0 && next === '' ? null : (
          <p>{[...notes, ...(next === '' ? [] : [next])].join(' · ')}</p>
        )}
        {detail === null ? null : (
          <details>
            <summary>{t('failure.detail')}</summary>
            <pre>{typeof detail === 'string' ? detail : JSON.stringify(detail, null, 2)}</pre>
          </details>
        )}
      </section>
    </Card>
  );
};
