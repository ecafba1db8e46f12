import { z } from 'zod';
import { proxySecretName, splitPassword, unescapedPassword } from '../contract/address-password';
import type { StoredSettings } from './merge-settings';
import { databaseSecretName } from './secrets';

/** Settings whose addresses carry no password, and the passwords by the name the secrets keep them under; null = unreadable. */
export interface WithoutPasswords {
  readonly stored: StoredSettings;
  readonly passwords: ReadonlyMap<string, string | null>;
}

const record = z.record(z.string(), z.unknown());
const list = z.array(z.unknown());

/**
 * Takes the passwords out of a settings file's addresses: settings are read by people, shown, exported and sent with
 * reports. Whatever is not as expected stays, for the schema to refuse.
 */
export const withoutPasswords = (stored: StoredSettings): WithoutPasswords => {
  const passwords = new Map<string, string | null>();
  const bare = (group: unknown, field: string, secret: (address: string) => string): unknown => {
    const read = record.safeParse(group);
    const given = read.success ? read.data[field] : undefined;
    if (!read.success || typeof given !== 'string') return group;
    const { address, escaped } = splitPassword(given);
    if (escaped === null) return group;
    passwords.set(secret(address), unescapedPassword(escaped));
    return { ...read.data, [field]: address };
  };
  const { advanced, database, connections } = stored;
  const servers = list.safeParse(connections);
  const changed = {
    advanced: bare(advanced, 'proxy', proxySecretName),
    database: bare(database, 'url', () => databaseSecretName),
    connections: servers.success
      ? servers.data.map((server) => bare(server, 'proxy', proxySecretName))
      : connections,
  };
  return passwords.size === 0
    ? { stored, passwords }
    : { stored: { ...stored, ...withoutUndefined(changed) }, passwords };
};

const withoutUndefined = (fields: StoredSettings): StoredSettings =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
