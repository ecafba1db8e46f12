import type { ReactNode } from 'react';
import { visibleText } from '../../../src-main/contract/visible-text';
import type { TaskSort } from '../../../src-main/contract/api';
import { Moment } from '../../ui/moment';
import { RunStrip } from '../../ui/run-strip';
import { ScheduleWords } from '../../ui/schedule-words';
import { StateMark } from '../../ui/state-mark';
import { LastRunCell, NameCell, NextRunCell, RunsCell, type CellProps } from './task-cells';
import type { TaskColumn } from './task-views';
import classes from './tasks-table.module.css';

interface ColumnDefinition {
  /** Narrowest useful width in rem; the name takes what is left. */
  readonly width: number;
  /** Columns with a higher number leave first where the window is narrow. */
  readonly leaves: number;
  readonly sort: TaskSort | null;
  readonly align?: 'right';
  readonly cell: (props: CellProps) => ReactNode;
}

/** Every column: width, whether it can be sorted by, and its cell. */
export const columnDefinitions: Readonly<Record<TaskColumn, ColumnDefinition>> = {
  name: { width: 12.5, leaves: 0, sort: 'name', cell: (props) => <NameCell {...props} /> },
  state: {
    width: 7,
    leaves: 4,
    sort: 'state',
    cell: ({ task, context }) => (
      <StateMark state={task.state} word={context.states.task[task.state]} size={0.875} />
    ),
  },
  workflow: {
    width: 7.5,
    leaves: 7,
    sort: 'workflow',
    cell: ({ task }) => (
      <span className={classes['clamp']} title={task.workflowName ?? undefined}>
        {task.workflowName === null ? null : visibleText(task.workflowName)}
      </span>
    ),
  },
  app: {
    width: 7,
    leaves: 9,
    sort: null,
    cell: ({ task }) => <span className="nx-cut">{task.appName}</span>,
  },
  schedule: {
    width: 11,
    leaves: 3,
    sort: null,
    cell: ({ task, compact }) => (
      <ScheduleWords task={task} short className={compact ? classes['cut'] : classes['clamp']} />
    ),
  },
  zone: {
    width: 9,
    leaves: 9,
    sort: null,
    cell: ({ task }) => <span className="nx-cut">{task.timeZone}</span>,
  },
  next_run: { width: 10, leaves: 1, sort: 'next_run', cell: (props) => <NextRunCell {...props} /> },
  last_run: { width: 10.5, leaves: 2, sort: 'last_run', cell: (props) => <LastRunCell {...props} /> },
  recent: {
    width: 6,
    leaves: 6,
    sort: null,
    cell: ({ task, context: { states, time, now } }) => (
      <RunStrip runs={task.recentRuns} words={states.run} time={time} now={now} />
    ),
  },
  runs: { width: 4.75, leaves: 5, sort: 'runs', align: 'right', cell: (props) => <RunsCell {...props} /> },
  policy: {
    width: 7,
    leaves: 9,
    sort: null,
    cell: ({ task, context: { t } }) =>
      task.missed === null ? t('row.defaultPolicy') : t(`policies.${task.missed}`),
  },
  id: { width: 5, leaves: 9, sort: 'id', align: 'right', cell: ({ task }) => task.id },
  created: {
    width: 8,
    leaves: 9,
    sort: 'created',
    cell: ({ task, compact }) =>
      task.createdAt === null ? null : <Moment at={task.createdAt} lines={compact ? 'absolute' : 'two'} />,
  },
  updated: {
    width: 8,
    leaves: 9,
    sort: 'updated',
    cell: ({ task, compact }) =>
      task.updatedAt === null ? null : <Moment at={task.updatedAt} lines={compact ? 'absolute' : 'two'} />,
  },
};

/** Width of the actions at the row's end, in rem. */
export const endsRem = 5.75;
const tickRem = 2.75;

/** The chosen columns that fit, those least needed left away first. The name always stays. */
export const fittingColumns = (chosen: readonly TaskColumn[], widthRem: number): readonly TaskColumn[] => {
  const fitting = [...chosen];
  const needed = (): number =>
    tickRem + endsRem + fitting.reduce((sum, name) => sum + columnDefinitions[name].width, 0);
  while (needed() > widthRem) {
    const leaving = fitting
      .filter((name) => columnDefinitions[name].leaves > 0)
      .sort((a, b) => columnDefinitions[b].leaves - columnDefinitions[a].leaves)[0];
    if (leaving === undefined) break;
    fitting.splice(fitting.indexOf(leaving), 1);
  }
  return fitting;
};
