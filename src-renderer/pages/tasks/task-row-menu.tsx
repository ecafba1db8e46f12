import {
  IconCopy,
  IconHash,
  IconHistory,
  IconPencil,
  IconPin,
  IconPinnedOff,
  IconPlayerSkipForward,
  IconTrash,
} from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import type { TaskRow } from '../../../src-main/contract/task';
import { RowMenu } from '../../ui/row-menu';
import type { TaskActions } from './use-task-actions';

interface Props {
  readonly task: TaskRow;
  readonly actions: TaskActions;
  readonly blocked: string | null;
  readonly tabIndex: 0 | -1;
  readonly t: TFunction<'tasks'>;
}

const icon = { width: '1rem', height: '1rem', stroke: 1.8, 'aria-hidden': true } as const;

/** Everything else that can be done with a task. */
export const TaskRowMenu = ({ task, actions, blocked, tabIndex, t }: Props): ReactNode => (
  <RowMenu
    label={t('row.more', { task: task.name })}
    tabIndex={tabIndex}
    entries={() => [
      {
        kind: 'action',
        label: t('actions.edit'),
        icon: <IconPencil {...icon} />,
        onSelect: () => actions.edit(task),
      },
      {
        kind: 'action',
        label: t('actions.duplicate'),
        icon: <IconCopy {...icon} />,
        onSelect: () => actions.duplicate(task),
      },
      {
        kind: 'action',
        label: t('actions.skipNext'),
        icon: <IconPlayerSkipForward {...icon} />,
        blocked: blocked ?? (task.nextRunTime === null ? t('row.noneNext') : null),
        onSelect: () => actions.skipNext(task),
      },
      {
        kind: 'action',
        label: t('actions.viewRuns'),
        icon: <IconHistory {...icon} />,
        onSelect: () => actions.showRuns(task),
      },
      {
        kind: 'action',
        label: t(task.pinned ? 'actions.unpin' : 'actions.pin'),
        icon: task.pinned ? <IconPinnedOff {...icon} /> : <IconPin {...icon} />,
        blocked,
        onSelect: () => actions.togglePin(task),
      },
      {
        kind: 'action',
        label: t('actions.copyId'),
        icon: <IconHash {...icon} />,
        onSelect: () => actions.copyId(task),
      },
      { kind: 'line', key: 'danger' },
      {
        kind: 'action',
        label: t('actions.delete'),
        icon: <IconTrash {...icon} />,
        danger: true,
        blocked,
        onSelect: () => actions.remove(task),
      },
    ]}
  />
);
