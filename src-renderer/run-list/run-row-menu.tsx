import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import type { Run } from '../../src-main/contract/run';
import { RowMenu } from '../ui/row-menu';

export interface RowCommands {
  readonly runAgain: (run: Run) => void;
  readonly cancel: (run: Run) => void;
  readonly markSeen: (run: Run) => void;
  readonly remove: (run: Run) => void;
  readonly copyId: (run: Run) => void;
  readonly openTask: (run: Run) => void;
  readonly onlyTask: (run: Run) => void;
}

interface Props {
  readonly run: Run;
  readonly commands: RowCommands;
  readonly blocked: string | null;
  readonly tabIndex: 0 | -1;
  readonly t: TFunction<'runs'>;
}

/** Everything that can be done with a run. */
export const RunRowMenu = ({ run, commands, blocked, tabIndex, t }: Props): ReactNode => {
  const ended = run.state === 'ended';
  return (
    <RowMenu
      label={t('row.more', { id: run.id, task: run.taskName })}
      tabIndex={tabIndex}
      entries={() => [
        {
          kind: 'action',
          label: t('actions.runAgain'),
          blocked,
          onSelect: () => commands.runAgain(run),
        },
        {
          kind: 'action',
          label: t('actions.cancel'),
          blocked: blocked ?? (ended ? t('blocked.ended') : null),
          onSelect: () => commands.cancel(run),
        },
        {
          kind: 'action',
          label: t('actions.markSeen'),
          blocked: blocked ?? (run.seenAt === null ? null : t('blocked.seen')),
          onSelect: () => commands.markSeen(run),
        },
        { kind: 'line', key: 'go' },
        { kind: 'action', label: t('actions.openTask'), onSelect: () => commands.openTask(run) },
        { kind: 'action', label: t('actions.onlyTask'), onSelect: () => commands.onlyTask(run) },
        { kind: 'action', label: t('actions.copyId'), onSelect: () => commands.copyId(run) },
        { kind: 'line', key: 'danger' },
        {
          kind: 'action',
          label: t('actions.delete'),
          danger: true,
          blocked: blocked ?? (ended ? null : t('blocked.open')),
          onSelect: () => commands.remove(run),
        },
      ]}
    />
  );
};
