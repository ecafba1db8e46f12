const secondSignalMs = 1_000;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Why the program was asked to end. */
export type StopCause = (typeof signals)[number] | 'parent';

/**
 * Waits until somebody asks the program to end: a signal, or the end of the program that started it with a channel to it.
 * A second signal ends it at once; one that comes within a second of the first is the same one, passed on by a parent.
 */
export const untilStopped = (): Promise<StopCause> =>
  new Promise((resolve) => {
    let firstAt: number | null = null;
    const ask = (cause: StopCause): void => {
      if (firstAt !== null && Date.now() - firstAt > secondSignalMs) process.exit(1);
      firstAt ??= Date.now();
      resolve(cause);
    };
    for (const signal of signals) process.on(signal, () => ask(signal));
    process.once('disconnect', () => ask('parent'));
    process.channel?.unref();
  });
