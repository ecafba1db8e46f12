import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { EmbeddedServer } from '../../../src-main/database/embedded/embedded-server';
import { report } from '../report-case.mjs';

/** The product's embedded PostgreSQL in a folder of its own, with its own settings, until standard input ends. */
const main = async (): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'nexus-scheduler-bench-'));
  // As root the server runs under another account, which must be able to go there.
  await chmod(folder, 0o755);
  const server = new EmbeddedServer({ dataDir: folder });
  const { url, pid } = await server.start();
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const name of ['bench_graphile', 'bench_pg_boss', 'bench_agenda', 'bench_one_by_one'])
    await client.query(`CREATE DATABASE ${name}`);
  const version = await client.query('SHOW server_version');
  await client.end();
  report({ url, pid, version: String(version.rows[0].server_version) });
  process.stdin.resume();
  await new Promise((resolve) => process.stdin.once('end', resolve));
  await server.stop();
  await rm(folder, { recursive: true, force: true });
};

void main();
