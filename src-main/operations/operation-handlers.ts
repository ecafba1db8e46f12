import type { Handlers } from '../contract/api';
import { executorHandlers } from './executor-handlers';
import type { ExecutorOperations } from './executor-handlers';
import { overviewHandlers } from './overview-handlers';
import type { OverviewOperations } from './overview-handlers';
import { runHandlers } from './run-handlers';
import type { RunOperations } from './run-handlers';
import { taskHandlers } from './task-handlers';
import type { TaskOperations } from './task-handlers';
import { workflowHandlers } from './workflow-handlers';
import type { WorkflowOperations } from './workflow-handlers';

/** The groups of the contract that are an operator's work on tasks, runs, workflows and the executor. */
export type OperationHandlers = Pick<Handlers, 'tasks' | 'runs' | 'overview' | 'workflows' | 'executor'>;

/** Everything they stand on: the stores, and what the application knows of itself. */
export type Operations = TaskOperations &
  RunOperations &
  OverviewOperations &
  WorkflowOperations &
  ExecutorOperations;

/** Builds the handlers; window, console, tray and command line all call these same functions. */
export function operationHandlers(operations: Operations): OperationHandlers {
  return {
    tasks: taskHandlers(operations),
    runs: runHandlers(operations),
    overview: overviewHandlers(operations),
    workflows: workflowHandlers(operations),
    executor: executorHandlers(operations),
  };
}
