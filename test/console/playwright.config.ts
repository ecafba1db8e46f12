import { defineConfig, type ReporterDescription } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from '../../build/find-chromium.mjs';

/** Set by the test runner, which adds the counts of all suites up. */
const json = process.env['NEXUS_TEST_REPORT'];
const reporter: ReporterDescription[] = [
  ['list'],
  ...(json ? [['json', { outputFile: json }] as const] : []),
];

const chromium = await findChromium();
if ('reason' in chromium) console.warn(`SKIPPED: the console suite needs a browser, and ${chromium.reason}`);

/** The console in a real browser. Without one nothing is matched, and the sentence above says why. */
export default defineConfig({
  testDir: '.',
  testMatch: 'executable' in chromium ? '**/*.spec.ts' : [],
  outputDir: '../../test-results/console',
  workers: 1,
  // Real windows on a shared machine: one second try there, and `npm test` names every test that needed it.
  retries: process.env['CI'] === undefined ? 0 : 1,
  fullyParallel: false,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter,
  use: {
    browserName: 'chromium',
    locale: 'en-US',
    timezoneId: 'UTC',
    viewport: { width: 1280, height: 800 },
    // Recording each step is a fifth of a test's time; on the shared machine only a second try is recorded.
    trace: process.env['CI'] === undefined ? 'retain-on-failure' : 'on-first-retry',
    launchOptions: {
      args: [...CHROMIUM_FLAGS],
      ...('executable' in chromium ? { executablePath: chromium.executable } : {}),
    },
  },
});
