import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../src-main/contract/settings';
import { useSettings } from '../../shell/use-settings';
import type { TimeWords } from '../../time/time-words';
import { useNow, useTime } from '../../time/use-time';
import { useStateWords, type StateWords } from '../../ui/use-state-words';

/** What the cells of all rows share: asked for once by the table instead of by every cell. */
export interface RowContext {
  readonly t: TFunction<'tasks'>;
  readonly common: TFunction;
  readonly states: StateWords;
  readonly time: TimeWords;
  readonly now: Date;
  readonly displayZone: Settings['general']['displayZone'];
}

/** The same object until the language, the settings or the minute has changed. */
export const useRowContext = (): RowContext => {
  const { t } = useTranslation('tasks');
  const { t: common } = useTranslation();
  const states = useStateWords();
  const time = useTime();
  const now = useNow();
  const { displayZone } = useSettings().general;
  return useMemo(
    () => ({ t, common, states, time, now, displayZone }),
    [t, common, states, time, now, displayZone],
  );
};
