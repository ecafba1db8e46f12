import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useClient, useLinkState } from '../../../client/client-context';
import { useEvent } from '../../../client/use-event';
import { useKeys } from '../../../shell/key-map';
import { useSettings } from '../../../shell/use-settings';
import { useTime } from '../../../time/use-time';
import { ErrorNotice } from '../../../ui/error-notice';
import { announce } from '../../../ui/live-region';
import { Loading } from '../../../ui/loading';
import { saveFile } from '../../../ui/save-file';
import { useToasts } from '../../../ui/toasts';
import { plainLine } from './ansi-spans';
import { firstHitFrom, hitAt, hitIndex, LogIndex, type LogHit } from './log-index';
import { LogLines, type LogLinesHandle } from './log-lines';
import { logMatcher } from './log-search';
import { LogStore } from './log-store';
import { LogToolbar, type LogOptions } from './log-toolbar';
import classes from './log-viewer.module.css';
import { PlainLog } from './plain-log';

const announceMs = 10_000;
const largeLog = 50_000;

interface Props {
  readonly runId: string;
  /** The attempt shown, and those there are. */
  readonly attempt: number;
  readonly attempts: readonly number[];
  readonly startedAt: string | null;
  /** The run goes on, so lines may come. */
  readonly open: boolean;
  readonly started: boolean;
  /** The line the address names. */
  readonly line: number | undefined;
  /** Counts up when the reader asks for the error in the log. */
  readonly showError: number;
  readonly onAttempt: (attempt: number) => void;
}

const initialOptions: LogOptions = {
  query: { text: '', regex: false, matchCase: false },
  only: false,
  level: 'all',
  times: 'absolute',
  wrap: false,
  plain: false,
};

