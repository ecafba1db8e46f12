import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { Problem } from '../../contract/errors';
import { errorCodeOf } from '../database-problem';
import { embeddedTexts } from './embedded-texts';
import { createCluster, refuseOtherVersion, resetPassword, superuser } from './cluster';
import { launchServer } from './launch-server';
import { isRunning } from './process-mark';
import { readyPostmaster, runningPostmaster, stopPostmaster } from './postmaster';
import type { Postmaster } from './postmaster';
import { canReach, serverAccount } from './server-account';
import type { ServerAccount } from './server-account';
import { serverBinaries } from './server-binaries';
import { newServerRecord, readServerRecord, writeServerRecord } from './server-record';
import type { ServerRecord } from './server-record';
import { ServerUsers } from './server-users';
import { withStartLock } from './start-lock';

const databaseName = 'nexus_scheduler';
const lookAgainMs = 50;
/** What a server says (or its silence does) that ends or comes up at this moment; `none` is a connection cut short. */
const goingCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03', 'none']);
/** Where root keeps what the server's account must reach when the data folder is in a private home. */
const sharedFolder = '/var/lib/nexus-scheduler';

export interface EmbeddedServerOptions {
  /** The program's data folder; made when it is missing. */
  readonly dataDir: string;
  /** How long a start may take, in milliseconds; a recovery after a crash can be slow. */
  readonly startTimeoutMs?: number;
  /** How long sessions may take to end at a stop, in milliseconds. */
  readonly stopGraceMs?: number;
}

export interface RunningServer {
  /** With the password. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** The cluster's folder. */
  readonly cluster: string;
  /** `adopted`: found running though the program that started it is gone; `attached`: others of ours use it too. */
  readonly how: 'started' | 'adopted' | 'attached';
}

/**
 * The PostgreSQL that comes with the program, one per data folder, on the loopback address with a random password.
 * Several programs of ours share it: whoever comes first starts it, the last to leave stops it, and one left behind by
 * programs that were killed is found again.
 */
export class EmbeddedServer {
  private readonly dataDir: string;
  private readonly startTimeoutMs: number;
  private readonly stopGraceMs: number;
  private current: RunningServer | null = null;

  constructor(options: EmbeddedServerOptions) {
    this.dataDir = options.dataDir;
    this.startTimeoutMs = options.startTimeoutMs ?? 60_000;
    this.stopGraceMs = options.stopGraceMs ?? 15_000;
  }

  /** The server as this program started or found it; null before `start` and after `stop`. */
  get running(): RunningServer | null {
    return this.current;
  }

  /**
   * Sees to it that the server runs, and counts this program among its users. May be called again at any time, for
   * example after the server was killed.
   * @throws Problem `embedded_start_failed`, `data_folder_other_version`
   */
  async start(): Promise<RunningServer> {
    await mkdir(this.dataDir, { recursive: true, mode: 0o700 });
    this.current = await this.locked(() => this.startLocked());
    return this.current;
  }

  /** Leaves the server, and stops it unless another program of ours still uses it. */
  async stop(): Promise<'stopped' | 'left_running' | 'not_running'> {
    if (this.current === null) return 'not_running';
    const { cluster } = this.current;
    return this.locked(async () => {
      this.current = null;
      if ((await this.users().leave()) > 0) return 'left_running';
      const server = await runningPostmaster(cluster);
      if (server === null) return 'not_running';
      const pgCtl = async (): Promise<string> => (await serverBinaries(dirname(cluster), null)).pgCtl;
      if (await stopPostmaster(cluster, server.pid, this.stopGraceMs, pgCtl)) return 'stopped';
      throw new Problem('internal', embeddedTexts.doesNotStop(server.pid), {
        remedy: embeddedTexts.endProcess(server.pid),
      });
    });
  }

  private async startLocked(): Promise<RunningServer> {
    const account = serverAccount();
    const file = join(this.dataDir, 'embedded.json');
    const known = await readServerRecord(file);
    const cluster = await this.clusterFolder(known, account);
    const record = known ?? newServerRecord(dirname(cluster) === this.dataDir ? null : cluster);
    const { server, found } = await this.serverThatAnswers(cluster, record, known !== null, account);
    if (known === null || record.port !== server.port) {
      await writeServerRecord(file, { ...record, port: server.port });
    }
    const others = await this.users().enter();
    const how = !found ? 'started' : others === 0 ? 'adopted' : 'attached';
    return { url: serverUrl(record.password, server.port), port: server.port, pid: server.pid, cluster, how };
  }

