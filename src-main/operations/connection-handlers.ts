import type { Caller, ConnectionState, Handlers, ImportAnswer } from '../contract/api';
import { Problem } from '../contract/errors';
import type { Locale } from '../contract/primitives';
import { operationTexts } from './operation-texts';
import type { SettingsSource } from './settings-handlers';

export interface ConnectionOperations {
  readonly settings: SettingsSource;
  readonly secrets: {
    set(name: string, value: string): Promise<void>;
    delete(name: string): Promise<boolean>;
  };
  /** The name under which a connection's password or token is kept. */
  readonly secretName: (connection: string) => string;
  readonly connections: {
    states(locale?: Locale): Promise<readonly ConnectionState[]>;
    test(name: string, locale?: Locale): Promise<ConnectionState | null>;
  };
  readonly importTasks: (wish: {
    readonly connection: string | null;
    readonly dryRun: boolean;
    readonly text?: string;
    readonly locale?: Locale;
  }) => Promise<ImportAnswer>;
  readonly drift: (wish: {
    readonly connection: string | null;
    readonly locale?: Locale;
  }) => Promise<ImportAnswer>;
}

/** What an operator can do with the NexusAI servers this machine signs in to. Secrets go in and never come out. */
export function connectionHandlers(operations: ConnectionOperations): Handlers['connections'] {
  const { settings, secrets, secretName, connections, importTasks, drift } = operations;
  const state = async (name: string, { locale }: Caller): Promise<ConnectionState> => {
    const found = (await connections.states(locale)).find((one) => one.name === name);
    if (found === undefined) throw noSuchConnection(name);
    return found;
  };
  return {
    list: async (_, { locale }) => ({ connections: [...(await connections.states(locale))] }),
    save: async ({ connection, secret }, caller) => {
      const others = settings.current.connections
        .filter((one) => one.name !== connection.name)
        .map((one) => (connection.isDefault ? { ...one, isDefault: false } : one));
      if (secret !== null) await secrets.set(secretName(connection.name), secret);
      await settings.update({ connections: [...others, connection] });
      return state(connection.name, caller);
    },
    test: async ({ name }, { locale }) => {
      const tested = await connections.test(name, locale);
      if (tested === null) throw noSuchConnection(name);
      return tested;
    },
    remove: async ({ name }) => {
      const all = settings.current.connections;
      if (!all.some((one) => one.name === name)) throw noSuchConnection(name);
      await settings.update({ connections: all.filter((one) => one.name !== name) });
      await secrets.delete(secretName(name));
      return {};
    },
    importTasks: ({ name, dryRun, text }, { locale = 'en' }) =>
      importTasks({ connection: name, dryRun, locale, ...(text === null ? {} : { text }) }),
    drift: ({ name }, { locale = 'en' }) => drift({ connection: name, locale }),
  };
}

const noSuchConnection = (name: string): Problem =>
  new Problem('not_found', operationTexts.noConnection(name), {
    remedy: operationTexts.addConnectionFirst,
  });
