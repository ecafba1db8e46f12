import {
  IconChevronDown,
  IconDots,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerTrackNext,
} from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskRow } from '../../../src-main/contract/task';
import { useKeys } from '../../shell/key-map';
import { useCommandBlock } from '../../shell/use-command-block';
import { useSettings } from '../../shell/use-settings';
import { ActionLink } from '../../ui/action-link';
import { ActionMenu } from '../../ui/action-menu';
import { Button } from '../../ui/button';
import { EditInputDialog } from '../../ui/edit-input-dialog';
import { IconButton } from '../../ui/icon-button';
import { PauseTaskDialog } from './pause-task-dialog';
import classes from './task-page-parts.module.css';
import { useTaskCommands } from './use-task-commands';

const icon = { width: '1rem', height: '1rem', stroke: 1.8, 'aria-hidden': true } as const;

/** Run now, pause or resume, edit, and the rest. */
export const TaskActions = ({ task }: { readonly task: TaskRow }): ReactNode => {
  const { t } = useTranslation('taskDetail');
  const { t: common } = useTranslation();
  const router = useRouter();
  const commands = useTaskCommands(task);
  const { advanced } = useSettings();
  const offline = useCommandBlock();
  const [asked, setAsked] = useState<'pause' | 'input' | null>(null);
  const paused = task.state === 'paused';
  const deleted = task.state === 'deleted';
  const blocked = offline ?? (deleted ? t('blocked.deleted') : null);
  const edit = (): void => void router.navigate({ to: '/tasks/$taskId/edit', params: { taskId: task.id } });
  useKeys(
    deleted
      ? []
      : [
          { keys: 'r', run: () => commands.runNow() },
          { keys: 'p', run: () => (paused ? commands.resume() : commands.pause(null, null)) },
          { keys: 'e', run: edit },
        ],
    advanced.singleKeys && offline === null,
  );
  return (
    <>
      <span className={classes['split']}>
        <Button
          look="primary"
          icon={<IconPlayerPlay {...icon} />}
          blocked={blocked}
          onClick={() => commands.runNow()}
        >
          {t('actions.runNow')}
        </Button>
        <ActionMenu
          label={t('actions.more')}
          trigger={
            <IconButton hasPopup="menu" label={t('actions.more')} icon={<IconChevronDown {...icon} />} />
          }
          entries={[
            { kind: 'action', label: t('actions.runNow'), blocked, onSelect: () => commands.runNow() },
            { kind: 'action', label: t('actions.runWith'), blocked, onSelect: () => setAsked('input') },
          ]}
        />
      </span>
      {paused ? (
        <Button icon={<IconPlayerTrackNext {...icon} />} blocked={blocked} onClick={commands.resume}>
          {t('actions.resume')}
        </Button>
      ) : (
        <span className={classes['split']}>
          <Button
            icon={<IconPlayerPause {...icon} />}
            blocked={blocked}
            onClick={() => commands.pause(null, null)}
          >
            {t('actions.pause')}
          </Button>
          <ActionMenu
            label={t('actions.pauseMore')}
            trigger={
              <IconButton
                hasPopup="menu"
                label={t('actions.pauseMore')}
                icon={<IconChevronDown {...icon} />}
              />
            }
            entries={[
              {
                kind: 'action',
                label: t('actions.pauseAsk'),
                blocked,
                onSelect: () => setAsked('pause'),
              },
            ]}
          />
        </span>
      )}
      {deleted ? null : (
        <ActionLink
          look="button"
          to="/tasks/$taskId/edit"
          params={{ taskId: task.id }}
          icon={<IconPencil {...icon} />}
        >
          {t('actions.edit')}
        </ActionLink>
      )}
      <ActionMenu
        label={common('actions.more')}
        trigger={<IconButton hasPopup="menu" label={common('actions.more')} icon={<IconDots {...icon} />} />}
        entries={[
          // A narrow window has no room for the menus beside the buttons.
          { kind: 'action', label: t('actions.runWith'), blocked, onSelect: () => setAsked('input') },
          ...(paused
            ? []
            : [
                {
                  kind: 'action' as const,
                  label: t('actions.pauseAsk'),
                  blocked,
                  onSelect: () => setAsked('pause'),
                },
              ]),
          {
            kind: 'action',
            label: t('actions.skipNext'),
            blocked: blocked ?? (task.nextRunTime === null ? t('blocked.noNext') : null),
            onSelect: commands.skipNext,
          },
          {
            kind: 'action',
            label: t('actions.duplicate'),
            onSelect: () => void router.navigate({ to: '/tasks/new', search: { from: task.id } }),
          },
          {
            kind: 'action',
            label: t(task.pinned ? 'actions.unpin' : 'actions.pin'),
            blocked,
            onSelect: commands.togglePin,
          },
          { kind: 'action', label: t('actions.export'), onSelect: commands.exportJson },
          { kind: 'action', label: t('actions.copyId'), onSelect: commands.copyId },
          { kind: 'line', key: 'danger' },
          deleted
            ? { kind: 'action', label: t('actions.restore'), blocked: offline, onSelect: commands.restore }
            : {
                kind: 'action',
                label: t('actions.delete'),
                danger: true,
                blocked,
                onSelect: commands.remove,
              },
        ]}
      />
      {asked === 'input' ? (
        <EditInputDialog
          title={t('runWith.title')}
          input={task.input}
          onClose={() => setAsked(null)}
          onRun={(input) => {
            setAsked(null);
            commands.runNow(input);
          }}
        />
      ) : null}
      {asked === 'pause' ? (
        <PauseTaskDialog
          task={task.name}
          onClose={() => setAsked(null)}
          onPause={(until, reason) => {
            setAsked(null);
            commands.pause(until, reason);
          }}
        />
      ) : null}
    </>
  );
};
