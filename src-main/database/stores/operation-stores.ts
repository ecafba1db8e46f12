import type { Database } from '../connection';
import { AuditStore } from './audit-store';
import { OverviewStore } from './overview-store';
import { RunStore } from './run-store';
import { StateStore } from './state-store';
import { TaskStore } from './task-store';
import { WorkflowStore } from './workflow-store';

/** Every store the operations need, on one ordinary (not quiet) database: their changes must notify. */
export function operationStores(database: Database): {
  readonly tasks: TaskStore;
  readonly runs: RunStore;
  readonly audit: AuditStore;
  readonly overview: OverviewStore;
  readonly workflows: WorkflowStore;
  readonly state: StateStore;
} {
  return {
    tasks: new TaskStore(database),
    runs: new RunStore(database),
    audit: new AuditStore(database),
    overview: new OverviewStore(database),
    workflows: new WorkflowStore(database),
    state: new StateStore(database),
  };
}
