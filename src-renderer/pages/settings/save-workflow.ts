import type { WorkflowTarget } from '../../../src-main/contract/api';
import type { useClient } from '../../client/client-context';
import { configOf, formOf, type WorkflowForm } from './workflow-form';

type Calls = Pick<ReturnType<typeof useClient>, 'workflows'>;

/**
 * Saves a form without issues: a new workflow whole, a known one with what differs only. An app is named again only
 * when another name was typed, since several apps may share one.
 * @throws Problem with `issues` where the application refuses a field
 */
export const saveWorkflow = async (
  { workflows }: Calls,
  form: WorkflowForm,
  before: WorkflowTarget | null,
): Promise<void> => {
  const answer = configOf(form);
  if ('issues' in answer) return;
  const name = form.name.trim();
  const appName = form.appName.trim();
  const { config } = answer;
  if (before === null) {
    await workflows.create({ name, appName: appName === '' ? null : appName, connector: form.kind, config });
    return;
  }
  const was = configOf(formOf(before));
  const sameTarget =
    form.kind === (before.connector ?? 'nexusai') &&
    'config' in was &&
    JSON.stringify(config) === JSON.stringify(was.config);
  await workflows.update({
    workflowId: before.workflowId,
    changes: {
      ...(name === before.workflowName ? {} : { name }),
      ...(appName === '' || appName === before.appName ? {} : { appName }),
      ...(sameTarget ? {} : { connector: form.kind, config }),
    },
  });
};
