import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Check } from '../../../src-main/contract/status';
import { useAct } from '../../client/use-act';
import { useCall } from '../../client/use-call';
import { useLocale } from '../../i18n/use-locale';
import { useSettings } from '../../shell/use-settings';
import { useStatus } from '../../shell/use-status';
import { durationWords } from '../../time/duration-words';
import { useNow, useTime } from '../../time/use-time';
import { Button } from '../../ui/button';
import { CheckList } from '../../ui/check-list';
import { SegmentedField } from '../../ui/choice-field';
import { ErrorNotice } from '../../ui/error-notice';
import { SecretField, TextField } from '../../ui/text-field';
import { useToasts } from '../../ui/toasts';
import { Setting } from './setting';

const kinds = ['embedded', 'external'] as const;
type Kind = (typeof kinds)[number];

const holdsPassword = (url: string): boolean => /^[a-z]+:\/\/[^/@]*:[^/@]+@/i.test(url);

const useStatusLine = (): string => {
  const { t } = useTranslation('settings');
  const locale = useLocale();
  const time = useTime();
  const now = useNow();
  const database = useStatus()?.database;
  if (database === undefined || database.state === 'starting') return t('database.statusStarting');
  if (database.state === 'lost') {
    return t('database.statusLost', { time: time.moment(new Date(database.since), now) });
  }
  return t(database.kind === 'embedded' ? 'database.statusEmbedded' : 'database.statusExternal', {
    latency: durationWords(Math.max(1, database.latencyMs ?? 1), locale),
  });
};

/** Where the ledger lives. A server is tested step by step before it is used; the change takes effect at the next start. */
export const DatabaseSection = (): ReactNode => {
  const { t } = useTranslation('settings');
  const { database } = useSettings();
  const info = useCall('app', 'info', {}).data;
  const statusLine = useStatusLine();
  const toasts = useToasts();
  const [kind, setKind] = useState<Kind>(database.kind);
  const [url, setUrl] = useState(database.url ?? '');
  const [password, setPassword] = useState('');
  const [steps, setSteps] = useState<readonly Check[]>([]);
  const test = useAct('settings', 'testDatabase');
  const use = useAct('settings', 'setDatabase');
  const secret = password === '' ? null : password;
  const urlError = holdsPassword(url) ? t('database.urlPassword') : undefined;
  const changed =
    kind !== database.kind || (kind === 'external' && (url !== (database.url ?? '') || secret !== null));
  const error = test.error ?? use.error;
  return (
    <>
      <Setting label={t('database.status')} kind="group">
        <span>{statusLine}</span>
      </Setting>
      <Setting label={t('database.kind')} hint={t('restart')} defaultText={t('database.kinds.embedded')}>
        <SegmentedField
          value={kind}
          choices={kinds.map((value) => ({ value, label: t(`database.kinds.${value}`) }))}
          onChange={setKind}
        />
      </Setting>
      {kind === 'external' ? (
        <>
          <Setting label={t('database.url')} hint={t('database.urlHint')} error={urlError}>
            <TextField value={url} onChange={setUrl} width="100%" maxLength={2048} name="database-url" />
          </Setting>
          <Setting
            label={t('database.password')}
            hint={t('database.passwordHint', { where: info?.secrets ?? '' })}
          >
            <SecretField value={password} onChange={setPassword} width="20rem" name="database-password" />
          </Setting>
        </>
      ) : null}
      {kind === 'external' || changed ? (
        <Setting label={t('database.test')} kind="group">
          {kind === 'external' ? (
            <Button
              size="form"
              busy={test.isPending}
              onClick={() => {
                setSteps([]);
                test.mutate({ url, password: secret }, { onSuccess: (answer) => setSteps(answer.steps) });
              }}
            >
              {t('database.test')}
            </Button>
          ) : null}
          {changed ? (
            <Button
              size="form"
              look="primary"
              busy={use.isPending}
              onClick={() =>
                use.mutate(
                  { kind, url: kind === 'external' ? url : null, password: secret },
                  { onSuccess: () => toasts.done(t('database.used')) },
                )
              }
            >
              {t('database.use')}
            </Button>
          ) : null}
        </Setting>
      ) : null}
      {error === null ? null : <ErrorNotice error={error} />}
      {steps.length === 0 ? null : <CheckList label={t('database.steps')} checks={steps} />}
    </>
  );
};
