import { chmod, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { findElectron } from '../../build/find-electron.mjs';
import { ensureSystemPackages } from '../../build/system-packages.mjs';
import { DesktopSession, type DesktopOptions } from './runtime/desktop-session';
import { BareApp, LaunchedApp, type LaunchOptions } from './runtime/launch-app';

/** An application's launch options without what the fixtures supply. */
export type AppOptions = Omit<LaunchOptions, 'desktop' | 'executable'> & {
  /** Another desktop than the test's own one. */
  readonly desktop?: DesktopSession;
  readonly executable?: string;
};

interface TestFixtures {
  /** What kind of desktop: `test.use({ desktopOptions: { keyring: true } })`. */
  readonly desktopOptions: DesktopOptions;
  /** A fresh, private desktop for this test. */
  readonly desktop: DesktopSession;
  /** A new folder for `--data-dir` inside the desktop's folder. */
  readonly dataDir: string;
  /** Starts an application under Playwright; whatever still runs at the end of the test is ended. */
  readonly launchApp: (options?: AppOptions) => Promise<LaunchedApp>;
  /** Starts an application without Playwright. */
  readonly startApp: (options?: AppOptions) => BareApp;
}

interface WorkerFixtures {
  /** The Electron that runs the tests; the test is skipped, with the reason, when there is none. */
  readonly runtime: { executable: string; version: string } | { reason: string };
}

/** Why the desktop suite cannot run here, or undefined. Looks only; build/test.mjs installs what is missing. */
async function whyNot(): Promise<string | undefined> {
  const packages = await ensureSystemPackages(['desktop'], { install: false });
  return packages.ok ? undefined : packages.reason;
}

/** The test function of the desktop suite. */
export const test = base.extend<TestFixtures & { electronPath: string }, WorkerFixtures>({
  runtime: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures a fixture needs from this pattern
    async ({}, use) => {
      const lacking = await whyNot();
      const found = lacking === undefined ? await findElectron() : { reason: lacking };
      if ('reason' in found) console.warn(`SKIPPED: the desktop suite cannot run here, for ${found.reason}`);
      await use(found);
    },
    { scope: 'worker', timeout: 300_000 },
  ],

  electronPath: async ({ runtime }, use) => {
    base.skip('reason' in runtime, 'reason' in runtime ? `No desktop to test on: ${runtime.reason}` : '');
    if ('executable' in runtime) await use(runtime.executable);
  },

  desktopOptions: [{}, { option: true }],

  desktop: async ({ electronPath: _needed, desktopOptions }, use) => {
    const desktop = await DesktopSession.start(desktopOptions);
    await use(desktop);
    await desktop.stop();
  },

  dataDir: async ({ desktop }, use) => {
    const folder = await mkdtemp(join(desktop.folder, 'data-'));
    await chmod(folder, 0o755); // as root, the embedded database runs as another user below it
    await use(folder);
  },

  launchApp: async ({ desktop, electronPath }, use, testInfo) => {
    const launched: LaunchedApp[] = [];
    await use(async (options = {}) => {
      const app = await LaunchedApp.launch({ desktop, executable: electronPath, ...options });
      launched.push(app);
      return app;
    });
    for (const app of launched) await app.close();
    const output = launched.map((app) => app.output.text()).join('\n=== next launch ===\n');
    if (output !== '')
      await testInfo.attach('output of the application', { body: output, contentType: 'text/plain' });
  },

  startApp: async ({ desktop, electronPath }, use, testInfo) => {
    const started: BareApp[] = [];
    await use((options = {}) => {
      const app = BareApp.start({ desktop, executable: electronPath, ...options });
      started.push(app);
      return app;
    });
    for (const app of started) await app.close();
    const output = started.map((app) => app.output.text()).join('\n=== next start ===\n');
    if (output !== '')
      await testInfo.attach('output of the application', { body: output, contentType: 'text/plain' });
  },
});

export { expect } from '@playwright/test';
