import type { Handlers, WorkflowTarget } from '../contract/api';
import { Problem } from '../contract/errors';
import { loadTimeZone, offsetAt, timeZoneNames } from '../recurrence/time-zone';
import { operationTexts } from './operation-texts';
import { auditEntry } from './audit-diff';
import { givenFields } from './given-fields';
import type { TaskDefaults } from './task-defaults';
import type { WorkflowRecords } from './workflow-records';

/** What an operator can do with workflows and what starts them. */
export interface WorkflowOperations {
  readonly workflows: WorkflowRecords;
  readonly defaults: TaskDefaults;
  readonly now: () => Date;
  /** Refuses a target's configuration that its connector cannot use; given by the application. */
  readonly checkTarget: (connector: string, config: WorkflowTarget['config']) => void;
}

/** Workflows, users and time zones: what the editor of a task offers to choose from. */
export function workflowHandlers(operations: WorkflowOperations): Handlers['workflows'] {
  const { workflows, defaults, now, checkTarget } = operations;
  const one = async (workflowId: string): Promise<WorkflowTarget> => {
    const found = await workflows.get(workflowId);
    if (found === null) throw noSuchWorkflow(workflowId);
    return found;
  };

  return {
    list: async () => ({ workflows: [...(await workflows.list())] }),
    create: async (draft, caller) => {
      checkTarget(draft.connector, draft.config);
      return one(await workflows.create(draft, auditEntry(caller, 'workflows.create')));
    },
    update: async ({ workflowId, changes }, caller) => {
      const before = await one(workflowId);
      const patch = givenFields(changes);
      const connector = patch.connector ?? before.connector;
      if (connector !== null && (patch.connector !== undefined || patch.config !== undefined))
        checkTarget(connector, patch.config ?? before.config);
      const audit = auditEntry(caller, 'workflows.update', null);
      if (!(await workflows.update(workflowId, patch, audit))) throw noSuchWorkflow(workflowId);
      return one(workflowId);
    },
    delete: async ({ workflowId }, caller) => {
      const result = await workflows.delete(workflowId, auditEntry(caller, 'workflows.delete'));
      if (result === 'missing') throw noSuchWorkflow(workflowId);
      if (result === 'in_use')
        throw new Problem('refused', operationTexts.workflowInUse, {
          remedy: operationTexts.deleteTasksFirst,
        });
      return {};
    },
    users: async () => ({ users: [...(await workflows.users())] }),
    zones: async () => {
      const atMs = now().getTime();
      return {
        zones: timeZoneNames().map((name) => ({
          name,
          offsetMinutes: Math.round(offsetAt(loadTimeZone(name), atMs) / 60_000),
        })),
        local: defaults.timeZone(),
      };
    },
  };
}

function noSuchWorkflow(workflowId: string): Problem {
  return new Problem('not_found', operationTexts.noWorkflow(workflowId), {
    remedy: operationTexts.workflowMayBeDeleted,
  });
}
