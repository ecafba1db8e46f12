import { useEffect, useState } from 'react';

/** A window that is hidden or busy has no idle time; what waits for it comes all the same. */
const longestMs = 2_000;

/** Whether the first picture has been painted and the window rests: what nobody sees at once is loaded then. */
export const useRested = (): boolean => {
  const [rested, setRested] = useState(false);
  useEffect(() => {
    const idle = requestIdleCallback(() => setRested(true), { timeout: longestMs });
    return () => cancelIdleCallback(idle);
  }, []);
  return rested;
};
