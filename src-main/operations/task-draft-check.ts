import { Problem } from '../contract/errors';
import type { TaskDraft } from '../contract/task';
import type { References } from './task-records';

type Named = Pick<TaskDraft, 'userId' | 'appId' | 'workflowId'>;
type Issues = { readonly path: string; readonly message: string }[];

/**
 * Whom and what a task names, checked against the database: unknown ones are refused, since no run of the task could
 * ever start. Disabled ones are let through: they may be enabled again before the task is due.
 */
export function referenceIssues(named: Partial<Named>, references: References): Issues {
  const issues: Issues = [];
  const { userId, appId, workflowId } = named;
  if (userId !== undefined && !references.users.has(userId))
    issues.push({ path: 'userId', message: `There is no user ${userId}.` });
  if (appId !== undefined && !references.apps.has(appId))
    issues.push({ path: 'appId', message: `There is no app ${appId}.` });
  if (workflowId === undefined) return issues;
  const workflow = references.workflows.get(workflowId);
  if (workflow === undefined)
    issues.push({ path: 'workflowId', message: `There is no workflow ${workflowId}.` });
  else if (appId !== undefined && workflow.appId !== '0' && workflow.appId !== appId)
    issues.push({
      path: 'workflowId',
      message: `Workflow ${workflowId} belongs to app ${workflow.appId}, not to app ${appId}.`,
    });
  return issues;
}

/** @throws Problem `invalid_input` with one issue a field */
export function assertReferences(named: Partial<Named>, references: References): void {
  const issues = referenceIssues(named, references);
  if (issues.length > 0)
    throw new Problem('invalid_input', 'The task names something that does not exist.', {
      remedy: 'Choose an existing user, app and workflow.',
      issues,
    });
}
