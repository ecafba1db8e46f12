import { systemClock, type Clock } from '../../src-main/executor/clock';

/** Whatever is to be in a minute is when the test says so. */
export const minuteClock = (): { readonly clock: Clock; readonly aMinuteLater: () => void } => {
  const minutes: (() => void)[] = [];
  return {
    clock: {
      now: () => systemClock.now(),
      after: (ms, fire) => {
        if (ms !== 60_000) return systemClock.after(ms, fire);
        minutes.push(fire);
        return () => undefined;
      },
    },
    aMinuteLater: () => {
      for (const fire of minutes.splice(0)) fire();
    },
  };
};
