import { Problem } from '../../../src-main/contract/errors';
import type { WorkflowField } from './workflow-form';

const fieldAt: Readonly<Record<string, WorkflowField>> = {
  name: 'name',
  appName: 'appName',
  'config.url': 'url',
  'config.headers': 'headers',
  'config.body': 'body',
  'config.command': 'command',
  'config.connection': 'connection',
  'config.app_id': 'appId',
  'config.workflow_id': 'workflowId',
};

export interface RefusedFields {
  readonly fields: Readonly<Partial<Record<WorkflowField, string>>>;
  /** The refusal itself, where something in it has no field to stand at. */
  readonly rest: Error | null;
}

/**
 * What the application refused, at the fields it is about.
 * @param asText the configuration is shown as JSON, so whatever is wrong with it stands there
 */
export const refusedFields = (error: Error | null, asText: boolean): RefusedFields => {
  const issues = error instanceof Problem ? error.info.issues : [];
  const fields: Partial<Record<WorkflowField, string>> = {};
  let placed = 0;
  for (const { path, message } of issues) {
    const isConfig = path === 'config' || path.startsWith('config.');
    const field: WorkflowField | undefined =
      asText && isConfig ? 'text' : fieldAt[path.split('.').slice(0, 2).join('.')];
    if (field === undefined) continue;
    placed += 1;
    const words = field === 'text' ? `${path}: ${message}` : message;
    fields[field] = fields[field] === undefined ? words : `${fields[field]}; ${words}`;
  }
  return { fields, rest: issues.length > 0 && placed === issues.length ? null : error };
};
