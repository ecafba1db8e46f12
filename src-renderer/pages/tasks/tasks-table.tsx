import { useCallback, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskSort } from '../../../src-main/contract/api';
import type { TaskRow } from '../../../src-main/contract/task';
import { useCommandBlock } from '../../shell/use-command-block';
import { useSettings } from '../../shell/use-settings';
import type { RowCommands } from '../../ui/use-table-keys';
import { VirtualTable } from '../../ui/virtual-table';
import { columnDefinitions, endsRem, fittingColumns } from './task-columns';
import { TaskRowView } from './task-row-view';
import type { TaskColumn } from './task-views';
import { useRowContext } from './use-row-context';
import type { TaskActions } from './use-task-actions';
import type { TaskWindow } from './use-task-window';

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
  /** Told of the columns for which there is room. */
  readonly onColumns: (shown: readonly TaskColumn[]) => void;
}

/** The list of tasks. Single keys act on the row that has the focus. */
export const TasksTable = (props: Props): ReactNode => {
  const { list, sort, descending, actions, chosen, onSort, onChoose, columns } = props;
  const { t } = useTranslation('tasks');
  const { t: common } = useTranslation();
  const { singleKeys } = useSettings().advanced;
  const blocked = useCommandBlock();
  const context = useRowContext();
  const fit = useCallback((rem: number) => fittingColumns(columns, rem), [columns]);

  const commandsOf = (index: number): RowCommands => {
    const task = list.rowAt(index);
    if (task === undefined) return {};
    return {
      ' ': () => onChoose(task, !chosen.has(task.id)),
      Enter: () => actions.open(task),
      ...(singleKeys
        ? {
            r: () => actions.runNow(task),
            p: () => actions.togglePause(task),
            e: () => actions.edit(task),
          }
        : {}),
    };
  };
  return (
    <VirtualTable
      label={t('table', { total: list.total })}
      total={list.total}
      count={list.total}
      fit={fit}
      column={(name) => {
        const { width, align, sort: key } = columnDefinitions[name];
        return {
          heading: t(`columns.${name}`),
          width: name === 'name' ? null : width,
          align,
          sort:
            key === null
              ? undefined
              : {
                  now: key === sort ? (descending ? 'descending' : 'ascending') : null,
                  onSort: () => onSort(key),
                },
        };
      }}
      endsRem={endsRem}
      actionsLabel={t('columns.actions')}
      choice={{ count: chosen.size, all: props.allChosen, onChange: props.onChooseLoaded }}
      renderRow={(place) => {
        const task = list.rowAt(place.index);
        return (
          <TaskRowView
            key={place.index}
            {...place}
            task={task}
            chosen={chosen.has(task?.id ?? '')}
            blocked={blocked}
            actions={actions}
            context={context}
            onChoose={onChoose}
          />
        );
      }}
      commandsOf={commandsOf}
      hold={list.hold}
      news={
        list.hasNews ? { text: `${t('changed')} – ${common('actions.show')}`, onShow: list.showNews } : null
      }
      onRows={props.onRange}
      onColumns={props.onColumns}
    />
  );
};
