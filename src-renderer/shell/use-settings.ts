import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { Settings, SettingsChange } from '../../src-main/contract/settings';
import { useClient } from '../client/client-context';
import { callKey, useCall } from '../client/use-call';
import { rememberedSettings } from './remembered-settings';

/** The settings in force; until the application has answered, those of the last time. */
export const useSettings = (): Settings => {
  const remembered = useMemo(() => rememberedSettings(), []);
  return useCall('settings', 'get', {}).data ?? remembered;
};

/** Saves a change; it applies at once. Rejects with a `Problem` naming the refused fields. */
export const useChangeSettings = (): ((change: SettingsChange) => Promise<Settings>) => {
  const client = useClient();
  const queries = useQueryClient();
  return useCallback(
    async (change) => {
      const changed = await client.settings.update(change);
      queries.setQueryData(callKey('settings', 'get', {}), changed);
      return changed;
    },
    [client, queries],
  );
};
