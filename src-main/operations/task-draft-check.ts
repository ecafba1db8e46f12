import { Problem } from '../contract/errors';
import type { TaskDraft } from '../contract/task';
import type { Text } from '../contract/text';
import { operationTexts } from './operation-texts';
import type { References } from './task-records';

type Named = Pick<TaskDraft, 'userId' | 'appId' | 'workflowId'>;
type Issues = { readonly path: string; readonly message: Text }[];

/**
 * Whom and what a task names, checked against the database: unknown ones are refused, since no run of the task could
 * ever start. Disabled ones are let through: they may be enabled again before the task is due.
 */
export function referenceIssues(named: Partial<Named>, references: References): Issues {
  const issues: Issues = [];
  const { userId, appId, workflowId } = named;
  if (userId !== undefined && !references.users.has(userId))
    issues.push({ path: 'userId', message: operationTexts.noUser(userId) });
  if (appId !== undefined && !references.apps.has(appId))
    issues.push({ path: 'appId', message: operationTexts.noApp(appId) });
  if (workflowId === undefined) return issues;
  const workflow = references.workflows.get(workflowId);
  if (workflow === undefined)
    issues.push({ path: 'workflowId', message: operationTexts.noWorkflow(workflowId) });
  else if (appId !== undefined && workflow.appId !== '0' && workflow.appId !== appId)
    issues.push({
      path: 'workflowId',
      message: operationTexts.otherApp(workflowId, workflow.appId, appId),
    });
  return issues;
}

/** @throws Problem `invalid_input` with one issue a field */
export function assertReferences(named: Partial<Named>, references: References): void {
  const issues = referenceIssues(named, references);
  if (issues.length > 0)
    throw new Problem('invalid_input', operationTexts.namesUnknown, {
      remedy: operationTexts.chooseExisting,
      issues,
    });
}