  private async serverThatAnswers(
    cluster: string,
    record: ServerRecord,
    known: boolean,
    account: ServerAccount | null,
  ): Promise<{ readonly server: Postmaster; readonly found: boolean }> {
    for (const until = Date.now() + this.startTimeoutMs; ;) {
      const running = existsSync(cluster) ? await this.find(cluster) : null;
      const server = running ?? (await this.launch(cluster, record, known, account));
      try {
        await ensureDatabase(record.password, server.port);
        return { server, found: running !== null };
      } catch (error) {
        // One that was just killed or told to stop still looks alive for a moment.
        const goes = goingCodes.has(errorCodeOf(error) ?? 'none');
        if (running === null || !goes || Date.now() > until) throw notLetIn(error);
        await wait(lookAgainMs);
      }
    }
  }

  /** A server that runs already, waited for while it is still coming up; null also when it goes instead. */
  private async find(cluster: string): Promise<Postmaster | null> {
    const server = await runningPostmaster(cluster);
    if (server === null || server.ready) return server;
    return readyPostmaster(cluster, this.startTimeoutMs, () => !isRunning(server.pid));
  }

  private async launch(
    cluster: string,
    record: ServerRecord,
    known: boolean,
    account: ServerAccount | null,
  ): Promise<Postmaster> {
    const binaries = await serverBinaries(dirname(cluster), account);
    if (!existsSync(cluster)) await createCluster(cluster, record.password, binaries, account);
    else {
      await refuseOtherVersion(cluster, binaries.major);
      if (!known) await resetPassword(cluster, record.password, binaries, account);
    }
    const startLog = join(this.dataDir, 'postgres-start.log');
    return launchServer({
      cluster,
      binaries,
      account,
      port: record.port,
      startLog,
      timeoutMs: this.startTimeoutMs,
    });
  }

  /** In the data folder, unless the server's account cannot go there: then under `/var/lib`, named after the folder. */
  private async clusterFolder(known: ServerRecord | null, account: ServerAccount | null): Promise<string> {
    if (known?.elsewhere != null) return known.elsewhere;
    const inside = join(this.dataDir, 'postgres');
    if (existsSync(inside) || canReach(realpathSync(this.dataDir), account)) return inside;
    const name = createHash('sha256').update(realpathSync(this.dataDir)).digest('hex').slice(0, 16);
    const folder = join(sharedFolder, name);
    await mkdir(folder, { recursive: true });
    for (const path of [sharedFolder, folder]) await chmod(path, 0o755);
    return join(folder, 'postgres');
  }

  private users(): ServerUsers {
    return new ServerUsers(join(this.dataDir, 'embedded-users.json'));
  }

  private locked<T>(work: () => Promise<T>): Promise<T> {
    const limitMs = this.startTimeoutMs + this.stopGraceMs;
    return withStartLock(join(this.dataDir, 'embedded.lock'), limitMs, work);
  }
}

function serverUrl(password: string, port: number): string {
  return `postgresql://${superuser}:${password}@127.0.0.1:${port}/${databaseName}`;
}

/** Makes the database inside the server when it is not there yet; by connecting, it also proves the password. */
async function ensureDatabase(password: string, port: number): Promise<void> {
  const connect = async (database: string): Promise<Client> => {
    const at = { host: '127.0.0.1', port, user: superuser, password, database };
    const client = new Client({ ...at, connectionTimeoutMillis: 10_000 });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  try {
    await (await connect(databaseName)).end();
  } catch (error) {
    if (errorCodeOf(error) !== '3D000') throw error;
    const client = await connect('postgres');
    await client.query(`CREATE DATABASE ${databaseName}`);
    await client.end();
  }
}

function notLetIn(error: unknown): Problem {
  return new Problem('embedded_start_failed', embeddedTexts.notLetIn, {
    remedy: embeddedTexts.stopOthers,
    details: { code: errorCodeOf(error) ?? 'none' },
    cause: error,
  });
}
