import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import {
  useCallback,
  useEffect,
  useImperativeHandle,
  useRef,
  type ClipboardEvent,
  type ReactNode,
  type Ref,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../../../shell/use-settings';
import { useTime } from '../../../time/use-time';
import { Button } from '../../../ui/button';
import type { LogHit, LogIndex } from './log-index';
import { LogRow } from './log-row';
import type { LogMatcher } from './log-search';
import type { LogStore } from './log-store';
import { lineTime, type LogTimes } from './log-time';
import classes from './log-viewer.module.css';
import { useLogScroll } from './use-log-scroll';

const lineRem = 1.3125;

export interface LogLinesHandle {
  readonly show: (seq: number) => void;
  readonly toEnd: () => void;
  readonly firstVisible: () => number;
}

interface Props {
  readonly ref: Ref<LogLinesHandle>;
  readonly store: LogStore;
  readonly index: LogIndex;
  readonly shown: readonly number[] | null;
  readonly total: number;
  readonly version: number;
  readonly matcher: LogMatcher | null;
  readonly current: LogHit | null;
  readonly marked: readonly [number, number] | null;
  readonly times: LogTimes;
  readonly wrap: boolean;
  readonly startedAt: string | null;
  readonly runId: string;
  readonly attempt: number;
  readonly follow: boolean;
  /** The run goes on. */
  readonly open: boolean;
  readonly fresh: number;
  readonly onFollow: (follow: boolean) => void;
  readonly onJump: () => void;
  readonly onExtend: (seq: number) => void;
  readonly textOf: (from: number, to: number) => string;
}

const seqOf = (node: Node | null): number | null => {
  const element = node instanceof Element ? node : (node?.parentElement ?? null);
  const seq = element?.closest<HTMLElement>('[data-seq]')?.dataset['seq'];
  return seq === undefined ? null : Number(seq);
};

/** The lines in view, of which only they exist; a selection reaches over lines that do not. */
export const LogLines = (props: Props): ReactNode => {
  const { store, index, shown, total, matcher, current, marked, times, wrap, follow } = props;
  const { t } = useTranslation('log');
  const words = useTime();
  const { appearance } = useSettings();
  const lineHeight = lineRem * ((16 * appearance.textPercent) / 100);
  const scroll = useRef<HTMLDivElement>(null);
  const anchor = useRef<number | null>(null);
  const count = shown?.length ?? total;
  const seqAt = (position: number): number => (shown === null ? position + 1 : (shown[position] ?? 0));
  // No compiler memoizes this component, so the virtualizer's changing functions do no harm.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => lineHeight,
    overscan: 12,
    getItemKey: seqAt,
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range);
      const kept = anchor.current;
      return kept === null || kept >= count || rows.includes(kept)
        ? rows
        : [...rows, kept].sort((a, b) => a - b);
    },
  });
  useEffect(() => virtual.measure(), [lineHeight, virtual, wrap]);
  const toEnd = useCallback(() => {
    if (count > 0) virtual.scrollToIndex(count - 1, { align: 'end' });
  }, [count, virtual]);
  const { onFollow } = props;
  const onScroll = useLogScroll(scroll, follow, count, toEnd, onFollow);

  const positionOf = (seq: number): number => {
    if (shown === null) return seq - 1;
    const position = shown.findIndex((one) => one >= seq);
    return position === -1 ? shown.length - 1 : position;
  };
  useImperativeHandle(props.ref, () => ({
    show: (seq) => virtual.scrollToIndex(Math.max(0, positionOf(seq)), { align: 'center' }),
    toEnd,
    firstVisible: () => seqAt(virtual.range?.startIndex ?? 0),
  }));

  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (shown === null) store.ensure(first + 1, last + 1);
  }, [first, last, shown, store, total]);

  // The line where a selection began stays in the page, so that the browser does not lose it.
  useEffect(() => {
    const track = (): void => {
      const selection = document.getSelection();
      const inside = selection !== null && scroll.current?.contains(selection.anchorNode) === true;
      const seq = inside && !selection.isCollapsed ? seqOf(selection.anchorNode) : null;
      anchor.current = seq === null ? null : seq - 1;
    };
    document.addEventListener('selectionchange', track);
    return () => document.removeEventListener('selectionchange', track);
  }, []);
  const copy = (event: ClipboardEvent): void => {
    const selection = document.getSelection();
    const from = seqOf(selection?.anchorNode ?? null);
    const to = seqOf(selection?.focusNode ?? null);
    if (from === null || to === null || from === to || shown !== null) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', props.textOf(Math.min(from, to), Math.max(from, to)));
  };
  const href = (seq: number): string => `#/runs/${props.runId}?tab=log&attempt=${props.attempt}&line=${seq}`;
  return (
    <div className={classes['body']}>
      {/* It scrolls, so the keyboard must reach it. */}
      {/* oxlint-disable jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={scroll}
        className={classes['scroll']}
        role="region"
        aria-label={t('label')}
        aria-describedby="log-keys"
        tabIndex={0}
        data-wrap={wrap || undefined}
        data-testid="log-scroll"
        onScroll={onScroll.onScroll}
        onWheel={onScroll.onIntent}
        onTouchMove={onScroll.onIntent}
        onPointerDown={onScroll.onIntent}
        onPointerMove={(event) => {
          if (event.buttons !== 0) onScroll.onIntent();
        }}
        onKeyDown={onScroll.onIntent}
        onCopy={copy}
      >
        <div className={classes['lines']} style={{ height: `${virtual.getTotalSize()}px` }}>
          {items.map((item) => {
            const seq = seqAt(item.index);
            const line = store.line(seq);
            return (
              <LogRow
                key={seq}
                seq={seq}
                line={line}
                level={line === undefined ? 'normal' : index.level(seq)}
                time={lineTime(line?.at, times, props.startedAt, words)}
                href={href(seq)}
                matcher={matcher}
                currentPart={current?.seq === seq ? current.part : null}
                marked={marked !== null && seq >= marked[0] && seq <= marked[1]}
                index={item.index}
                top={item.start}
                measure={wrap ? virtual.measureElement : undefined}
                onExtend={props.onExtend}
              />
            );
          })}
        </div>
      </div>
      {/* oxlint-enable jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions */}
      <span id="log-keys" className="nx-hidden">
        {t('keys')}
      </span>
      {follow || (props.fresh === 0 && !props.open) ? null : (
        <div className={classes['jump']}>
          <Button size="row" onClick={props.onJump}>
            {props.fresh === 0 ? t('jump') : t('jumpNew', { count: props.fresh })}
          </Button>
        </div>
      )}
    </div>
  );
};
