import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../client/use-act';
import { useCall } from '../../client/use-call';
import { useSettings } from '../../shell/use-settings';
import { Button } from '../../ui/button';
import { SegmentedField, SwitchField } from '../../ui/choice-field';
import { Dialog } from '../../ui/dialog';
import { saveFile } from '../../ui/save-file';
import { useToasts } from '../../ui/toasts';
import { CommittedText } from './committed-text';
import { Setting } from './setting';
import { useSettingChange } from './use-setting-change';

const logLevels = ['error', 'info', 'debug'] as const;

/** Keys, log, network, the settings file. */
export const AdvancedSection = (): ReactNode => {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const { advanced } = useSettings();
  const change = useSettingChange('advanced');
  const toasts = useToasts();
  const queries = useQueryClient();
  const info = useCall('app', 'info', {}).data;
  const exportSettings = useAct('settings', 'export');
  const importSettings = useAct('settings', 'import');
  const reset = useAct('settings', 'reset');
  const openPath = useAct('app', 'openPath');
  const [asking, setAsking] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const failed = (error: Error): void => toasts.failed(error.message);
  const refresh = (): void => void queries.invalidateQueries({ queryKey: ['settings'] });
  return (
    <>
      <Setting label={t('advanced.singleKeys')} defaultText={t('on')}>
        <SwitchField
          checked={advanced.singleKeys}
          onChange={(on) => change('singleKeys', on, t('advanced.singleKeys'))}
        />
      </Setting>
      <Setting label={t('advanced.logLevel')} defaultText={t('advanced.logLevels.info')}>
        <SegmentedField
          value={advanced.logLevel}
          choices={logLevels.map((value) => ({ value, label: t(`advanced.logLevels.${value}`) }))}
          onChange={(value) => change('logLevel', value, t('advanced.logLevel'))}
        />
      </Setting>
      <Setting label={t('advanced.proxy')} hint={t('advanced.proxyHint')}>
        <CommittedText
          value={advanced.proxy ?? ''}
          maxLength={2048}
          onCommit={(value) => change('proxy', value === '' ? null : value, t('advanced.proxy'))}
        />
      </Setting>
      <Setting
        label={t('advanced.allowLinkLocal')}
        hint={t('advanced.allowLinkLocalHint')}
        defaultText={t('off')}
      >
        <SwitchField
          checked={advanced.allowLinkLocal}
          onChange={(on) => change('allowLinkLocal', on, t('advanced.allowLinkLocal'))}
        />
      </Setting>
      <Setting label={t('advanced.updateFeed')} hint={t('advanced.updateFeedHint')}>
        <CommittedText
          type="url"
          value={advanced.updateFeed ?? ''}
          onCommit={(value) => change('updateFeed', value === '' ? null : value, t('advanced.updateFeed'))}
        />
      </Setting>
      <Setting label={t('advanced.file')} kind="group">
        <Button
          size="form"
          busy={exportSettings.isPending}
          onClick={() =>
            exportSettings.mutate(
              {},
              { onSuccess: (saved) => saveFile(saved.fileName, saved.text), onError: failed },
            )
          }
        >
          {t('advanced.export')}
        </Button>
        <Button size="form" busy={importSettings.isPending} onClick={() => file.current?.click()}>
          {t('advanced.import')}
        </Button>
        <input
          ref={file}
          type="file"
          accept="application/json,.json"
          hidden
          aria-label={t('advanced.import')}
          onChange={(event) => {
            const [chosen] = event.currentTarget.files ?? [];
            event.currentTarget.value = '';
            if (chosen === undefined) return;
            chosen
              .text()
              .then((text) => importSettings.mutateAsync({ text }))
              .then(refresh)
              .then(() => toasts.done(t('advanced.imported')))
              .catch((error: unknown) =>
                toasts.failed(error instanceof Error ? error.message : String(error)),
              );
          }}
        />
        <Button size="form" hasPopup="dialog" onClick={() => setAsking(true)}>
          {t('advanced.reset')}
        </Button>
      </Setting>
      {info?.shell === 'desktop' ? (
        <Setting label={t('advanced.folders')} kind="group">
          <Button size="form" onClick={() => openPath.mutate({ what: 'logs' }, { onError: failed })}>
            {t('advanced.openLogs')}
          </Button>
          <Button size="form" onClick={() => openPath.mutate({ what: 'data' }, { onError: failed })}>
            {t('advanced.openData')}
          </Button>
        </Setting>
      ) : null}
      <Dialog
        open={asking}
        title={t('advanced.resetTitle')}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button takesFocus onClick={() => setAsking(false)}>
              {common('actions.cancel')}
            </Button>
            <Button
              look="danger"
              onClick={() => {
                setAsking(false);
                reset.mutate(
                  {},
                  {
                    onSuccess: () => {
                      refresh();
                      toasts.done(t('advanced.resetDone'));
                    },
                    onError: failed,
                  },
                );
              }}
            >
              {t('advanced.reset')}
            </Button>
          </>
        }
      >
        <p>{t('advanced.resetText')}</p>
      </Dialog>
    </>
  );
};
