import { Client, types as driverTypes } from 'pg';
import type { ClientConfig, CustomTypesConfig } from 'pg';
import type { DatabaseTarget } from './database-url';
import { wallTimeText } from './wall-time-text';

/** The driver's parsers, save that a `timestamp` stays text: it is a wall time, and a Date would shift it. */
const types: CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === driverTypes.builtins.TIMESTAMP && format !== 'binary'
      ? wallTimeText
      : driverTypes.getTypeParser(oid, format),
};

/** The driver's settings for a target; every connection of the program is made from these. */
export function clientConfig(target: DatabaseTarget, applicationName: string): ClientConfig {
  return {
    host: target.host,
    port: target.port,
    user: target.user,
    ...(target.password === null ? {} : { password: target.password }),
    database: target.database,
    ssl: target.ssl,
    types,
    application_name: applicationName,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
  };
}

/**
 * The driver as Sequelize takes it (`dialectModule`), with settings Sequelize does not hand on by itself: our
 * parsers, TLS and time limits. Only instances made through it are affected, not the driver everybody shares.
 */
export function driverFor(config: ClientConfig): object {
  class PooledClient extends Client {
    constructor(given: ClientConfig) {
      super({
        ...given,
        ...config,
        ...(given.types === undefined ? {} : { types: given.types }),
      });
    }
  }
  return { types: { ...driverTypes, getTypeParser: types.getTypeParser }, Client: PooledClient };
}