/** The log of one attempt: the tail first, the rest where the reader looks. */
export const LogViewer = (props: Props): ReactNode => {
  const { runId, attempt, startedAt, open, line, showError } = props;
  const { t } = useTranslation('log');
  const client = useClient();
  const link = useLinkState();
  const time = useTime();
  const toasts = useToasts();
  const { advanced } = useSettings();
  const [options, setOptions] = useState(initialOptions);
  const [current, setCurrent] = useState<LogHit | null>(null);
  const [follow, setFollow] = useState(line === undefined);
  const [marked, setMarked] = useState<readonly [number, number] | null>(
    line === undefined ? null : [line, line],
  );
  const [knownLine, setKnownLine] = useState(line);
  if (line !== knownLine) {
    setKnownLine(line);
    if (line !== undefined) {
      setMarked([line, line]);
      setFollow(false);
    }
  }
  const field = useRef<HTMLInputElement>(null);
  const lines = useRef<LogLinesHandle>(null);
  const store = useMemo(() => new LogStore(client.runs, runId, attempt), [attempt, client, runId]);
  const index = useMemo(() => new LogIndex(store), [store]);
  const state = useSyncExternalStore(store.subscribe, store.state);
  useEffect(() => store.start(), [store]);

  const matcher = useMemo(() => logMatcher(options.query), [options.query]);
  const needsAll = matcher?.ok === true || options.level !== 'all';
  useEffect(() => {
    if (needsAll && state.ready && state.loaded < state.total) void store.readAll();
  }, [needsAll, state.loaded, state.ready, state.total, store]);
  // What the view shows follows from the lines read so far, which the version stands for.
  const view = useMemo(
    () =>
      state.version < 0 ? index.view(null, false, 'all') : index.view(matcher, options.only, options.level),
    [index, matcher, options.level, options.only, state.version],
  );

  const [seen, setSeen] = useState<number | null>(null);
  const fresh = follow || seen === null ? 0 : Math.max(0, state.total - seen);
  const changeFollow = useCallback(
    (on: boolean) => {
      setFollow(on);
      setSeen(on ? null : store.state().total);
    },
    [store],
  );
  const announced = useRef({ at: 0, total: 0 });
  useEvent('log.appended', (event) => {
    if (event.runId !== runId || !open) return;
    void store.tail();
    const { at, total } = announced.current;
    const now = Date.now();
    if (follow && total > 0 && event.total > total && now - at >= announceMs) {
      announce(t('newLines', { count: event.total - total }));
      announced.current = { at: now, total: event.total };
    } else if (total === 0) announced.current = { at: now, total: event.total };
  });
  // The last lines of a run come with its end.
  useEffect(() => {
    if (!open) void store.tail();
  }, [open, store]);
  const wasLost = useRef(false);
  useEffect(() => {
    if (link.kind === 'lost') wasLost.current = true;
    else if (wasLost.current) {
      wasLost.current = false;
      void store.tail();
    }
  }, [link.kind, store]);

  const show = useCallback(
    (seq: number) => {
      changeFollow(false);
      lines.current?.show(seq);
    },
    [changeFollow],
  );
  /** Enter was pressed before the log was read: it goes to the first hit that comes. */
  const early = useRef<1 | -1 | null>(null);
  const step = (by: 1 | -1): void => {
    const isRead = state.ready && state.loaded >= state.total;
    early.current = view.hitCount === 0 && !isRead ? by : null;
    if (view.hitCount === 0) return;
    const from = hitIndex(view, current);
    const next =
      from === -1 ? firstHitFrom(view, lines.current?.firstVisible() ?? 1) : hitAt(view, from + by);
    setCurrent(next);
    if (next !== null) show(next.seq);
  };
  useEffect(() => {
    if (early.current !== null && view.hitCount > 0) step(early.current);
  });
  const nextError = useCallback(
    (from: number) => {
      const find = async (): Promise<void> => {
        await store.readAll();
        const seq = index.nextError(from);
        if (seq === null) toasts.done(t('noError'));
        else {
          setOptions((present) => ({ ...present, plain: false }));
          setMarked([seq, seq]);
          show(seq);
        }
      };
      void find();
    },
    [index, show, store, t, toasts],
  );
  useEffect(() => {
    if (showError > 0 && state.ready) nextError(0);
    // Asked once for each press of “Show in log”, not again when lines arrive.
  }, [showError, state.ready, nextError]);
  useEffect(() => {
    if (line !== undefined && state.ready) lines.current?.show(line);
  }, [line, state.ready]);

  const change = (part: Partial<LogOptions>): void => {
    setOptions((present) => ({ ...present, ...part }));
    if (part.query !== undefined) {
      setCurrent(null);
      early.current = null;
    }
  };
  const textOf = (from: number, to: number): string =>
    Array.from({ length: to - from + 1 }, (_, i) => plainLine(store.line(from + i)?.line ?? '')).join('\n');
  const copy = (from: number, to: number): void => {
    const work = async (): Promise<void> => {
      await store.readAll();
      await navigator.clipboard.writeText(textOf(from, to));
      toasts.done(t('copied'));
    };
    work().catch((error: unknown) => toasts.failed(error instanceof Error ? error.message : String(error)));
  };
  const download = (): void => {
    const work = async (): Promise<void> => {
      const { fileName, text } = await client.runs.logText({ id: runId, attempt });
      saveFile(fileName, text);
    };
    work().catch((error: unknown) => toasts.failed(error instanceof Error ? error.message : String(error)));
  };
  const toLatest = (): void => {
    changeFollow(true);
    lines.current?.toEnd();
  };
  useKeys(
    [
      { keys: 'mod+f', run: () => field.current?.select() },
      { keys: 'F3', run: () => step(1) },
      { keys: 'f', run: () => (follow ? changeFollow(false) : toLatest()) },
      { keys: 'w', run: () => change({ wrap: !options.wrap }) },
      { keys: 'e', run: () => nextError(marked?.[0] ?? lines.current?.firstVisible() ?? 0) },
      { keys: 'End', run: toLatest },
    ],
    advanced.singleKeys,
  );

  const at = hitIndex(view, current);
  const incomplete = state.loaded < state.total;
  const hits =
    matcher === null
      ? null
      : !matcher.ok
        ? { text: t('badRegex', { reason: matcher.reason }), bad: true }
        : view.hitCount === 0
          ? {
              text: incomplete
                ? t('reading', { percent: Math.floor((100 * state.loaded) / Math.max(1, state.total)) })
                : t('noHits'),
              bad: false,
            }
          : {
              text: t(incomplete ? 'hitsSoFar' : 'hits', { at: at + 1, count: view.hitCount }),
              bad: false,
            };
  // There is nothing to search, and nothing comes.
  const hasNone = state.total === 0 && !props.started && !open;
  const shownCount = view.shown?.length ?? state.total;
  const empty =
    state.ready && state.total === 0
      ? props.started
        ? open
          ? t('waiting')
          : t('empty')
        : t('notStarted')
      : state.ready && shownCount === 0 && !incomplete
        ? t('nothingMatches')
        : null;
  return (
    <div className={classes['viewer']} data-testid="log">
      {hasNone ? null : (
        <LogToolbar
          options={options}
          onChange={change}
          field={field}
          hits={hits}
          onStep={step}
          attempts={props.attempts}
          attempt={attempt}
          onAttempt={props.onAttempt}
          follow={open ? follow : null}
          onFollow={(on) => (on ? toLatest() : changeFollow(false))}
          count={
            view.shown === null
              ? t('lines', { count: state.total })
              : t('shown', { count: shownCount, total: state.total })
          }
          chosenLines={marked !== null && marked[0] !== marked[1] ? marked : null}
          onCopyAll={() => copy(1, state.total)}
          onCopyLines={() => {
            if (marked !== null) copy(marked[0], marked[1]);
          }}
          onDownload={download}
          onNextError={() => nextError(marked?.[0] ?? 0)}
        />
      )}
      {state.error === null ? null : (
        <ErrorNotice error={state.error} what={t('failed')} onRetry={() => void store.tail()} />
      )}
      {state.ready || state.error !== null ? null : <Loading rows={8} />}
      {empty === null ? null : <p className={classes['note']}>{empty}</p>}
      {state.total === 0 ? null : options.plain ? (
        <PlainLog
          store={store}
          state={state}
          times={options.times}
          wrap={options.wrap}
          startedAt={startedAt}
          line={marked?.[0]}
        />
      ) : (
        <LogLines
          ref={lines}
          store={store}
          index={index}
          shown={view.shown}
          total={state.total}
          version={state.version}
          matcher={matcher}
          current={current}
          marked={marked}
          times={options.times}
          wrap={options.wrap}
          startedAt={startedAt}
          runId={runId}
          attempt={attempt}
          follow={follow}
          open={open}
          fresh={fresh}
          onFollow={changeFollow}
          onJump={toLatest}
          onExtend={(seq) =>
            setMarked((present) =>
              present === null ? [seq, seq] : [Math.min(present[0], seq), Math.max(present[0], seq)],
            )
          }
          textOf={textOf}
        />
      )}
      {open && link.kind === 'lost' ? (
        <p className={classes['note']} role="status">
          {t('stops', { time: time.clockSeconds(link.since) })}
        </p>
      ) : null}
      {state.total > largeLog && !options.plain ? (
        <p className={`${classes['note'] ?? ''} ${classes['foot'] ?? ''}`}>
          {t('large', { count: state.total })}
        </p>
      ) : null}
    </div>
  );
};
