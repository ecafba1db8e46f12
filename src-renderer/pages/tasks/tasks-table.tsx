import { useElementSize, useMergedRef } from '@mantine/hooks';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskSort } from '../../../src-main/contract/api';
import type { TaskRow } from '../../../src-main/contract/task';
import { useCommandBlock } from '../../shell/use-command-block';
import { useSettings } from '../../shell/use-settings';
import { Button } from '../../ui/button';
import { RowCheck } from '../../ui/row-controls';
import { columnDefinitions, fittingColumns } from './task-columns';
import { TaskRowView } from './task-row-view';
import type { TaskColumn } from './task-views';
import classes from './tasks-table.module.css';
import { useRowKeys } from './use-row-keys';
import type { TaskActions } from './use-task-actions';
import type { TaskWindow } from './use-task-window';

const rowRem = { comfortable: 2.9375, compact: 2 } as const;
const headRem = 2.25;

interface Props {
  readonly list: TaskWindow;
  readonly columns: readonly TaskColumn[];
  readonly sort: TaskSort;
  readonly descending: boolean;
  readonly actions: TaskActions;
  readonly chosen: ReadonlySet<string>;
  readonly allChosen: boolean;
  readonly onSort: (sort: TaskSort) => void;
  readonly onChoose: (task: TaskRow, chosen: boolean) => void;
  readonly onChooseLoaded: (chosen: boolean) => void;
  readonly onRange: (from: number, to: number) => void;
}

/** The list as a real table of which only the rows in view exist; its length and positions are told to screen readers. */
export const TasksTable = (props: Props): ReactNode => {
  const { list, sort, descending, actions, chosen, allChosen, onSort, onChoose, onChooseLoaded, onRange } =
    props;
  const { t } = useTranslation('tasks');
  const { t: common } = useTranslation();
  const { appearance, advanced } = useSettings();
  const blocked = useCommandBlock();
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
    count: list.total,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    scrollPaddingStart: headRem * rem,
    rangeExtractor: (range) =>
      [
        ...new Set(
          [...defaultRangeExtractor(range), Math.min(activeRow.current, range.count - 1)].filter(
            (i) => i >= 0,
          ),
        ),
      ].sort((a, b) => a - b),
  });
  useEffect(() => virtual.measure(), [rowHeight, virtual]);

  const columns = fittingColumns(props.columns, size.width === 0 ? 64.5 : size.width / rem);
  const choose = useCallback((task: TaskRow) => onChoose(task, !chosen.has(task.id)), [chosen, onChoose]);
  const scrollTo = useCallback((index: number) => virtual.scrollToIndex(index), [virtual]);
  const keys = useRowKeys({
    body,
    count: list.total,
    pageRows: Math.max(1, Math.floor(size.height / rowHeight) - 1),
    singleKeys: advanced.singleKeys,
    actions,
    scrollTo,
    choose,
  });
  useEffect(() => {
    activeRow.current = keys.active;
  }, [keys.active]);

  const items = virtual.getVirtualItems();
  const inView = items.filter((item) => item.index !== keys.active || items.length < 3);
  const from = inView[0]?.index ?? 0;
  const to = inView.at(-1)?.index ?? 0;
  useEffect(() => onRange(from, to), [from, onRange, to]);

  const someChosen = chosen.size > 0;
  let drawnTo = 0;
  return (
    <div className={classes['frame']}>
      {list.hasNews ? (
        <div className={classes['news']}>
          <Button size="row" onClick={list.showNews}>
            {t('changed')} – {common('actions.show')}
          </Button>
        </div>
      ) : null}
      <div ref={ref} className={classes['scroll']}>
        <table
          className={classes['table']}
          aria-label={t('table', { total: list.total })}
          aria-rowcount={list.total + 1}
          data-compact={compact || undefined}
        >
          <colgroup>
            <col className={classes['tickColumn']} />
            {columns.map((name) => (
              <col
                key={name}
                style={name === 'name' ? {} : { width: `${columnDefinitions[name].width}rem` }}
              />
            ))}
            <col className={classes['endsColumn']} />
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              <td>
                <RowCheck
                  label={common('rowSelected', { count: chosen.size })}
                  checked={allChosen}
                  indeterminate={someChosen && !allChosen}
                  tabIndex={0}
                  onChange={onChooseLoaded}
                />
              </td>
              {columns.map((name) => {
                const column = columnDefinitions[name];
                const sorted = column.sort !== null && column.sort === sort;
                return (
                  <th
                    key={name}
                    scope="col"
                    data-align={column.align}
                    aria-sort={sorted ? (descending ? 'descending' : 'ascending') : undefined}
                  >
                    {column.sort === null ? (
                      t(`columns.${name}`)
                    ) : (
                      <button
                        type="button"
                        className={classes['sort']}
                        onClick={() => {
                          if (column.sort !== null) onSort(column.sort);
                        }}
                      >
                        {t(`columns.${name}`)}
                        {sorted ? (
                          descending ? (
                            <IconArrowDown aria-hidden="true" />
                          ) : (
                            <IconArrowUp aria-hidden="true" />
                          )
                        ) : null}
                      </button>
                    )}
                  </th>
                );
              })}
              <td>
                <span className="nx-hidden">{t('columns.actions')}</span>
              </td>
            </tr>
          </thead>
          {/* Pointer and focus inside hold the order of the rows still. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
          <tbody
            ref={body}
            onPointerEnter={() => list.hold(true)}
            onPointerLeave={() => {
              if (body.current?.contains(document.activeElement) !== true) list.hold(false);
            }}
            onFocus={() => list.hold(true)}
            onBlur={(event) => {
              if (!event.currentTarget.contains(event.relatedTarget)) list.hold(false);
            }}
          >
            {items.flatMap((item) => {
              const gap = item.start - drawnTo;
              drawnTo = item.end;
              return [
                gap > 0 ? (
                  <tr key={`gap ${item.index}`} aria-hidden="true">
                    <td
                      aria-hidden="true"
                      colSpan={columns.length + 2}
                      style={{ height: `${gap}px`, padding: 0, border: 0 }}
                    />
                  </tr>
                ) : null,
                <TaskRowView
                  key={item.index}
                  task={list.rowAt(item.index)}
                  index={item.index}
                  columns={columns}
                  compact={compact}
                  chosen={chosen.has(list.rowAt(item.index)?.id ?? '')}
                  active={item.index === keys.active}
                  blocked={blocked}
                  actions={actions}
                  onChoose={onChoose}
                  onFocus={keys.onFocus}
                  onKeyDown={keys.onKeyDown}
                />,
              ];
            })}
            {virtual.getTotalSize() > drawnTo ? (
              <tr key="rest" aria-hidden="true">
                <td
                  aria-hidden="true"
                  colSpan={columns.length + 2}
                  style={{ height: `${virtual.getTotalSize() - drawnTo}px`, padding: 0, border: 0 }}
                />
              </tr>
            ) : null}
          </tbody>
        </table>
      </div>
    </div>
  );
};
