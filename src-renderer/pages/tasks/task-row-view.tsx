import { IconPlayerPause, IconPlayerPlay, IconPlayerTrackNext } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import type { TaskRow } from '../../../src-main/contract/task';
import { RowButton } from '../../ui/row-controls';
import { RowCells, RowFrame, WaitingCells } from '../../ui/table-row';
import type { RowPlace } from '../../ui/virtual-table';
import { columnDefinitions } from './task-columns';
import { TaskRowMenu } from './task-row-menu';
import type { TaskColumn } from './task-views';
import type { RowContext } from './use-row-context';
import { isPaused, type TaskActions } from './use-task-actions';

interface Props extends RowPlace<TaskColumn> {
  readonly task: TaskRow | undefined;
  readonly chosen: boolean;
  readonly blocked: string | null;
  readonly actions: TaskActions;
  readonly context: RowContext;
  readonly onChoose: (task: TaskRow, chosen: boolean) => void;
}

/** One task. While its row is on its way the row is there already, empty, so that nothing jumps. */
export const TaskRowView = memo((props: Props): ReactNode => {
  const { task, index, columns, compact, chosen, active, blocked, actions, context, onChoose } = props;
  const { t, common } = context;
  if (task === undefined)
    return (
      <RowFrame index={index} active={active} busy>
        <WaitingCells columns={columns} label={common('loading.text')} />
      </RowFrame>
    );
  const tabIndex = active ? 0 : -1;
  const paused = isPaused(task);
  return (
    <RowFrame index={index} active={active} mark={{ 'data-task': task.id }} chosen={chosen}>
      <RowCells
        active={active}
        columns={columns}
        chosen={chosen}
        chooseLabel={t('row.select', { task: task.name })}
        onChoose={(now) => onChoose(task, now)}
        header="name"
        align={(name) => columnDefinitions[name].align}
        renderCell={(name) => columnDefinitions[name].cell({ task, compact, tabIndex, context })}
        ends={
          <>
            <RowButton
              label={t('row.runNow', { task: task.name })}
              icon={<IconPlayerPlay stroke={1.8} />}
              blocked={blocked}
              tabIndex={tabIndex}
              onClick={() => actions.runNow(task)}
            />
            <RowButton
              label={t(paused ? 'row.resume' : 'row.pause', { task: task.name })}
              icon={paused ? <IconPlayerTrackNext stroke={1.8} /> : <IconPlayerPause stroke={1.8} />}
              blocked={blocked}
              tabIndex={tabIndex}
              onClick={() => actions.togglePause(task)}
            />
            <TaskRowMenu task={task} actions={actions} blocked={blocked} tabIndex={tabIndex} t={t} />
          </>
        }
      />
    </RowFrame>
  );
});
TaskRowView.displayName = 'TaskRowView';
