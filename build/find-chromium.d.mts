/** Flags that keep Chromium from calling its maker's servers, and let it run as root. */
export const CHROMIUM_FLAGS: string[];

/** A Chromium for the console tests and screenshots, or why there is none. */
export function findChromium(): Promise<{ executable: string } | { reason: string }>;
