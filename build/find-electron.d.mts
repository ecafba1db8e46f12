/** An Electron that can be started, or why there is none. */
export type FoundElectron = { executable: string; version: string } | { reason: string };

/** The Electron in package.json, downloaded on first use; a failure is remembered for a day. */
export function findPinnedElectron(options?: {
  log?: (line: string) => void;
  timeoutMs?: number;
  retry?: boolean;
}): Promise<FoundElectron>;

/** An Electron for the desktop tests: pinned, overridden by the environment, or the old test runtime. */
export function findElectron(options?: { log?: (line: string) => void }): Promise<FoundElectron>;

/** The Electron an operator has named by ELECTRON_OVERRIDE_DIST_PATH, or undefined. */
export function overriddenBinary(): string | undefined;
