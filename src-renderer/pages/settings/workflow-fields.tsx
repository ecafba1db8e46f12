import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSentenceGap } from '../../i18n/sentence-gap';
import { useSettings } from '../../shell/use-settings';
import { ActionLink } from '../../ui/action-link';
import { FieldRow } from '../../ui/field-row';
import { SelectField } from '../../ui/select-field';
import { TextAreaField, TextField } from '../../ui/text-field';
import type { WorkflowField, WorkflowForm, WorkflowKind } from './workflow-form';

interface Props {
  readonly form: WorkflowForm;
  readonly set: (part: Partial<WorkflowForm>) => void;
  /** What is wrong, in words, by field. */
  readonly errors: Readonly<Partial<Record<WorkflowField, string>>>;
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** The names to choose from, and the one that is written already, wherever it came from. */
const withCurrent = (names: readonly string[], current: string): { value: string; label: string }[] =>
  [...names, ...(current === '' || names.includes(current) ? [] : [current])].map((name) => ({
    value: name,
    label: name,
  }));

const HttpFields = ({ form, set, errors }: Props): ReactNode => {
  const { t } = useTranslation('settings');
  return (
    <>
      <FieldRow label={t('workflows.method')}>
        <SelectField
          value={form.method}
          width="8rem"
          choices={withCurrent(methods, form.method)}
          onChange={(method) => set({ method })}
        />
      </FieldRow>
      <FieldRow
        label={t('workflows.url')}
        hint={t('workflows.urlHint', { example: '{{input.day}}' })}
        error={errors.url}
      >
        <TextField value={form.url} width="100%" mono onChange={(url) => set({ url })} />
      </FieldRow>
      <FieldRow
        label={t('workflows.headers')}
        hint={t('workflows.headersHint', { example: '{{secret.NAME}}' })}
        error={errors.headers}
      >
        <TextAreaField
          value={form.headers}
          width="100%"
          mono
          rows={3}
          onChange={(headers) => set({ headers })}
        />
      </FieldRow>
      <FieldRow label={t('workflows.body')} hint={t('workflows.bodyHint')} error={errors.body}>
        <TextAreaField value={form.body} width="100%" mono onChange={(body) => set({ body })} />
      </FieldRow>
    </>
  );
};

const CommandFields = ({ form, set, errors }: Props): ReactNode => {
  const { t } = useTranslation('settings');
  const gap = useSentenceGap();
  const { commands } = useSettings();
  return (
    <FieldRow
      label={t('workflows.command')}
      hint={
        <>
          {commands.length === 0 ? t('workflows.noCommands') : t('workflows.commandHint')}
          {gap}
          <ActionLink to="/settings" search={{ section: 'commands' }}>
            {t('workflows.openCommands')}
          </ActionLink>
        </>
      }
      error={errors.command}
    >
      <SelectField
        value={form.command === '' ? null : form.command}
        width="16rem"
        choices={withCurrent(
          commands.map(({ name }) => name),
          form.command,
        )}
        onChange={(command) => set({ command })}
      />
    </FieldRow>
  );
};

const NexusFields = ({ form, set, errors }: Props): ReactNode => {
  const { t } = useTranslation('settings');
  const { connections } = useSettings();
  const names = connections.map(({ name }) => name);
  return (
    <>
      <FieldRow label={t('workflows.connection')} error={errors.connection}>
        <SelectField
          value={form.connection}
          width="16rem"
          choices={[
            { value: '', label: t('workflows.defaultConnection') },
            ...withCurrent(names, form.connection),
          ]}
          onChange={(connection) => set({ connection })}
        />
      </FieldRow>
      <FieldRow label={t('workflows.appId')} hint={t('workflows.appIdHint')} error={errors.appId}>
        <TextField value={form.appId} width="8rem" onChange={(appId) => set({ appId })} />
      </FieldRow>
      <FieldRow
        label={t('workflows.workflowId')}
        hint={t('workflows.workflowIdHint')}
        error={errors.workflowId}
      >
        <TextField value={form.workflowId} width="8rem" onChange={(workflowId) => set({ workflowId })} />
      </FieldRow>
    </>
  );
};

const fieldsOf: Readonly<Record<WorkflowKind, ComponentType<Props>>> = {
  http: HttpFields,
  command: CommandFields,
  nexusai: NexusFields,
  sample: () => null,
};

/** The plain questions of one kind of workflow. */
export const WorkflowFields = ({ kind, ...rest }: Props & { readonly kind: WorkflowKind }): ReactNode => {
  const Fields = fieldsOf[kind];
  return <Fields {...rest} />;
};
