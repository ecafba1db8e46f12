import { useEffect, useEffectEvent, useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preview } from '../../../src-main/contract/api';
import type { TaskRow } from '../../../src-main/contract/task';
import { useNow, useTime } from '../../time/use-time';
import { Card } from '../../ui/card';
import { ErrorNotice } from '../../ui/error-notice';
import { announce } from '../../ui/live-region';
import { Loading } from '../../ui/loading';
import { Note } from '../../ui/note';
import { NextRuns, runClock, runDay } from './next-runs';
import { compareRuns, type RunComparison } from './run-comparison';
import classes from './task-editor.module.css';
import type { Consequence } from './use-preview';

/** A pause in typing: only then the consequence is told to screen readers. */
const pauseMs = 700;
const namedDropped = 3;
const information: ReadonlySet<string> = new Set(['collision', 'poll_interval', 'start_not_matching']);

const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

interface Props {
  readonly consequence: Consequence;
  readonly timeZone: string;
  /** Null for a new task. */
  readonly task: TaskRow | null;
  /** Whether anything was answered since the page was opened: only then there is something to tell. */
  readonly touched: boolean;
}

/** Tells the words and the next run once a pause in typing. */
const useAnnouncement = ({ consequence, timeZone, touched }: Props): void => {
  const { t } = useTranslation('editor');
  const time = useTime();
  const { words, preview, stale } = consequence;
  const key = `${words} ${preview?.occurrences[0]?.at ?? ''}`;
  const told = useRef(key);
  const tell = useEffectEvent(() => {
    if (words === '' || preview === null || preview === undefined || told.current === key) return;
    told.current = key;
    const first = preview.occurrences[0];
    const sentence = capital(words);
    announce(
      first === undefined
        ? t('summary.announceNone', { words: sentence })
        : t('summary.announce', {
            words: sentence,
            time: `${runDay(first, timeZone, time, new Date())} ${runClock(first.localTime)}`,
          }),
    );
  });
  useEffect(() => {
    if (!touched) {
      told.current = key;
      return undefined;
    }
    if (stale) return undefined;
    const timer = setTimeout(() => tell(), pauseMs);
    return () => clearTimeout(timer);
  }, [key, stale, touched]);
};

const Changes = ({
  comparison,
  timeZone,
}: {
  readonly comparison: RunComparison;
  readonly timeZone: string;
}): ReactNode => {
  const { t } = useTranslation('editor');
  const { t: common } = useTranslation();
  const time = useTime();
  const now = useNow();
  const { marks, dropped } = comparison;
  const kinds = [...marks.values()].map((mark) => mark.kind);
  const parts: string[] = (['kept', 'added', 'shifted'] as const).flatMap((kind) => {
    const count = kinds.filter((one) => one === kind).length;
    return count === 0 ? [] : [t(`summary.counts.${kind}`, { count })];
  });
  if (dropped.length > 0) parts.push(t('summary.counts.dropped', { count: dropped.length }));
  const named = dropped
    .slice(0, namedDropped)
    .map((run) => `${runDay(run, timeZone, time, now)} ${runClock(run.localTime)}`);
  if (dropped.length > namedDropped)
    named.push(t('summary.andMore', { count: dropped.length - namedDropped }));
  return (
    <div className={classes['changes']} data-testid="changes">
      {parts.length === 0 ? null : <p>{t('summary.changes', { parts: parts.join(common('listGap')) })}</p>}
      {dropped.length === 0 ? null : (
        <p data-testid="dropped">
          {t('summary.dropped', { count: dropped.length, runs: named.join(common('listGap')) })}
        </p>
      )}
    </div>
  );
};

const Total = ({
  preview,
  task,
}: {
  readonly preview: Preview;
  readonly task: TaskRow | null;
}): ReactNode => {
  const { t } = useTranslation('editor');
  const done = task?.executionCount ?? 0;
  return (
    <p className={classes['total']}>
      {preview.total === null
        ? t('summary.endless')
        : done === 0
          ? t('summary.totalNew', { count: preview.total })
          : t('summary.total', { count: preview.total, done })}
    </p>
  );
};

/** The consequence of the answers: words, the next runs, what a change does to them, and what to beware of. */
export const SummaryPanel = (props: Props): ReactNode => {
  const { consequence, timeZone, task } = props;
  const { t } = useTranslation('editor');
  const time = useTime();
  const now = useNow();
  const { words, preview, saved, ruleChanged, error } = consequence;
  useAnnouncement(props);
  const comparison = useMemo(
    () => (ruleChanged && preview && saved ? compareRuns(saved, preview) : null),
    [preview, ruleChanged, saved],
  );
  const next = preview?.occurrences[0];
  const held = task?.state === 'paused' ? 'paused' : task?.state === 'disabled' ? 'held' : null;
  return (
    <aside className={classes['side']} aria-label={t('summary.title')}>
      <Card title={t('summary.title')} flush>
        {words === '' ? null : (
          <p className={classes['words']} data-testid="words">
            {capital(words)}
          </p>
        )}
        {preview === null ? (
          <p className={classes['empty']}>{t('summary.incomplete')}</p>
        ) : preview === undefined ? (
          error === null ? (
            <Loading rows={8} />
          ) : (
            <ErrorNotice error={error} what={t('summary.failed')} />
          )
        ) : (
          <>
            <Total preview={preview} task={task} />
            {preview.occurrences.length === 0 ? (
              <p className={classes['empty']}>{t('summary.none')}</p>
            ) : (
              <NextRuns
                runs={preview.occurrences}
                timeZone={timeZone}
                marks={comparison?.marks ?? null}
                stale={consequence.stale}
              />
            )}
            {comparison === null ? null : <Changes comparison={comparison} timeZone={timeZone} />}
            {ruleChanged && next !== undefined && held === null ? (
              <p className={classes['applies']}>
                {t('summary.applies', {
                  time: `${runDay(next, timeZone, time, now)} ${runClock(next.localTime)}`,
                })}
              </p>
            ) : null}
          </>
        )}
      </Card>
      {held === null ? null : <Note tone="run">{t(`summary.${held}`)}</Note>}
      {(preview?.problems ?? []).map((text) => (
        <Note key={text} tone="warn">
          {text}
        </Note>
      ))}
      {(preview?.warnings ?? []).map(({ kind, text }) => (
        <Note key={`${kind} ${text}`} tone={information.has(kind) ? 'run' : 'warn'}>
          {text}
        </Note>
      ))}
    </aside>
  );
};
