import type { Handlers } from '../contract/api';
import { unescapedPassword } from '../contract/address-password';
import { Problem } from '../contract/errors';
import type { Locale } from '../contract/primitives';
import type { Settings, SettingsChange } from '../contract/settings';
import type { Check } from '../contract/status';
import { operationTexts } from './operation-texts';

/** This machine's settings, as the operations use them. */
export interface SettingsSource {
  readonly current: Settings;
  update(change: SettingsChange): Promise<Settings>;
  replace(stored: Readonly<Record<string, unknown>>): Promise<Settings>;
  reset(): Promise<Settings>;
}

export interface SettingsOperations {
  readonly settings: SettingsSource;
  readonly secrets: {
    get(name: string): Promise<string | null>;
    set(name: string, value: string): Promise<void>;
  };
  /** The name under which the external database's password is kept. */
  readonly databaseSecret: string;
  readonly testConnection: (url: string, password: string | null, locale?: Locale) => Promise<Check[]>;
}

/** What an operator can do with this machine's settings. Passwords go in and never come out. */
export function settingsHandlers(operations: SettingsOperations): Handlers['settings'] {
  const { settings, secrets, databaseSecret, testConnection } = operations;
  return {
    get: async () => settings.current,
    update: async (change) => settings.update(change),
    reset: async () => settings.reset(),
    export: async () => ({
      fileName: 'nexus-scheduler-settings.json',
      text: `${JSON.stringify(settings.current, null, 2)}\n`,
    }),
    import: async ({ text }) => settings.replace(readObject(text)),
    testDatabase: async ({ url, password }, { locale }) => ({
      steps: await testConnection(url, password ?? (await secrets.get(databaseSecret)), locale),
    }),
    setDatabase: async ({ kind, url, password }) => {
      if (kind === 'external' && url === null)
        throw new Problem('invalid_input', operationTexts.urlNeeded, {
          remedy: operationTexts.urlExample,
          issues: [{ path: 'url', message: operationTexts.missing }],
        });
      const { url: bare, password: within } =
        url === null ? { url: null, password: null } : splitPassword(url);
      const secret = password ?? within;
      if (secret !== null) await secrets.set(databaseSecret, secret);
      return settings.update({ database: { kind, url: bare } });
    },
  };
}

/** A URL without its password, and the password: settings are read by people and exported. */
const splitPassword = (text: string): { readonly url: string; readonly password: string | null } => {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new Problem('invalid_input', operationTexts.urlUnreadable, {
      remedy: operationTexts.urlExample,
      issues: [{ path: 'url', message: operationTexts.notUrl }],
    });
  }
  const password = url.password === '' ? null : unescapedPassword(url.password);
  if (password === null && url.password !== '')
    throw new Problem('invalid_input', operationTexts.passwordUnreadable, {
      remedy: operationTexts.escapePassword,
      issues: [{ path: 'url', message: operationTexts.escapePassword }],
    });
  url.password = '';
  return { url: url.toString(), password };
};

const readObject = (text: string): Readonly<Record<string, unknown>> => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new Problem('invalid_input', operationTexts.noSettingsFile, {
    remedy: operationTexts.chooseExported,
  });
};
