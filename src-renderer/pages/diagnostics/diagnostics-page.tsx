import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../client/use-call';
import { Page } from '../../shell/page';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { CheckList } from '../../ui/check-list';
import { ErrorNotice } from '../../ui/error-notice';
import { Loading } from '../../ui/loading';
import { PlainTable } from '../../ui/plain-table';

const products = ['node', 'postgresql', 'electron', 'chromium'] as const;

/** The state of this machine, check by check, and the versions a report needs. Opens even without a database. */
export const DiagnosticsPage = (): ReactNode => {
  const { t } = useTranslation('diagnostics');
  const { t: shell } = useTranslation('shell');
  const { t: common } = useTranslation();
  const checks = useCall('app', 'checks', {});
  const info = useCall('app', 'info', {});
  const [copied, setCopied] = useState(false);
  const facts: readonly (readonly [string, string])[] =
    info.data === undefined
      ? []
      : [
          [t('version'), info.data.version],
          [t('dataFolder'), info.data.dataDir],
          [t('secrets'), info.data.secrets],
          ...Object.entries(info.data.versions).map(([name, value]): readonly [string, string] => {
            const known = products.find((product) => product === name);
            return [known === undefined ? name : t(`products.${known}`), value];
          }),
        ];
  const report = (): string =>
    [
      ...facts.map(([name, value]) => `${name}: ${value}`),
      ...(checks.data?.checks ?? []).map((check) => `[${check.result}] ${check.name}: ${check.text}`),
    ].join('\n');
  return (
    <Page
      title={shell('pages.diagnostics')}
      actions={
        <Button
          onClick={() => {
            void navigator.clipboard.writeText(report()).then(() => setCopied(true));
          }}
        >
          {copied ? common('actions.copied') : t('copyReport')}
        </Button>
      }
    >
      <Card
        title={t('checks')}
        flush
        aside={
          <Button look="quiet" size="row" busy={checks.isFetching} onClick={() => void checks.refetch()}>
            {t('again')}
          </Button>
        }
      >
        {checks.isPending ? <Loading rows={6} /> : null}
        {checks.error === null ? null : (
          <ErrorNotice error={checks.error} onRetry={() => void checks.refetch()} />
        )}
        {checks.data === undefined ? null : <CheckList label={t('checks')} checks={checks.data.checks} />}
      </Card>
      <br />
      <Card title={t('about')} flush>
        {info.error === null ? null : <ErrorNotice error={info.error} />}
        {facts.length === 0 ? null : (
          <PlainTable
            label={t('about')}
            head={[t('fact'), t('value')]}
            rows={facts.map(([name, value]) => ({ key: name, cells: [name, value] }))}
          />
        )}
      </Card>
    </Page>
  );
};
