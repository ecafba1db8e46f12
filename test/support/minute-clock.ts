import { systemClock, type Clock } from '../../src-main/executor/clock';

/** Whatever is to be in a minute, or in `afterMs`, is when the test says so. */
export const minuteClock = (
  afterMs = 60_000,
): { readonly clock: Clock; readonly aMinuteLater: () => void } => {
  const minutes: (() => void)[] = [];
  return {
    clock: {
      now: () => systemClock.now(),
      after: (ms, fire) => {
        if (ms !== afterMs) return systemClock.after(ms, fire);
        minutes.push(fire);
        return () => undefined;
      },
    },
    aMinuteLater: () => {
      for (const fire of minutes.splice(0)) fire();
    },
  };
};
