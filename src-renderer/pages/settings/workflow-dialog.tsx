import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkflowTarget } from '../../../src-main/contract/api';
import { useClient } from '../../client/client-context';
import { useCommandBlock } from '../../shell/use-command-block';
import { Button } from '../../ui/button';
import { SwitchField } from '../../ui/choice-field';
import { Dialog } from '../../ui/dialog';
import { ErrorNotice } from '../../ui/error-notice';
import { FieldRow } from '../../ui/field-row';
import { focusRefused } from '../../ui/focus-refused';
import { SelectField } from '../../ui/select-field';
import { TextAreaField, TextField } from '../../ui/text-field';
import { saveWorkflow } from './save-workflow';
import { WorkflowFields } from './workflow-fields';
import {
  asFields,
  asText,
  formOf,
  issuesOf,
  kindNamed,
  workflowKinds,
  type WorkflowField,
  type WorkflowForm,
} from './workflow-form';
import { refusedFields } from './workflow-problem';

interface Props {
  /** The workflow to edit; null = a new one. */
  readonly workflow: WorkflowTarget | null;
  readonly onClose: () => void;
  readonly onSaved: (name: string) => void;
}

/** What a workflow is called and what starts it. */
export const WorkflowDialog = ({ workflow, onClose, onSaved }: Props): ReactNode => {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const client = useClient();
  const blocked = useCommandBlock();
  const [form, setForm] = useState<WorkflowForm>(() => formOf(workflow));
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const kind = kindNamed(form.kind);
  const refused = refusedFields(error, form.text !== null);
  const issues = issuesOf(form);
  const errors: Partial<Record<WorkflowField, string>> = { ...refused.fields };
  if (asked)
    for (const [field, { code, line }] of Object.entries(issues))
      Object.assign(errors, { [field]: t(`workflows.issues.${code}`, { line }) });
  const show = (next: WorkflowForm): void => {
    setError(null);
    setForm(next);
  };
  const set = (part: Partial<WorkflowForm>): void => show({ ...form, ...part });
  const setAdvanced = (advanced: boolean): void => {
    if (advanced) return show(asText(form));
    const fields = asFields(form);
    if (fields === null) setAsked(true);
    else show(fields);
  };
  const save = async (): Promise<void> => {
    setBusy(true);
    try {
      await saveWorkflow(client, form, workflow);
      onSaved(form.name.trim());
    } catch (cause) {
      setError(cause instanceof Error ? cause : new Error(String(cause)));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      wide
      title={workflow === null ? t('workflows.add') : t('workflows.edit', { name: workflow.workflowName })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{common('actions.cancel')}</Button>
          <Button type="submit" form="workflow" look="primary" busy={busy} blocked={blocked}>
            {common('actions.save')}
          </Button>
        </>
      }
    >
      <form
        id="workflow"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (Object.keys(issues).length > 0) focusRefused(event.currentTarget);
          else if (!busy && blocked === null) void save();
        }}
      >
        {refused.rest === null ? null : <ErrorNotice error={refused.rest} />}
        <FieldRow label={t('workflows.name')} error={errors.name}>
          <TextField
            value={form.name}
            width="100%"
            maxLength={255}
            onChange={(name) => set({ name })}
            takesFocus
          />
        </FieldRow>
        <FieldRow
          label={t('workflows.app')}
          hint={workflow === null ? t('workflows.appHint') : t('workflows.appKept')}
          error={errors.appName}
        >
          <TextField
            value={form.appName}
            width="100%"
            maxLength={255}
            onChange={(appName) => set({ appName })}
          />
        </FieldRow>
        <FieldRow
          label={t('workflows.kind')}
          hint={kind === null ? t('workflows.otherHint') : t(`workflows.kindHints.${kind}`)}
        >
          <SelectField<string>
            value={form.kind}
            width="16rem"
            choices={[
              ...workflowKinds.map((value) => ({ value, label: t(`workflows.kinds.${value}`) })),
              ...(kind === null ? [{ value: form.kind, label: form.kind }] : []),
            ]}
            onChange={(next) => set({ kind: next, text: null })}
          />
        </FieldRow>
        {form.text !== null ? (
          <FieldRow label={t('workflows.config')} hint={t('workflows.configHint')} error={errors.text}>
            <TextAreaField
              value={form.text}
              width="100%"
              mono
              rows={Math.min(16, Math.max(6, form.text.split('\n').length + 1))}
              onChange={(text) => set({ text })}
            />
          </FieldRow>
        ) : kind === null ? null : (
          <WorkflowFields kind={kind} form={form} set={set} errors={errors} />
        )}
        {kind === null ? null : (
          <FieldRow label={t('workflows.advanced')} hint={t('workflows.advancedHint')}>
            <SwitchField checked={form.text !== null} onChange={setAdvanced} />
          </FieldRow>
        )}
      </form>
    </Dialog>
  );
};
