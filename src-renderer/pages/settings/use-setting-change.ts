import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings, SettingsChange } from '../../../src-main/contract/settings';
import { useChangeSettings, useSettings } from '../../shell/use-settings';
import { useToasts } from '../../ui/toasts';

type Group = 'general' | 'executor' | 'appearance' | 'advanced' | 'notifications' | 'database';

/** Changes one value of a group at once, and offers to take it back for 10 s. */
export const useSettingChange = <G extends Group>(
  group: G,
): (<K extends keyof Settings[G] & string>(key: K, value: Settings[G][K], label: string) => void) => {
  const { t } = useTranslation('settings');
  const settings = useSettings();
  const change = useChangeSettings();
  const toasts = useToasts();
  return useCallback(
    (key, value, label) => {
      const before = settings[group][key];
      if (JSON.stringify(before) === JSON.stringify(value)) return;
      const changeOf = (to: unknown): SettingsChange =>
        // A setting's value is JSON by its schema; this tells the compiler by taking it there and back.
        ({ [group]: { [key]: JSON.parse(JSON.stringify(to)) } });
      change(changeOf(value))
        .then(() =>
          toasts.undoable(
            t('changed', { setting: label }),
            () => change(changeOf(before)),
            `setting ${group} ${key}`,
          ),
        )
        .catch((error: unknown) => toasts.failed(error instanceof Error ? error.message : String(error)));
    },
    [change, group, settings, t, toasts],
  );
};
