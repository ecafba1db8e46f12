import type { Handlers } from '../contract/api';
import { Problem } from '../contract/errors';
import type { Locale } from '../contract/primitives';
import type { Check } from '../contract/status';

export interface AppOperations {
  readonly version: string;
  readonly locale: () => Locale;
  readonly dataDir: string;
  readonly versions: () => Promise<Readonly<Record<string, string>>>;
  /** In words: where this machine's secrets are and how well they are guarded. */
  readonly secrets: () => string;
  readonly checks: () => Promise<readonly Check[]>;
}

/**
 * The calls that belong to the shell around the window, as they are without one: served to a browser or asked on the
 * command line. The desktop application puts its own in their place.
 */
export function appHandlers(operations: AppOperations): Handlers['app'] {
  return {
    info: async () => ({
      version: operations.version,
      shell: 'console',
      locale: operations.locale(),
      versions: { ...(await operations.versions()) },
      dataDir: operations.dataDir,
      trayHost: null,
      loginItem: null,
      secrets: operations.secrets(),
    }),
    checks: async () => ({ checks: [...(await operations.checks())] }),
    windowState: async () => ({}),
    notifyWhenEnds: async () => desktopOnly('Telling you when a run ends'),
    sendTestNotification: async () => ({
      shown: false,
      text: 'A browser page shows no notifications of the system; the desktop application does.',
    }),
    openPath: async () => desktopOnly('Opening a folder'),
    quit: async () => desktopOnly('Quitting from the window'),
    answerClose: async () => ({}),
  };
}

const desktopOnly = (what: string): never => {
  throw new Problem(
    'unsupported',
    `${what} needs the desktop application; this page is served to a browser.`,
    {
      remedy: 'Use the desktop application, or the command line on that machine.',
    },
  );
};
