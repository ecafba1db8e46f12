import { defineConfig, type ReporterDescription } from '@playwright/test';

/** Set by the test runner, which adds the counts of all suites up. */
const json = process.env['NEXUS_TEST_REPORT'];
const reporter: ReporterDescription[] = [
  ['list'],
  ...(json ? [['json', { outputFile: json }] as const] : []),
];

/** The real application on a desktop of its own: see runtime/. One at a time, for each starts a whole Electron. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../../test-results/desktop',
  workers: 1,
  // Real windows on a shared machine: one second try there, and `npm test` names every test that needed it.
  retries: process.env['CI'] === undefined ? 0 : 1,
  fullyParallel: false,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 90_000,
  expect: { timeout: 45_000 },
  reporter,
  // Recording each step costs time; on the shared machine only a second try is recorded.
  use: { trace: process.env['CI'] === undefined ? 'retain-on-failure' : 'on-first-retry' },
});
