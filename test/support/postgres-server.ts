import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src-main/database/connection';
import { EmbeddedServer } from '../../src-main/database/embedded/embedded-server';
import { migrate } from '../../src-main/database/migrator';

declare module 'vitest' {
  interface ProvidedContext {
    /** A server whose user may create databases. */
    databaseServerUrl: string;
    /** A migrated database nobody is connected to, to be copied. */
    templateDatabase: string;
  }
}

/**
 * One PostgreSQL for the whole run: the embedded one in a temporary folder, or the server `TEST_DATABASE_URL` names (its
 * user must be allowed to create databases). Tests copy a template that is migrated here once.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await testServer();
  const template = `nexus_template_${randomBytes(4).toString('hex')}`;
  await onServer(server.url, `CREATE DATABASE ${template}`);
  const database = openDatabase({ url: databaseUrl(server.url, template), applicationName: 'tests' });
  await migrate(database, 'test');
  await database.close();
  project.provide('databaseServerUrl', server.url);
  project.provide('templateDatabase', template);
  return async () => {
    await onServer(server.url, `DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
    await server.stop();
  };
}

/** A server's URL with another database in it. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.toString();
}

/** One statement outside any transaction, on the server's own database. */
export async function onServer(serverUrl: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function testServer(): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') return { url: given, stop: () => Promise.resolve() };
  const folder = await mkdtemp(join(tmpdir(), 'nexus-test-server-'));
  // As root the server runs under another account, which must be able to go there.
  await chmod(folder, 0o755);
  const server = new EmbeddedServer({ dataDir: folder });
  const { url } = await server.start();
  // The data lives for one run only.
  for (const sql of ['ALTER SYSTEM SET fsync = off', 'SELECT pg_reload_conf()']) await onServer(url, sql);
  return {
    url,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
