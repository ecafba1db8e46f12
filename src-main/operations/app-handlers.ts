import type { Handlers } from '../contract/api';
import { Problem } from '../contract/errors';
import type { Locale } from '../contract/primitives';
import type { Check } from '../contract/status';
import type { Text } from '../contract/text';
import { operationTexts } from './operation-texts';

export interface AppOperations {
  readonly version: string;
  readonly locale: () => Locale;
  readonly dataDir: string;
  readonly versions: () => Promise<Readonly<Record<string, string>>>;
  /** In words: where this machine's secrets are and how well they are guarded. */
  readonly secrets: (locale: Locale) => string;
  readonly checks: (locale: Locale) => Promise<readonly Check[]>;
}

/**
 * The calls that belong to the shell around the window, as they are without one: served to a browser or asked on the
 * command line. The desktop application puts its own in their place.
 */
export function appHandlers(operations: AppOperations): Handlers['app'] {
  return {
    info: async (_, { locale = 'en' }) => ({
      version: operations.version,
      shell: 'console',
      locale: operations.locale(),
      versions: { ...(await operations.versions()) },
      dataDir: operations.dataDir,
      trayHost: null,
      loginItem: null,
      secrets: operations.secrets(locale),
    }),
    checks: async (_, { locale = 'en' }) => ({ checks: [...(await operations.checks(locale))] }),
    windowState: async () => ({}),
    // A browser's page tells by itself, as long as it is open.
    notifyWhenEnds: async () => ({}),
    sendTestNotification: async (_, { locale = 'en' }) => ({
      shown: false,
      text: operationTexts.noNotifications[locale],
    }),
    openPath: async () => desktopOnly(operationTexts.openingFolder),
    quit: async () => desktopOnly(operationTexts.quitting),
    answerClose: async () => ({}),
  };
}

const desktopOnly = (what: Text): never => {
  throw new Problem('unsupported', operationTexts.desktopOnly(what), { remedy: operationTexts.useDesktop });
};
