import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import type { Run } from '../../src-main/contract/run';
import { RowButton } from '../ui/row-controls';
import { TableRow } from '../ui/table-row';
import type { RowPlace } from '../ui/virtual-table';
import { runCells } from './run-cells';
import { columnDefinitions, type RunColumn } from './run-columns';
import { RunRowMenu, type RowCommands } from './run-row-menu';
import type { RowContext } from './use-row-context';

interface Props extends RowPlace<RunColumn> {
  readonly run: Run;
  readonly medianMs: number | null;
  readonly chosen: boolean;
  readonly blocked: string | null;
  readonly commands: RowCommands;
  readonly context: RowContext;
  readonly onChoose: (run: Run, chosen: boolean) => void;
}

/** One run. */
export const RunRow = memo((props: Props): ReactNode => {
  const { run, medianMs, active, blocked, commands, context, onChoose } = props;
  const { t } = context;
  const tabIndex = active ? 0 : -1;
  return (
    <TableRow
      index={props.index}
      active={active}
      columns={props.columns}
      mark={{ 'data-run': run.id }}
      chosen={props.chosen}
      chooseLabel={t('row.select', { id: run.id, task: run.taskName })}
      onChoose={(on) => onChoose(run, on)}
      header="state"
      align={(name) => columnDefinitions[name].align}
      renderCell={(name) => {
        const Cell = runCells[name];
        return <Cell run={run} medianMs={medianMs} tabIndex={tabIndex} context={context} />;
      }}
      ends={
        <>
          {run.state === 'ended' ? (
            <RowButton
              label={`${t('actions.runAgain')}: ${run.taskName}`}
              icon={<IconPlayerPlay />}
              blocked={blocked}
              tabIndex={tabIndex}
              onClick={() => commands.runAgain(run)}
            />
          ) : (
            <RowButton
              label={`${t('actions.cancel')}: ${run.taskName}`}
              icon={<IconPlayerStop />}
              blocked={run.cancelRequestedAt === null ? blocked : t('row.cancelling')}
              tabIndex={tabIndex}
              onClick={() => commands.cancel(run)}
            />
          )}
          <RunRowMenu run={run} commands={commands} blocked={blocked} tabIndex={tabIndex} t={t} />
        </>
      }
    />
  );
});
RunRow.displayName = 'RunRow';
