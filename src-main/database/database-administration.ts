import { z } from 'zod';
import { restoreBackup } from './backup/restore-backup';
import { writeBackup } from './backup/write-backup';
import { readDatabaseClock } from './database-clock';
import type { DatabaseHost } from './database-host';

export interface DatabaseFacts {
  readonly kind: 'embedded' | 'external';
  /** Without the password. */
  readonly label: string;
  readonly serverVersion: string;
  /** The newest migration that is in. */
  readonly schema: string;
  readonly sizeBytes: number;
  readonly skewMs: number;
  readonly latencyMs: number;
}

const factsRow = z.object({ version: z.string(), size: z.string(), schema: z.string().nullable() });

/** What an administrator asks of the database: where it is, how it is, copies of it. */
export class DatabaseAdministration {
  constructor(
    private readonly host: DatabaseHost,
    private readonly programVersion: string,
  ) {}

  /** With the password: for psql and the like, printed on request only. */
  url(): string {
    return this.host.url;
  }

  async status(): Promise<DatabaseFacts> {
    const { ordinary, kind } = this.host;
    const { clock, ...row } = await ordinary.withClient(async (client) => {
      const answer = await client.query(
        `SELECT current_setting('server_version') AS version, pg_database_size(current_database())::text AS size,
           (SELECT max(name) FROM schema_migrations) AS schema`,
      );
      return { ...factsRow.parse(answer.rows[0]), clock: await readDatabaseClock(client) };
    });
    return {
      kind,
      label: ordinary.target.label,
      serverVersion: row.version,
      schema: row.schema ?? '',
      sizeBytes: Number(row.size),
      skewMs: clock.skewMs,
      latencyMs: clock.latencyMs,
    };
  }

  /** Writes everything of ours into a file that `restore` reads. Resolves to the number of rows. */
  async backup(file: string): Promise<number> {
    return sum((await writeBackup(this.host.ordinary, file, this.programVersion)).rows);
  }

  /** Replaces everything by a backup. @throws Problem `refused` while an executor is at work */
  async restore(file: string): Promise<number> {
    const options = { programVersion: this.programVersion, replace: true, force: false };
    return sum((await restoreBackup(this.host.ordinary, file, options)).rows);
  }

  /** Names of the migrations that were applied just now or at this program's start. */
  async migrate(): Promise<readonly string[]> {
    await this.host.prepare();
    return this.host.applied;
  }
}

const sum = (rows: Readonly<Record<string, number>>): number =>
  Object.values(rows).reduce((all, one) => all + one, 0);
