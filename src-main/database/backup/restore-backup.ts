import type { ClientBase } from 'pg';
import { z } from 'zod';
import { Problem } from '../../contract/errors';
import type { Database } from '../connection';
import { migrate } from '../migrator';
import { allMigrations } from '../migrations/all-migrations';
import { backupTexts } from './backup-texts';
import { backupEnd, backupTable, backupTables } from './backup-format';
import type { BackupHeader, BackupTable } from './backup-format';
import { parseBackupHeader, parseLine, readBackupLines, unreadable } from './read-backup';
import { quoted, tableColumns } from './table-columns';

export interface RestoreOptions {
  readonly programVersion: string;
  /** Replace what the database holds; without it only an empty one is filled. */
  readonly replace: boolean;
  /** Restore although an executor is alive on the database. */
  readonly force: boolean;
}

export interface RestoreReport {
  readonly createdAt: string;
  readonly rows: Readonly<Record<string, number>>;
  /** Columns of the backup the database does not have (somebody else's, in tables shared with them): left out. */
  readonly ignored: readonly string[];
}

type Filled = Pick<RestoreReport, 'rows' | 'ignored'>;

/** Rows and characters sent in one statement at most. */
const batch = { rows: 500, characters: 4_000_000 } as const;

/**
 * Fills the database from a backup, in one transaction: all of it or nothing. Brings the schema up first. Executors that
 * were alive at the time of the backup count as gone, so their open runs are settled by whoever comes next.
 * @throws Problem `invalid_input` (file), `schema_newer`, `refused` (an executor is alive, or the database is not empty)
 */
export async function restoreBackup(
  database: Database,
  file: string,
  options: RestoreOptions,
): Promise<RestoreReport> {
  const lines = readBackupLines(file);
  try {
    const first = await lines.next();
    const header = parseBackupHeader(first.done === true ? undefined : first.value, file);
    refuseNewerBackup(header, file);
    await migrate(database, options.programVersion);
    const filled = await database.withClient((client) => restoreAll(client, lines, file, options));
    return { createdAt: header.createdAt, ...filled };
  } catch (error) {
    throw database.problem(error);
  } finally {
    await lines.return(undefined);
  }
}

async function restoreAll(
  client: ClientBase,
  lines: AsyncGenerator<string>,
  file: string,
  options: RestoreOptions,
): Promise<Filled> {
  const all = backupTables.map(quoted).join(', ');
  await client.query('BEGIN');
  await client.query(
    "SET LOCAL TIME ZONE 'UTC'; SET LOCAL lock_timeout = '30s'; SET LOCAL nexus_scheduler.quiet = on",
  );
  await client.query(`LOCK TABLE ${all} IN ACCESS EXCLUSIVE MODE`);
  if (!options.force) await refuseLiveExecutor(client);
  if (!options.replace) await refuseFilled(client);
  await client.query(`TRUNCATE ${all}`);
  const filled = await insertAll(client, lines, file);
  await client.query('UPDATE executors SET lease_until = least(lease_until, now())');
  for (const table of backupTables) await setSequence(client, table);
  for (const what of ['tasks', 'runs', 'state'])
    await client.query("SELECT pg_notify('nexus_scheduler', $1)", [what]);
  await client.query('COMMIT');
  await client.query(`ANALYZE ${all}`);
  return filled;
}

async function insertAll(client: ClientBase, lines: AsyncGenerator<string>, file: string): Promise<Filled> {
  const rows: Record<string, number> = {};
  const ignored: string[] = [];
  let insert: TableInsert | null = null;
  for await (const line of lines) {
    if (line.startsWith('[')) {
      if (insert === null) throw unreadable(file, backupTexts.rowsFirst);
      await insert.add(line);
      continue;
    }
    if (insert !== null) rows[insert.table] = await insert.finish();
    const value = parseLine(line, file);
    const end = backupEnd.safeParse(value);
    if (end.success) {
      const wrong = Object.entries(end.data.rows).find(([table, count]) => rows[table] !== count);
      if (wrong !== undefined) throw unreadable(file, backupTexts.rowsMissing(wrong[0]));
      return { rows, ignored };
    }
    const table = backupTable.safeParse(value);
    if (!table.success) throw unreadable(file, backupTexts.strangeLine, table.error);
    insert = await TableInsert.begin(client, table.data, file);
    ignored.push(...insert.ignored);
  }
  throw unreadable(file, backupTexts.endMissing);
}

