import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkflowTarget } from '../../../src-main/contract/api';
import { useAct } from '../../client/use-act';
import { useCommandBlock } from '../../shell/use-command-block';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { ErrorNotice } from '../../ui/error-notice';

interface Props {
  readonly workflow: WorkflowTarget;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

/** Asks before a workflow is deleted: there is no way back, so no undo could be offered afterwards. */
export const DeleteWorkflowDialog = ({ workflow, onClose, onDeleted }: Props): ReactNode => {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const blocked = useCommandBlock();
  const remove = useAct('workflows', 'delete');
  return (
    <Dialog
      open
      title={t('workflows.deleteTitle', { name: workflow.workflowName })}
      onClose={onClose}
      actions={
        <>
          <Button takesFocus onClick={onClose}>
            {common('actions.cancel')}
          </Button>
          <Button
            look="danger"
            busy={remove.isPending}
            blocked={blocked}
            onClick={() => remove.mutate({ workflowId: workflow.workflowId }, { onSuccess: onDeleted })}
          >
            {t('workflows.deleteDo')}
          </Button>
        </>
      }
    >
      {remove.error === null ? null : <ErrorNotice error={remove.error} />}
      <p>{t('workflows.deleteText')}</p>
    </Dialog>
  );
};
