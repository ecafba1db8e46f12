import { memo, useState, type ReactNode, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogLine } from '../../../../src-main/contract/run';
import { ansiSpans, plainLine, type AnsiSpan } from './ansi-spans';
import type { LogLevel } from './log-level';
import type { LogMatcher } from './log-search';
import classes from './log-viewer.module.css';

/** A longer line is cut in the viewer, so that one line cannot stop the page; it can be shown whole. */
const cutAt = 4_000;

interface Piece extends AnsiSpan {
  /** Which match of the line the piece belongs to; null = none. */
  readonly match: number | null;
}

const pieces = (spans: readonly AnsiSpan[], ranges: readonly (readonly [number, number])[]): Piece[] => {
  if (ranges.length === 0) return spans.map((span) => ({ ...span, match: null }));
  const found: Piece[] = [];
  let at = 0;
  for (const span of spans) {
    const end = at + span.text.length;
    let from = at;
    for (const [index, [start, stop]] of ranges.entries()) {
      if (stop <= from || start >= end) continue;
      if (start > from) found.push({ ...span, text: span.text.slice(from - at, start - at), match: null });
      const begin = Math.max(start, from);
      const finish = Math.min(stop, end);
      found.push({ ...span, text: span.text.slice(begin - at, finish - at), match: index });
      from = finish;
    }
    if (from < end) found.push({ ...span, text: span.text.slice(from - at), match: null });
    at = end;
  }
  return found;
};

interface Props {
  readonly seq: number;
  /** Undefined while it is on its way. */
  readonly line: LogLine | undefined;
  readonly level: LogLevel;
  readonly time: string | null;
  readonly href: string;
  readonly matcher: LogMatcher | null;
  /** Which match of this line is the present one. */
  readonly currentPart: number | null;
  readonly marked: boolean;
  /** In pixels from the top of the list. */
  readonly top: number;
  readonly index: number;
  readonly measure: Ref<HTMLDivElement> | undefined;
  /** Shift and a click on the number: the marked lines reach to this one. */
  readonly onExtend: (seq: number) => void;
}

/** One line of the log. All of it is text: what a program printed can neither be markup nor steer the page. */
export const LogRow = memo((props: Props): ReactNode => {
  const { seq, line, level, time, href, matcher, currentPart, marked, top, index, measure } = props;
  const { t } = useTranslation('log');
  const [whole, setWhole] = useState(false);
  const raw = line?.line ?? '';
  const cut = !whole && raw.length > cutAt;
  const text = cut ? raw.slice(0, cutAt) : raw;
  const ranges = matcher?.ok === true && line !== undefined ? matcher.find(plainLine(text)) : [];
  return (
    <div
      ref={measure}
      className={classes['row']}
      style={{ transform: `translateY(${top}px)` }}
      data-index={index}
      data-seq={seq}
      data-level={level}
      data-marked={marked || undefined}
    >
      <a
        className={classes['number']}
        href={href}
        tabIndex={-1}
        aria-label={t('line', { line: seq })}
        onClick={(event) => {
          if (!event.shiftKey) return;
          event.preventDefault();
          props.onExtend(seq);
        }}
      >
        {seq}
      </a>
      {time === null ? null : <span className={classes['time']}>{time}</span>}
      <span className={classes['text']} data-waiting={line === undefined || undefined}>
        <bdi>
          {line === undefined
            ? '…'
            : pieces(ansiSpans(text), ranges).map((piece, place) => {
                const style = {
                  className: classes['span'],
                  'data-color': piece.color ?? undefined,
                  'data-bold': piece.bold || undefined,
                  'data-underline': piece.underline || undefined,
                };
                const key = `${place}`;
                return piece.match === null ? (
                  <span key={key} {...style}>
                    {piece.text}
                  </span>
                ) : (
                  <mark key={key} {...style} data-current={piece.match === currentPart || undefined}>
                    {piece.text}
                  </mark>
                );
              })}
        </bdi>
        {cut ? (
          <button type="button" className={classes['cut']} onClick={() => setWhole(true)}>
            {t('cut', { count: raw.length - cutAt })} – {t('showCut')}
          </button>
        ) : null}
      </span>
    </div>
  );
});
LogRow.displayName = 'LogRow';
