import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimeWords } from '../time/time-words';
import { useNow, useTime } from '../time/use-time';
import { useStateWords, type StateWords } from '../ui/use-state-words';

/** What the cells of all rows share: asked for once by the table instead of by every cell. */
export interface RowContext {
  readonly t: TFunction<'runs'>;
  readonly states: StateWords;
  readonly time: TimeWords;
  readonly now: Date;
}

/** The same object until the language or the minute has changed. */
export const useRowContext = (): RowContext => {
  const { t } = useTranslation('runs');
  const states = useStateWords();
  const time = useTime();
  const now = useNow();
  return useMemo(() => ({ t, states, time, now }), [t, states, time, now]);
};
