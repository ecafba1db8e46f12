import { IconPlayerPause, IconPlayerPlay, IconPlayerTrackNext } from '@tabler/icons-react';
import { memo, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskRow } from '../../../src-main/contract/task';
import { RowButton, RowCheck } from '../../ui/row-controls';
import { columnDefinitions } from './task-columns';
import { TaskRowMenu } from './task-row-menu';
import type { TaskColumn } from './task-views';
import classes from './tasks-table.module.css';
import { isPaused, type TaskActions } from './use-task-actions';

interface Props {
  readonly task: TaskRow | undefined;
  readonly index: number;
  readonly columns: readonly TaskColumn[];
  readonly compact: boolean;
  readonly chosen: boolean;
  /** The row in the tab order; its controls are too. */
  readonly active: boolean;
  readonly blocked: string | null;
  readonly actions: TaskActions;
  readonly onChoose: (task: TaskRow, chosen: boolean) => void;
  readonly onFocus: (index: number) => void;
  readonly onKeyDown: (
    event: KeyboardEvent<HTMLTableRowElement>,
    task: TaskRow | undefined,
    index: number,
  ) => void;
}

/** One task. While its row is on its way the row is there already, empty, so that nothing jumps. */
const Row = (props: Props): ReactNode => {
  const { task, index, columns, compact, chosen, active, blocked, actions, onChoose, onFocus, onKeyDown } =
    props;
  const { t } = useTranslation('tasks');
  const { t: common } = useTranslation();
  const tabIndex = active ? 0 : -1;
  if (task === undefined) {
    return (
      // It takes the keys that move, so that nobody is stuck on it.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
      <tr
        aria-rowindex={index + 2}
        data-index={index}
        className={classes['row']}
        aria-busy="true"
        tabIndex={tabIndex}
        onFocus={() => onFocus(index)}
        onKeyDown={(event) => onKeyDown(event, undefined, index)}
      >
        <td colSpan={columns.length + 2}>
          <span className={classes['waiting']} />
          <span className="nx-hidden">{common('loading.text')}</span>
        </td>
      </tr>
    );
  }
  return (
    // The row takes the keys of the list; its controls are reached with the arrows left and right.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <tr
      aria-rowindex={index + 2}
      data-index={index}
      data-task={task.id}
      data-chosen={chosen || undefined}
      className={classes['row']}
      tabIndex={tabIndex}
      onFocus={() => onFocus(index)}
      onKeyDown={(event) => onKeyDown(event, task, index)}
    >
      <td>
        <RowCheck
          label={t('row.select', { task: task.name })}
          checked={chosen}
          tabIndex={tabIndex}
          onChange={(now) => onChoose(task, now)}
        />
      </td>
      {columns.map((name) => {
        const column = columnDefinitions[name];
        const inside = column.cell({ task, compact, tabIndex });
        return name === 'name' ? (
          <th key={name} scope="row">
            {inside}
          </th>
        ) : (
          <td key={name} data-align={column.align}>
            {inside}
          </td>
        );
      })}
      <td className={classes['ends']}>
        <RowButton
          label={t('row.runNow', { task: task.name })}
          icon={<IconPlayerPlay stroke={1.8} />}
          blocked={blocked}
          tabIndex={tabIndex}
          onClick={() => actions.runNow(task)}
        />
        <RowButton
          label={t(isPaused(task) ? 'row.resume' : 'row.pause', { task: task.name })}
          icon={isPaused(task) ? <IconPlayerTrackNext stroke={1.8} /> : <IconPlayerPause stroke={1.8} />}
          blocked={blocked}
          tabIndex={tabIndex}
          onClick={() => actions.togglePause(task)}
        />
        <TaskRowMenu task={task} actions={actions} blocked={blocked} tabIndex={tabIndex} />
      </td>
    </tr>
  );
};

export const TaskRowView = memo(Row);
