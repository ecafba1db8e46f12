import { existsSync } from 'node:fs';
import { CHROMIUM_NAMES, findProgram } from './system-packages.mjs';

/** Keep Chromium at home: no sandbox as root, no calls to its maker's servers. */
export const CHROMIUM_FLAGS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--no-first-run',
];

/**
 * A Chromium for the console tests and screenshots: NEXUS_CHROMIUM, the system's, or the one Playwright has downloaded.
 *
 * @returns {Promise<{ executable: string } | { reason: string }>}
 */
export async function findChromium() {
  const named = process.env.NEXUS_CHROMIUM;
  if (named)
    return existsSync(named) ? { executable: named } : { reason: `NEXUS_CHROMIUM names no file: ${named}` };
  const system = findProgram(...CHROMIUM_NAMES);
  if (system !== undefined) return { executable: system };
  try {
    const { chromium } = await import('playwright');
    const own = chromium.executablePath();
    if (existsSync(own)) return { executable: own };
  } catch {
    // Playwright is not installed; the sentence below says what helps.
  }
  return {
    reason:
      'no Chromium found (Debian: apt-get install chromium; elsewhere: npx playwright install chromium)',
  };
}
