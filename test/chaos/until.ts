/** Looks again after so long (ms): for what nothing announces, such as a row that another process writes. */
const lookAgainMs = 40;

/**
 * Resolves to the first answer that fits. @throws Error with what was seen last when patience runs out; it is long,
 * because a busy machine is no failure.
 */
export const until = async <T>(
  what: string,
  look: () => T | Promise<T>,
  fits: (seen: T) => boolean = Boolean,
  patienceMs = 90_000,
): Promise<T> => {
  const end = Date.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (fits(seen)) return seen;
    if (Date.now() > end)
      throw new Error(`Waited ${patienceMs} ms for ${what}; last seen: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
  }
};
