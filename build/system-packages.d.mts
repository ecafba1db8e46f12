/** A test suite that needs more than Node. */
export type Suite = 'console' | 'desktop';

/** Full path of the first of `names` that can be executed, or undefined. */
export function findProgram(...names: string[]): string | undefined;

/** Installs (root on Debian or Ubuntu) or names what the suites lack; `reason` is a sentence for a loud skip. */
export function ensureSystemPackages(
  suites: readonly Suite[],
  options?: { log?: (line: string) => void; install?: boolean },
): Promise<{ ok: boolean; reason?: string }>;
