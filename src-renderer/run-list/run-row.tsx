import { IconDots, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { memo, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Run } from '../../src-main/contract/run';
import { useNow, useTime } from '../time/use-time';
import { ActionLink } from '../ui/action-link';
import { ActionMenu } from '../ui/action-menu';
import { reasonBesideState } from '../ui/reason-text';
import { RowButton, RowCheck } from '../ui/row-controls';
import { RunStateMark } from '../ui/state-mark';
import { DurationCell, LateCell, StartedCell, TriggerMark } from './run-cells';
import { columnDefinitions, type RunColumn } from './run-columns';
import { statusOf } from './run-status';
import classes from './runs-table.module.css';

export interface RowCommands {
  readonly runAgain: (run: Run) => void;
  readonly cancel: (run: Run) => void;
  readonly markSeen: (run: Run) => void;
  readonly remove: (run: Run) => void;
  readonly copyId: (run: Run) => void;
  readonly openTask: (run: Run) => void;
  readonly onlyTask: (run: Run) => void;
}

const Message = ({ run }: { readonly run: Run }): ReactNode => {
  const { t } = useTranslation('runs');
  const time = useTime();
  const now = useNow();
  const text =
    run.cancelRequestedAt !== null && run.state !== 'ended'
      ? t('row.cancelling')
      : run.state === 'ended'
        ? reasonBesideState(run, time, now)
        : (run.progress?.text ?? '');
  return text === '' ? null : (
    <span className={classes['message']} title={text}>
      {text}
    </span>
  );
};

const cell = (name: RunColumn, run: Run, medianMs: number | null, tabIndex: 0 | -1): ReactNode => {
  switch (name) {
    case 'state':
      return <StateCell run={run} tabIndex={tabIndex} />;
    case 'task':
      return (
        <ActionLink
          to="/tasks/$taskId"
          params={{ taskId: run.taskId }}
          className={`${classes['task'] ?? ''} nx-cut`}
          title={run.taskName}
          tabIndex={tabIndex}
          preload={false}
        >
          {run.taskName}
        </ActionLink>
      );
    case 'started':
      return <StartedCell run={run} />;
    case 'late':
      return <LateCell run={run} />;
    case 'duration':
      return <DurationCell run={run} medianMs={medianMs} />;
    case 'trigger':
      return <TriggerMark trigger={run.trigger} />;
    case 'attempt':
      return <AttemptCell run={run} />;
    case 'message':
      return <Message run={run} />;
    default:
      return <span className={classes['id']}>{run.id}</span>;
  }
};

const StateCell = ({ run, tabIndex }: { readonly run: Run; readonly tabIndex: 0 | -1 }): ReactNode => {
  const { t } = useTranslation('runs');
  const wanted = ['failed', 'timed_out', 'missed', 'abandoned', 'waiting'].includes(statusOf(run));
  return (
    <ActionLink
      look="bare"
      to="/runs/$runId"
      params={{ runId: run.id }}
      className={classes['state']}
      tabIndex={tabIndex}
      preload={false}
    >
      <RunStateMark status={statusOf(run)} />
      {wanted && run.seenAt === null ? (
        <span className={classes['unseen']} title={t('row.unseen')}>
          <span className="nx-hidden">{t('row.unseen')}</span>
        </span>
      ) : null}
    </ActionLink>
  );
};

const AttemptCell = ({ run }: { readonly run: Run }): ReactNode => {
  const { t } = useTranslation('runs');
  if (run.attempt === 0) return null;
  return (
    <span className="nx-number">
      {run.maxAttempts > 1 ? t('row.attempt', { attempt: run.attempt, most: run.maxAttempts }) : run.attempt}
    </span>
  );
};

interface MenuProps {
  readonly run: Run;
  readonly commands: RowCommands;
  readonly blocked: string | null;
  readonly tabIndex: 0 | -1;
}

const RowMenu = ({ run, commands, blocked, tabIndex }: MenuProps): ReactNode => {
  const { t } = useTranslation('runs');
  const [armed, setArmed] = useState(false);
  const label = t('row.more', { id: run.id, task: run.taskName });
  const ended = run.state === 'ended';
  const button = (
    <RowButton
      label={label}
      icon={<IconDots />}
      hasPopup="menu"
      blocked={null}
      tabIndex={tabIndex}
      onClick={() => setArmed(true)}
    />
  );
  if (!armed) return button;
  return (
    <ActionMenu
      label={label}
      openAtOnce
      onClosed={() => setArmed(false)}
      trigger={button}
      entries={[
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

interface Props {
  readonly run: Run;
  readonly index: number;
  readonly columns: readonly RunColumn[];
  readonly medianMs: number | null;
  readonly chosen: boolean;
  readonly active: boolean;
  readonly blocked: string | null;
  readonly commands: RowCommands;
  readonly onChoose: (run: Run, chosen: boolean) => void;
  readonly onFocus: (index: number) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLTableRowElement>, run: Run, index: number) => void;
}

/** One run. The row is one tab stop; its links and buttons are reached by the right arrow. */
export const RunRow = memo((props: Props): ReactNode => {
  const { run, index, columns, medianMs, chosen, active, blocked, commands } = props;
  const { t } = useTranslation('runs');
  const tabIndex = active ? 0 : -1;
  const open = run.state !== 'ended';
  return (
    // The row takes the keys of the list; everything it does has a link or button of its own inside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <tr
      className={classes['row']}
      aria-rowindex={index + 2}
      data-index={index}
      data-run={run.id}
      data-chosen={chosen || undefined}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={tabIndex}
      onFocus={() => props.onFocus(index)}
      onKeyDown={(event) => props.onKeyDown(event, run, index)}
    >
      <td>
        <RowCheck
          label={t('row.select', { id: run.id, task: run.taskName })}
          checked={chosen}
          tabIndex={tabIndex}
          onChange={(on) => props.onChoose(run, on)}
        />
      </td>
      {columns.map((name) =>
        name === 'state' ? (
          <th key={name} scope="row">
            {cell(name, run, medianMs, tabIndex)}
          </th>
        ) : (
          <td key={name} data-align={columnDefinitions[name].align}>
            {cell(name, run, medianMs, tabIndex)}
          </td>
        ),
      )}
      <td className={classes['ends']}>
        {open ? (
          <RowButton
            label={`${t('actions.cancel')}: ${run.taskName}`}
            icon={<IconPlayerStop />}
            blocked={run.cancelRequestedAt === null ? blocked : t('row.cancelling')}
            tabIndex={tabIndex}
            onClick={() => commands.cancel(run)}
          />
        ) : (
          <RowButton
            label={`${t('actions.runAgain')}: ${run.taskName}`}
            icon={<IconPlayerPlay />}
            blocked={blocked}
            tabIndex={tabIndex}
            onClick={() => commands.runAgain(run)}
          />
        )}
        <RowMenu run={run} commands={commands} blocked={blocked} tabIndex={tabIndex} />
      </td>
    </tr>
  );
});
RunRow.displayName = 'RunRow';
