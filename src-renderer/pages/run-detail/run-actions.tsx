import {
  IconBell,
  IconBellFilled,
  IconChevronDown,
  IconDots,
  IconPlayerStop,
  IconRefresh,
} from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunDetail } from '../../../src-main/contract/run';
import { useKeys } from '../../shell/key-map';
import { useCommandBlock } from '../../shell/use-command-block';
import { useSettings } from '../../shell/use-settings';
import { ActionMenu } from '../../ui/action-menu';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { IconButton } from '../../ui/icon-button';
import { EditInputDialog } from '../../ui/edit-input-dialog';
import { useRunCommands } from './use-run-commands';

const icon = { width: '1rem', height: '1rem', stroke: 1.8, 'aria-hidden': true } as const;

/** Cancel while it goes, run again in three ways, and the rest. */
export const RunActions = ({ run }: { readonly run: RunDetail }): ReactNode => {
  const { t } = useTranslation('runDetail');
  const { t: common } = useTranslation();
  const blocked = useCommandBlock();
  const commands = useRunCommands(run);
  const { advanced } = useSettings();
  const [editing, setEditing] = useState(false);
  const [removing, setRemoving] = useState(false);
  const open = run.state !== 'ended';
  useKeys([{ keys: 'r', run: () => commands.runAgain('same') }], advanced.singleKeys);
  return (
    <>
      {open ? (
        <>
          <IconButton
            label={t('actions.notify')}
            icon={commands.notifying ? <IconBellFilled {...icon} /> : <IconBell {...icon} />}
            pressed={commands.notifying}
            blocked={blocked}
            onClick={() => commands.notify(!commands.notifying)}
          />
          <Button
            icon={<IconPlayerStop {...icon} />}
            blocked={blocked ?? (run.cancelRequestedAt === null ? null : t('blocked.asked'))}
            onClick={commands.cancel}
          >
            {t(run.cancelRequestedAt === null ? 'actions.cancel' : 'actions.cancelling')}
          </Button>
        </>
      ) : null}
      <ActionMenu
        label={t('actions.runAgain')}
        trigger={
          <Button
            look={open ? 'default' : 'primary'}
            icon={<IconRefresh {...icon} />}
            end={<IconChevronDown {...icon} />}
            hasPopup="menu"
          >
            {t('actions.runAgain')}
          </Button>
        }
        entries={[
          {
            kind: 'action',
            label: t('actions.same'),
            blocked: blocked ?? (run.input === null ? t('blocked.noInput') : null),
            onSelect: () => commands.runAgain('same'),
          },
          {
            kind: 'action',
            label: t('actions.current'),
            blocked,
            onSelect: () => commands.runAgain('current'),
          },
          { kind: 'action', label: t('actions.edited'), blocked, onSelect: () => setEditing(true) },
        ]}
      />
      <ActionMenu
        label={common('actions.more')}
        trigger={<IconButton hasPopup="menu" label={common('actions.more')} icon={<IconDots {...icon} />} />}
        entries={[
          {
            kind: 'action',
            label: t('actions.markSeen'),
            blocked: blocked ?? (run.seenAt === null ? null : t('blocked.seen')),
            onSelect: commands.markSeen,
          },
          { kind: 'action', label: t('actions.copyId'), onSelect: () => commands.copy(run.id) },
          { kind: 'action', label: t('actions.copyLink'), onSelect: () => commands.copy(location.href) },
          { kind: 'line', key: 'danger' },
          {
            kind: 'action',
            label: t('actions.delete'),
            danger: true,
            blocked: blocked ?? (open ? t('blocked.open') : null),
            onSelect: () => setRemoving(true),
          },
        ]}
      />
      {editing ? (
        <EditInputDialog
          title={t('edit.title')}
          input={run.input ?? {}}
          onClose={() => setEditing(false)}
          onRun={(input) => {
            setEditing(false);
            commands.runEdited(input);
          }}
        />
      ) : null}
      <Dialog
        open={removing}
        title={t('remove.title', { id: run.id })}
        onClose={() => setRemoving(false)}
        actions={
          <>
            <Button takesFocus onClick={() => setRemoving(false)}>
              {common('actions.cancel')}
            </Button>
            <Button
              look="danger"
              onClick={() => {
                setRemoving(false);
                commands.remove();
              }}
            >
              {t('remove.confirm')}
            </Button>
          </>
        }
      >
        <p>{t('remove.text')}</p>
      </Dialog>
    </>
  );
};
