import {
  IconCopy,
  IconDots,
  IconHash,
  IconHistory,
  IconPencil,
  IconPin,
  IconPinnedOff,
  IconPlayerSkipForward,
  IconTrash,
} from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskRow } from '../../../src-main/contract/task';
import { ActionMenu } from '../../ui/action-menu';
import { RowButton } from '../../ui/row-controls';
import type { TaskActions } from './use-task-actions';

interface Props {
  readonly task: TaskRow;
  readonly actions: TaskActions;
  readonly blocked: string | null;
  readonly tabIndex: 0 | -1;
}

const icon = { width: '1rem', height: '1rem', stroke: 1.8, 'aria-hidden': true } as const;

/** Everything else that can be done with a task; the menu is made only when it is asked for. */
export const TaskRowMenu = ({ task, actions, blocked, tabIndex }: Props): ReactNode => {
  const { t } = useTranslation('tasks');
  const [armed, setArmed] = useState(false);
  const label = t('row.more', { task: task.name });
  if (!armed) {
    return (
      <RowButton
        label={label}
        icon={<IconDots />}
        hasPopup="menu"
        blocked={null}
        tabIndex={tabIndex}
        onClick={() => setArmed(true)}
      />
    );
  }
  return (
    <ActionMenu
      label={label}
      openAtOnce
      onClosed={() => setArmed(false)}
      trigger={
        <RowButton
          label={label}
          icon={<IconDots />}
          hasPopup="menu"
          blocked={null}
          tabIndex={tabIndex}
          onClick={() => undefined}
        />
      }
      entries={[
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
};
