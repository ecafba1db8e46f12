import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { connectionDefinition, type ConnectionDefinition } from '../../../src-main/contract/settings';
import { useAct } from '../../client/use-act';
import { useLocale } from '../../i18n/use-locale';
import { Button } from '../../ui/button';
import { SwitchField } from '../../ui/choice-field';
import { Dialog } from '../../ui/dialog';
import { ErrorNotice } from '../../ui/error-notice';
import { FieldRow } from '../../ui/field-row';
import { focusRefused } from '../../ui/focus-refused';
import { NumberField } from '../../ui/number-field';
import { SecretField, TextField } from '../../ui/text-field';
import { issuesByField } from './issues-by-field';

interface Props {
  /** The connection to edit; null = a new one. */
  readonly connection: ConnectionDefinition | null;
  readonly onClose: () => void;
}

const empty = {
  name: '',
  kind: 'nexusai',
  url: '',
  account: '',
  caFile: null,
  proxy: null,
  requestsPerSecond: 5,
  isDefault: false,
} as const satisfies ConnectionDefinition;

/** A NexusAI server and the account that signs in to it. The password goes to this machine's secrets. */
export const ConnectionDialog = ({ connection, onClose }: Props): ReactNode => {
  const { t } = useTranslation('settings');
  const locale = useLocale();
  const { t: common } = useTranslation();
  const [draft, setDraft] = useState<ConnectionDefinition>(connection ?? empty);
  const [secret, setSecret] = useState('');
  const [asked, setAsked] = useState(false);
  const save = useAct('connections', 'save');
  const parsed = connectionDefinition.safeParse(draft);
  const issues = asked ? issuesByField(parsed.error, locale) : {};
  const set = (part: Partial<ConnectionDefinition>): void => setDraft({ ...draft, ...part });
  return (
    <Dialog
      open
      wide
      title={connection === null ? t('connections.add') : t('connections.edit', { name: connection.name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{common('actions.cancel')}</Button>
          <Button type="submit" form="connection" look="primary" busy={save.isPending}>
            {common('actions.save')}
          </Button>
        </>
      }
    >
      <form
        id="connection"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (!parsed.success) return focusRefused(event.currentTarget);
          save.mutate(
            { connection: parsed.data, secret: secret === '' ? null : secret },
            { onSuccess: () => onClose() },
          );
        }}
      >
        {save.error === null ? null : <ErrorNotice error={save.error} />}
        <FieldRow
          label={t('connections.name')}
          hint={t(connection === null ? 'connections.nameHint' : 'connections.nameKept')}
          error={issues['name']}
        >
          <TextField
            value={draft.name}
            width="16rem"
            onChange={(name) => set({ name })}
            takesFocus={connection === null}
            blocked={connection === null ? null : t('connections.nameKept')}
          />
        </FieldRow>
        <FieldRow label={t('connections.url')} error={issues['url']}>
          <TextField
            value={draft.url}
            width="100%"
            type="url"
            takesFocus={connection !== null}
            onChange={(url) => set({ url })}
          />
        </FieldRow>
        <FieldRow label={t('connections.account')} error={issues['account']}>
          <TextField value={draft.account} width="16rem" onChange={(account) => set({ account })} />
        </FieldRow>
        <FieldRow
          label={t('connections.secret')}
          {...(connection === null ? {} : { hint: t('connections.secretKept') })}
        >
          <SecretField value={secret} width="16rem" onChange={setSecret} />
        </FieldRow>
        <FieldRow label={t('connections.proxy')} hint={t('connections.proxyNote')} error={issues['proxy']}>
          <TextField
            value={draft.proxy ?? ''}
            width="100%"
            onChange={(proxy) => set({ proxy: proxy === '' ? null : proxy })}
          />
        </FieldRow>
        <FieldRow label={t('connections.caFile')} error={issues['caFile']}>
          <TextField
            value={draft.caFile ?? ''}
            width="100%"
            onChange={(caFile) => set({ caFile: caFile === '' ? null : caFile })}
          />
        </FieldRow>
        <FieldRow label={t('connections.rate')} error={issues['requestsPerSecond']}>
          <NumberField
            value={draft.requestsPerSecond}
            decimals
            min={0.1}
            max={100}
            onChange={(rate) => set({ requestsPerSecond: rate === '' ? Number.NaN : rate })}
          />
        </FieldRow>
        <FieldRow label={t('connections.isDefault')} hint={t('connections.isDefaultHint')}>
          <SwitchField checked={draft.isDefault} onChange={(isDefault) => set({ isDefault })} />
        </FieldRow>
      </form>
    </Dialog>
  );
};
