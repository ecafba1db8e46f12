import type { ModelStatic, Sequelize } from 'sequelize';
import { defineApps } from './app-model';
import type { AppModel } from './app-model';
import { defineAuditEntries } from './audit-entry-model';
import type { AuditEntryModel } from './audit-entry-model';
import { defineExecutors } from './executor-model';
import type { ExecutorModel } from './executor-model';
import { defineScheduledTasks } from './scheduled-task-model';
import type { ScheduledTaskModel } from './scheduled-task-model';
import { defineSharedState } from './shared-state-model';
import type { SharedStateModel } from './shared-state-model';
import { defineTaskPolicies } from './task-policy-model';
import type { TaskPolicyModel } from './task-policy-model';
import { defineTaskRunLogs } from './task-run-log-model';
import type { TaskRunLogModel } from './task-run-log-model';
import { defineTaskRuns } from './task-run-model';
import type { TaskRunModel } from './task-run-model';
import { defineUsers } from './user-model';
import type { UserModel } from './user-model';
import { defineWorkflows } from './workflow-model';
import type { WorkflowModel } from './workflow-model';
import { defineWorkflowTargets } from './workflow-target-model';
import type { WorkflowTargetModel } from './workflow-target-model';

/** The tables as Sequelize models, for ordinary reads and writes; the executor's hot statements are plain SQL. */
export interface Models {
  readonly users: ModelStatic<UserModel>;
  readonly apps: ModelStatic<AppModel>;
  readonly workflows: ModelStatic<WorkflowModel>;
  readonly tasks: ModelStatic<ScheduledTaskModel>;
  readonly policies: ModelStatic<TaskPolicyModel>;
  readonly targets: ModelStatic<WorkflowTargetModel>;
  readonly executors: ModelStatic<ExecutorModel>;
  readonly runs: ModelStatic<TaskRunModel>;
  readonly runLogs: ModelStatic<TaskRunLogModel>;
  readonly audit: ModelStatic<AuditEntryModel>;
  readonly state: ModelStatic<SharedStateModel>;
}

/**
 * Defines the models on one Sequelize instance. Columns left undefined are left out of an INSERT, so the database's
 * defaults hold. Associations: `task.policy`, `task.workflow`, `task.app`, `task.user`, `workflow.target`, without
 * constraints of their own.
 */
export function defineModels(sequelize: Sequelize): Models {
  const models: Models = {
    users: defineUsers(sequelize),
    apps: defineApps(sequelize),
    workflows: defineWorkflows(sequelize),
    tasks: defineScheduledTasks(sequelize),
    policies: defineTaskPolicies(sequelize),
    targets: defineWorkflowTargets(sequelize),
    executors: defineExecutors(sequelize),
    runs: defineTaskRuns(sequelize),
    runLogs: defineTaskRunLogs(sequelize),
    audit: defineAuditEntries(sequelize),
    state: defineSharedState(sequelize),
  };
  models.tasks.hasOne(models.policies, { as: 'policy', foreignKey: 'taskId', constraints: false });
  models.tasks.belongsTo(models.users, { as: 'user', foreignKey: 'userId', constraints: false });
  models.tasks.belongsTo(models.apps, { as: 'app', foreignKey: 'appId', constraints: false });
  models.tasks.belongsTo(models.workflows, { as: 'workflow', foreignKey: 'workflowId', constraints: false });
  models.workflows.hasOne(models.targets, { as: 'target', foreignKey: 'workflowId', constraints: false });
  return models;
}
