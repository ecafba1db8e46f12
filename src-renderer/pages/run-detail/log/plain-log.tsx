import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTime } from '../../../time/use-time';
import { Button } from '../../../ui/button';
import { plainLine } from './ansi-spans';
import { windowSize, type LogState, type LogStore } from './log-store';
import { lineTime, type LogTimes } from './log-time';
import classes from './log-viewer.module.css';

interface Props {
  readonly store: LogStore;
  readonly state: LogState;
  readonly times: LogTimes;
  readonly wrap: boolean;
  readonly startedAt: string | null;
  /** The line to begin with; the last one when left out. */
  readonly line: number | undefined;
}

/** The log as plain text, 500 lines a page: for screen readers, for the browser's own search, for copying. */
export const PlainLog = ({ store, state, times, wrap, startedAt, line }: Props): ReactNode => {
  const { t } = useTranslation('log');
  const words = useTime();
  const pages = Math.max(1, Math.ceil(state.total / windowSize));
  const [page, setPage] = useState(() =>
    line === undefined ? pages - 1 : Math.floor((line - 1) / windowSize),
  );
  const shown = Math.min(page, pages - 1);
  const from = shown * windowSize + 1;
  const to = Math.min(state.total, from + windowSize - 1);
  useEffect(() => store.ensure(from, to), [from, store, to]);
  const text = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => {
    const one = store.line(from + index);
    const time = lineTime(one?.at, times, startedAt, words);
    return `${time === null ? '' : `${time} `}${one === undefined ? '…' : plainLine(one.line)}`;
  }).join('\n');
  const label = t('page', { from, to, total: state.total });
  return (
    <>
      <div className={classes['plainBar']}>
        <Button size="row" blocked={shown === 0 ? label : null} onClick={() => setPage(shown - 1)}>
          {t('pageOlder')}
        </Button>
        <Button size="row" blocked={shown >= pages - 1 ? label : null} onClick={() => setPage(shown + 1)}>
          {t('pageNewer')}
        </Button>
        <span role="status">{label}</span>
      </div>
      {/* It scrolls, so the keyboard must reach it. */}
      {/* oxlint-disable jsx-a11y/no-noninteractive-tabindex */}
      <pre
        className={classes['pre']}
        data-wrap={wrap || undefined}
        // Without a role its name would be told by no screen reader.
        role="group"
        tabIndex={0}
        aria-label={t('plainLabel', { page: label })}
      >
        {text}
      </pre>
      {/* oxlint-enable jsx-a11y/no-noninteractive-tabindex */}
    </>
  );
};
