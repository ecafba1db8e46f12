import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { QueryResultRow } from 'pg';
import { afterAll, inject } from 'vitest';
import { openDatabase } from '../../src-main/database/connection';
import type { Database, DatabaseOptions } from '../../src-main/database/connection';
import { databaseUrl, onServer } from './postgres-server';

/** A database of a test file's own. */
export interface TestDatabase {
  readonly url: string;
  readonly name: string;
  /** An ordinary pool on it. */
  readonly database: Database;
  /** Another pool on it, closed with the rest. */
  open(options?: Partial<Omit<DatabaseOptions, 'url'>>): Database;
  /** Plain SQL as somebody else would write it: over a connection that is not the product's. */
  sql<Row extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/**
 * A copy of the migrated template (or, with `empty`, a database without any table) for this test file; dropped after its
 * last test. Call it at the top of the file or of a `describe`: `const db = await testDatabase()`.
 */
export async function testDatabase(options: { readonly empty?: boolean } = {}): Promise<TestDatabase> {
  const server = inject('databaseServerUrl');
  const name = `nexus_test_${randomBytes(6).toString('hex')}`;
  const from = options.empty === true ? 'template0' : inject('templateDatabase');
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE ${from}`);
  const url = databaseUrl(server, name);
  const opened: Database[] = [];
  const open: TestDatabase['open'] = (more = {}) => {
    const database = openDatabase({ applicationName: 'tests', ...more, url });
    opened.push(database);
    return database;
  };
  const plain = new Client({ connectionString: url });
  await plain.connect();
  afterAll(async () => {
    await Promise.all(opened.map((database) => database.close()));
    await plain.end();
    await onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  });
  return {
    url,
    name,
    database: open(),
    open,
    sql: async <Row extends QueryResultRow>(text: string, values: readonly unknown[] = []) =>
      (await plain.query<Row>(text, [...values])).rows,
  };
}
