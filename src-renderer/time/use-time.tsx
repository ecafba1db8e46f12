import { createContext, use, useCallback, useSyncExternalStore } from 'react';
import { MissingProviderError } from '../client/client-context';
import { Ticker, type TickerPace } from './ticker';
import type { TimeWords } from './time-words';

export const TimeContext = createContext<TimeWords | null>(null);

const ticker = new Ticker();

/** Words for instants in the reader's language and zone. */
export const useTime = (): TimeWords => {
  const words = use(TimeContext);
  if (words === null) throw new MissingProviderError('Time');
  return words;
};

/** The present instant, renewed every second or every 15 s while the window is visible. */
export const useNow = (pace: TickerPace = 'minute'): Date => {
  const subscribe = useCallback((listener: () => void) => ticker.subscribe(pace, listener), [pace]);
  return useSyncExternalStore(subscribe, ticker.now);
};
