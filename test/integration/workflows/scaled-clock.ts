import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../../src-main/workflows/clock';

/** Real time, so many times faster: what waits minutes in production is over in a moment. */
export const scaledClock = (factor = 200): Clock => ({
  now: () => new Date(),
  elapsedMs: () => performance.now() * factor,
  wait: (ms, signal) => delay(ms / factor, undefined, { signal }).catch(() => undefined),
});
