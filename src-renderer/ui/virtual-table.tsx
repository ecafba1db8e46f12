import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useSettings } from '../shell/use-settings';
import { Button } from './button';
import { overscanRows, rowRange, rowsNeeded } from './row-range';
import { TableHead, type HeadChoice, type TableColumn } from './table-head';
import { useTableKeys, type RowCommands } from './use-table-keys';
import classes from './virtual-table.module.css';
import { WholeText } from './whole-text';

const rowRem = { comfortable: 2.9375, compact: 2 } as const;
const headRem = 2.25;
/** Room the table takes before it has been measured. */
const guessedRem = 64.5;

/** Where a row stands; the same values between two renders unless the row has changed. */
export interface RowPlace<Name extends string> {
  readonly index: number;
  /** In the tab order; its controls are too. */
  readonly active: boolean;
  readonly columns: readonly Name[];
  readonly compact: boolean;
}

interface Props<Name extends string> {
  readonly label: string;
  /** Rows that are there in all, the head aside; null while unknown. */
  readonly total: number | null;
  /** Rows that can be drawn now. */
  readonly count: number;
  readonly keyOf?: (index: number) => string | number;
  /** The columns that fit. Must not change between renders, nor its answer for the same room. @param rem room for the table */
  readonly fit: (rem: number) => readonly Name[];
  readonly column: (name: Name, shown: readonly Name[]) => TableColumn;
  /** Width of the actions at the rows' ends, in rem. */
  readonly endsRem: number;
  readonly actionsLabel: string;
  readonly choice: HeadChoice;
  /** Draws a row, with a key of its own. */
  readonly renderRow: (place: RowPlace<Name>) => ReactNode;
  readonly commandsOf: (index: number) => RowCommands;
  /** Tells whether the reader's pointer or focus is in the list, and the order must stand still. */
  readonly hold: (held: boolean) => void;
  /** Whether a list that is scrolled away from its top is held too. */
  readonly holdsAway?: boolean;
  /** What has changed behind the reader; null when nothing. */
  readonly news: {
    readonly text: string;
    readonly toTop?: boolean;
    readonly onShow: () => void;
  } | null;
  readonly onRows: (from: number, to: number) => void;
  /** Told of the columns that are drawn, whenever they change. */
  readonly onColumns?: (shown: readonly Name[]) => void;
  /** Under the last row. */
  readonly end?: ReactNode;
  readonly className?: string | undefined;
}

/** A long list as a real table of which only the rows in view exist; its length and positions are told to screen readers. */
export const VirtualTable = <Name extends string>(props: Props<Name>): ReactNode => {
  const { count, total, fit, hold, news, onRows, onColumns, keyOf } = props;
  const { appearance, advanced } = useSettings();
  const compact = appearance.density === 'compact';
  const rem = (16 * appearance.textPercent) / 100;
  const rowHeight = rowRem[appearance.density] * rem;
  const size = useElementSize<HTMLDivElement>();
  const scroll = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const ref = useMergedRef(size.ref, scroll);
  const activeRow = useRef(0);
  // No compiler memoizes this component, so the virtualizer's changing functions do no harm.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: overscanRows,
    scrollPaddingStart: headRem * rem,
    ...(keyOf === undefined ? {} : { getItemKey: keyOf }),
    rangeExtractor: (range) => rowRange(range, activeRow.current),
  });
  useEffect(() => virtual.measure(), [rowHeight, virtual]);

  const room = size.width === 0 ? guessedRem : size.width / rem;
  const columns = useMemo(() => fit(room), [fit, room]);
  useEffect(() => onColumns?.(columns), [columns, onColumns]);
  const keys = useTableKeys({
    body,
    count,
    pageRows: Math.max(1, Math.floor(size.height / rowHeight) - 1),
    singleKeys: advanced.singleKeys,
    scrollTo: (index) => virtual.scrollToIndex(index),
    commandsOf: props.commandsOf,
  });
  useEffect(() => {
    activeRow.current = keys.active;
  }, [keys.active]);

  const items = virtual.getVirtualItems();
  const [from, to] = rowsNeeded(virtual.range, count);
  useEffect(() => onRows(from, to), [from, onRows, to]);

  const where = useRef({ pointer: false, focus: false, away: false });
  const tell = useCallback(
    (part: Partial<typeof where.current>) => {
      where.current = { ...where.current, ...part };
      hold(where.current.pointer || where.current.focus || where.current.away);
    },
    [hold],
  );
  const span = columns.length + 2;
  let drawnTo = 0;
  return (
    <div className={`${classes['frame'] ?? ''} ${props.className ?? ''}`}>
      {news === null ? null : (
        <div className={classes['news']}>
          <Button
            size="row"
            onClick={() => {
              if (news.toTop === true) scroll.current?.scrollTo({ top: 0 });
              news.onShow();
            }}
          >
            {news.text}
          </Button>
        </div>
      )}
      <div
        ref={ref}
        className={classes['scroll']}
        onScroll={
          props.holdsAway === true ? (event) => tell({ away: event.currentTarget.scrollTop > 4 }) : undefined
        }
      >
        <WholeText within={body} />
        <table
          className={classes['table']}
          aria-label={props.label}
          aria-rowcount={total === null ? -1 : total + 1}
          data-compact={compact || undefined}
        >
          <TableHead
            columns={columns}
            column={props.column}
            endsRem={props.endsRem}
            actionsLabel={props.actionsLabel}
            choice={props.choice}
          />
          {/* Pointer and focus inside hold the order of the rows still; the keys are those of the rows. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
          <tbody
            ref={body}
            onPointerEnter={() => tell({ pointer: true })}
            onPointerLeave={() => tell({ pointer: false })}
            onFocus={(event) => {
              tell({ focus: true });
              keys.onFocus(event);
            }}
            onBlur={(event) => {
              if (!event.currentTarget.contains(event.relatedTarget)) tell({ focus: false });
            }}
            onKeyDown={keys.onKeyDown}
          >
            {items.flatMap((item) => {
              const gap = item.start - drawnTo;
              drawnTo = item.end;
              return [
                gap > 0 ? <Gap key={`gap ${item.index}`} height={gap} columns={span} /> : null,
                props.renderRow({ index: item.index, active: item.index === keys.active, columns, compact }),
              ];
            })}
            {virtual.getTotalSize() > drawnTo ? (
              <Gap key="rest" height={virtual.getTotalSize() - drawnTo} columns={span} />
            ) : null}
          </tbody>
        </table>
        {props.end === undefined ? null : <div className={classes['end']}>{props.end}</div>}
      </div>
    </div>
  );
};

/** Room of the rows that do not exist; nothing of it is told to screen readers. */
const Gap = ({ height, columns }: { readonly height: number; readonly columns: number }): ReactNode => (
  <tr aria-hidden="true">
    <td aria-hidden="true" colSpan={columns} style={{ height: `${height}px`, padding: 0, border: 0 }} />
  </tr>
);