/** Inserts the rows of one table in batches; the server reads the values, so nothing is rounded on the way. */
class TableInsert {
  private lines: string[] = [];
  private characters = 0;
  private count = 0;

  private constructor(
    private readonly client: ClientBase,
    readonly table: string,
    readonly ignored: readonly string[],
    private readonly sql: string,
  ) {}

  static async begin(client: ClientBase, named: BackupTable, file: string): Promise<TableInsert> {
    const known = backupTables.find((table) => table === named.table);
    if (known === undefined) throw unreadable(file, backupTexts.unknownTable(named.table));
    const types = new Map((await tableColumns(client, known)).map((column) => [column.name, column.type]));
    const taken = named.columns.flatMap((name, at) => {
      const type = types.get(name);
      return type === undefined ? [] : [{ column: quoted(name), value: `(r ->> ${at})::${type}` }];
    });
    const ignored = named.columns.filter((name) => !types.has(name)).map((name) => `${known}.${name}`);
    const columns = taken.map((entry) => entry.column).join(', ');
    const values = taken.map((entry) => entry.value).join(', ');
    const sql = `INSERT INTO ${quoted(known)} (${columns}) SELECT ${values} FROM json_array_elements($1::json) AS r`;
    return new TableInsert(client, known, ignored, sql);
  }

  async add(line: string): Promise<void> {
    this.lines.push(line);
    this.characters += line.length;
    if (this.lines.length >= batch.rows || this.characters >= batch.characters) await this.flush();
  }

  async finish(): Promise<number> {
    await this.flush();
    return this.count;
  }

  private async flush(): Promise<void> {
    if (this.lines.length === 0) return;
    await this.client.query(this.sql, [`[${this.lines.join(',')}]`]);
    this.count += this.lines.length;
    this.lines = [];
    this.characters = 0;
  }
}

function refuseNewerBackup(header: BackupHeader, file: string): void {
  const known = new Set(allMigrations.map((migration) => migration.name));
  const unknown = header.migrations.filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new Problem('schema_newer', backupTexts.newer(file), {
    remedy: backupTexts.updateFirst,
    details: { unknown: unknown.join(', ') },
  });
}

async function refuseLiveExecutor(client: ClientBase): Promise<void> {
  const answer = await client.query(
    'SELECT host, pid FROM executors WHERE stopped_at IS NULL AND lease_until > now() ORDER BY lease_until DESC LIMIT 1',
  );
  const alive = z.array(z.object({ host: z.string(), pid: z.number() })).parse(answer.rows)[0];
  if (alive === undefined) return;
  throw new Problem('refused', backupTexts.executorRuns(alive.host, alive.pid), {
    remedy: backupTexts.stopOrForce,
  });
}

async function refuseFilled(client: ClientBase): Promise<void> {
  const answer = await client.query(
    'SELECT (SELECT count(*) FROM scheduled_tasks)::int AS tasks, (SELECT count(*) FROM task_runs)::int AS runs',
  );
  const { tasks, runs } = z.object({ tasks: z.number(), runs: z.number() }).parse(answer.rows[0]);
  if (tasks === 0 && runs === 0) return;
  throw new Problem('refused', backupTexts.notEmpty(tasks, runs), {
    remedy: backupTexts.replace,
  });
}

/** Goes on counting after the highest number restored. */
async function setSequence(client: ClientBase, table: string): Promise<void> {
  const answer = await client.query(
    `SELECT pg_get_serial_sequence($1, attname) AS sequence FROM pg_attribute
     WHERE attrelid = to_regclass($1) AND attname = 'id' AND pg_get_serial_sequence($1, attname) IS NOT NULL`,
    [table],
  );
  const found = z.array(z.object({ sequence: z.string() })).parse(answer.rows)[0];
  if (found === undefined) return;
  await client.query(
    `SELECT setval($1::regclass, coalesce(max(id), 1), max(id) IS NOT NULL) FROM ${quoted(table)}`,
    [found.sequence],
  );
}
