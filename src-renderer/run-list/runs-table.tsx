import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { runCountCap } from '../../src-main/contract/api';
import type { Run } from '../../src-main/contract/run';
import { useCommandBlock } from '../shell/use-command-block';
import { useSettings } from '../shell/use-settings';
import { ActionLink } from '../ui/action-link';
import { Button } from '../ui/button';
import { RowCheck } from '../ui/row-controls';
import { columnDefinitions, columnWidth, fittingColumns } from './run-columns';
import { mediansOf } from './run-medians';
import { RunRow, type RowCommands } from './run-row';
import { rowRange } from './row-range';
import classes from './runs-table.module.css';
import type { RunList } from './use-run-list';
import { useRunKeys } from './use-run-keys';

const rowRem = { comfortable: 2.9375, compact: 2 } as const;
const headRem = 2.25;
/** The next page is asked for when so many loaded rows are left below. */
const aheadRows = 30;

interface Props {
  readonly list: RunList;
  /** How many there are; undefined while unknown. */
  readonly total: number | undefined;
  readonly withTask: boolean;
  readonly chosen: ReadonlySet<string>;
  readonly commands: RowCommands;
  readonly onChoose: (run: Run, chosen: boolean) => void;
  readonly onChooseLoaded: (chosen: boolean) => void;
  readonly onOpen: (run: Run) => void;
}

/** The ledger as a real table of which only the rows in view exist. New rows never push the one under the pointer. */
export const RunsTable = (props: Props): ReactNode => {
  const { list, total, chosen, commands, onChoose, onChooseLoaded, onOpen, withTask } = props;
  const { t } = useTranslation('runs');
  const { t: common } = useTranslation();
  const { appearance, advanced, executor } = useSettings();
  const blocked = useCommandBlock();
  const compact = appearance.density === 'compact';
  const rem = (16 * appearance.textPercent) / 100;
  const rowHeight = rowRem[appearance.density] * rem;
  const size = useElementSize<HTMLDivElement>();
  const scroll = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const ref = useMergedRef(size.ref, scroll);
  const active = useRef(0);
  const { rows, hold, hasMore, loadingMore, more, moreFailed } = list;
  // No compiler memoizes this component, so the virtualizer's changing functions do no harm.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    scrollPaddingStart: headRem * rem,
    getItemKey: (index) => rows[index]?.id ?? index,
    rangeExtractor: (range) => rowRange(range, active.current),
  });
  useEffect(() => virtual.measure(), [rowHeight, virtual]);
  const columns = fittingColumns(size.width === 0 ? 64.5 : size.width / rem, withTask);
  const medians = useMemo(() => mediansOf(rows), [rows]);
  const scrollTo = useCallback((index: number) => virtual.scrollToIndex(index), [virtual]);
  const keys = useRunKeys({
    body,
    count: rows.length,
    pageRows: Math.max(1, Math.floor(size.height / rowHeight) - 1),
    singleKeys: advanced.singleKeys,
    scrollTo,
    choose: useCallback((run) => onChoose(run, !chosen.has(run.id)), [chosen, onChoose]),
    open: onOpen,
    runAgain: commands.runAgain,
  });
  useEffect(() => {
    active.current = keys.active;
  }, [keys.active]);

  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !loadingMore && !moreFailed && last >= rows.length - aheadRows) more();
  }, [hasMore, last, loadingMore, more, moreFailed, rows.length]);

  const where = useRef({ pointer: false, focus: false, away: false });
  const tell = useCallback(
    (part: Partial<typeof where.current>) => {
      where.current = { ...where.current, ...part };
      hold(where.current.pointer || where.current.focus || where.current.away);
    },
    [hold],
  );
  const known = total === undefined || total >= runCountCap ? undefined : total;
  const news = list.newsOpen ? t('live.many', { count: list.news }) : t('live.news', { count: list.news });
  let drawnTo = 0;
  return (
    <div className={classes['frame']}>
      {list.news > 0 ? (
        <div className={classes['news']}>
          <Button
            size="row"
            onClick={() => {
              scroll.current?.scrollTo({ top: 0 });
              list.showNews();
            }}
          >
            {t('live.show', { news })}
          </Button>
        </div>
      ) : null}
      <div
        ref={ref}
        className={classes['scroll']}
        onScroll={(event) => tell({ away: event.currentTarget.scrollTop > 4 })}
      >
        <table
          className={classes['table']}
          aria-label={known === undefined ? t('tableOpen') : t('table', { count: known })}
          aria-rowcount={known === undefined ? -1 : known + 1}
          data-compact={compact || undefined}
        >
          <colgroup>
            <col style={{ width: '2.75rem' }} />
            {columns.map((name) => (
              <col
                key={name}
                style={
                  columnWidth(name, columns) === null ? {} : { width: `${columnWidth(name, columns)}rem` }
                }
              />
            ))}
            <col style={{ width: '5rem' }} />
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              <td>
                <RowCheck
                  label={common('rowSelected', { count: chosen.size })}
                  checked={chosen.size > 0 && chosen.size === rows.length}
                  indeterminate={chosen.size > 0 && chosen.size !== rows.length}
                  tabIndex={0}
                  onChange={onChooseLoaded}
                />
              </td>
              {columns.map((name) => (
                <th key={name} scope="col" data-align={columnDefinitions[name].align}>
                  {t(`columns.${name}`)}
                </th>
              ))}
              <td>
                <span className="nx-hidden">{t('columns.actions')}</span>
              </td>
            </tr>
          </thead>
          {/* Pointer and focus inside hold the order of the rows still. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
          <tbody
            ref={body}
            onPointerEnter={() => tell({ pointer: true })}
            onPointerLeave={() => tell({ pointer: false })}
            onFocus={() => tell({ focus: true })}
            onBlur={(event) => {
              if (!event.currentTarget.contains(event.relatedTarget)) tell({ focus: false });
            }}
          >
            {items.flatMap((item) => {
              const run = rows[item.index];
              const gap = item.start - drawnTo;
              drawnTo = item.end;
              return [
                gap > 0 ? <Gap key={`gap ${item.key}`} height={gap} columns={columns.length + 2} /> : null,
                run === undefined ? null : (
                  <RunRow
                    key={run.id}
                    run={run}
                    index={item.index}
                    columns={columns}
                    medianMs={medians.get(run.taskId) ?? null}
                    chosen={chosen.has(run.id)}
                    active={item.index === keys.active}
                    blocked={blocked}
                    commands={commands}
                    onChoose={onChoose}
                    onFocus={keys.onFocus}
                    onKeyDown={keys.onKeyDown}
                  />
                ),
              ];
            })}
            {virtual.getTotalSize() > drawnTo ? (
              <Gap key="rest" height={virtual.getTotalSize() - drawnTo} columns={columns.length + 2} />
            ) : null}
          </tbody>
        </table>
        <div className={classes['end']}>
          {moreFailed ? (
            <p>
              {t('end.failed')}{' '}
              <Button size="row" onClick={more}>
                {common('actions.retry')}
              </Button>
            </p>
          ) : hasMore ? (
            <p>{t('end.more')}</p>
          ) : (
            <p>
              {t('end.retention', { count: executor.retentionDays })}{' '}
              <ActionLink to="/settings" search={{ section: 'executor' }}>
                {t('end.change')}
              </ActionLink>
            </p>
          )}
        </div>
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
