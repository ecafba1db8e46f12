import { z } from 'zod';
import type { TaskQuery, TaskSelection } from '../../contract/api';
import { Problem } from '../../contract/errors';
import { isHeld } from '../../contract/is-held';
import type { RowHolder } from '../../contract/row-holder';
import { lockedTask, storedTask, storedTaskRow } from '../../operations/stored-task';
import type { LockedTask, StoredTask, StoredTaskRow } from '../../operations/stored-task';
import type {
  ChangeResult,
  NewTask,
  References,
  TaskChange,
  TaskRecords,
} from '../../operations/task-records';
import { nobodyWhenReadOnly, rowHolderRow, rowHolderSql } from '../blocked-tasks';
import type { Database } from '../connection';
import { databaseTexts } from '../database-texts';
import { plannedTriggers } from './run-fragments';
import { SqlSession } from './sql-session';
import type { Sql } from './sql-session';
import { Binds, instantText, toMilliseconds } from './sql-text';
import { taskColumns, taskJoins } from './task-fragments';
import { foundTasks, inChip, oneTaskStatement, taskPageStatement } from './task-page-statement';
import { insertTasks, writeChanges } from './task-writes';

const counts = z.object({
  chip_all: z.number(),
  chip_attention: z.number(),
  chip_running: z.number(),
  chip_enabled: z.number(),
  chip_paused: z.number(),
  chip_ended: z.number(),
});
const pageHead = z.object({ asOf: z.string(), counts, id: z.string().nullable() });
const number = z.object({ n: z.number() });
const idRow = z.object({ id: z.string() });

/** Locked tasks are read again after the lock, so that they are what the last committed change made of them. */
const lockedStatement = `
  SELECT ${taskColumns}, clock_timestamp() AS now, coalesce((
    SELECT json_agg(${instantText('planned_at')} ORDER BY planned_at) FROM (
      SELECT planned_at FROM task_runs
      WHERE task_id = t.id AND planned_at > now() AND trigger IN ${plannedTriggers}
      ORDER BY planned_at LIMIT 1000) ahead), '[]') AS "recordedAhead"
  FROM scheduled_tasks t ${taskJoins} WHERE t.id = ANY($1::bigint[]) ORDER BY t.id`;

const lockedAtTime = lockedTask.extend({ now: z.date() });

/** Tasks in PostgreSQL. The hot paths of the executor are elsewhere: see `ledger-store`. */
export class TaskStore implements TaskRecords {
  private readonly sql: SqlSession;
  private collation: Promise<string> | null = null;

  constructor(database: Database) {
    this.sql = new SqlSession(database);
  }

  async page(query: TaskQuery): ReturnType<TaskRecords['page']> {
    const binds = new Binds();
    const statement = taskPageStatement(query, binds, await this.nameCollation());
    const rows = await this.sql.rows(z.looseObject(pageHead.shape), statement, binds.values);
    const head = rows[0];
    if (head === undefined) throw new Problem('internal', databaseTexts.listWithoutCounts);
    const chips = {
      all: head.counts.chip_all,
      attention: head.counts.chip_attention,
      running: head.counts.chip_running,
      enabled: head.counts.chip_enabled,
      paused: head.counts.chip_paused,
      ended: head.counts.chip_ended,
    };
    return {
      rows: rows.filter((row) => row.id !== null).map((row) => storedTaskRow.parse(row)),
      total: chips[query.chip],
      counts: chips,
      asOf: toMilliseconds(head.asOf),
    };
  }

  async get(id: string): Promise<StoredTaskRow | null> {
    return (await this.sql.rows(storedTaskRow, oneTaskStatement, [id]))[0] ?? null;
  }

  async holder(id: string): Promise<RowHolder | null> {
    const [holder] = await this.sql.rows(rowHolderRow, rowHolderSql, [id]).catch(nobodyWhenReadOnly);
    return holder ?? null;
  }

  select(selection: TaskSelection, limit: number): Promise<readonly StoredTask[]> {
    const binds = new Binds();
    const chosen =
      'ids' in selection
        ? `WITH found AS (SELECT unnest(${binds.add(selection.ids)}::bigint[]) AS id) `
        : `WITH ${foundTasks(selection.filter, binds)} `;
    const chip = 'ids' in selection ? '' : `WHERE ${inChip(selection.filter.chip)}`;
    return this.sql.rows(
      storedTask,
      `${chosen} SELECT ${taskColumns} FROM scheduled_tasks t ${taskJoins}
       WHERE t.id IN (SELECT id FROM found ${chip}) ORDER BY t.id LIMIT ${binds.add(limit)}::int`,
      binds.values,
    );
  }

  create(build: (now: Date) => readonly NewTask[]): Promise<readonly string[]> {
    return this.sql.transaction(async (sql) => {
      const [clock] = await sql.rows(z.object({ now: z.date() }), 'SELECT clock_timestamp() AS now');
      return insertTasks(sql, build(clock?.now ?? new Date()));
    });
  }

  async change(
    ids: readonly string[],
    decide: (task: LockedTask, now: Date) => TaskChange | null,
  ): Promise<readonly ChangeResult[]> {
    try {
      return await this.changeLocked(ids, decide, null);
    } catch (error) {
      if (!(error instanceof Problem) || !isHeld(error)) throw error;
      return this.changeLocked(ids, decide, error);
    }
  }

  /** @param held what to say of a task that somebody's transaction holds; null = such a task is waited for */
  private changeLocked(
    ids: readonly string[],
    decide: (task: LockedTask, now: Date) => TaskChange | null,
    held: Problem | null,
  ): Promise<readonly ChangeResult[]> {
    return this.sql.transaction(async (sql) => {
      const locked = await lock(sql, ids, held === null);
      const tasks = await sql.rows(lockedAtTime, lockedStatement, [ids]);
      const found = new Map(tasks.map((task) => [task.id, task]));
      const changes: { readonly id: string; readonly change: TaskChange }[] = [];
      const results = new Map<string, ChangeResult>();
      for (const id of ids) {
        const task = found.get(id);
        results.set(id, {
          id,
          name: task?.name ?? '',
          error: task === undefined ? unknownTask(id) : null,
          changed: false,
          runIds: [],
        });
        if (task === undefined) continue;
        try {
          if (held !== null && !locked.has(id)) throw held;
          const change = decide(task, task.now);
          if (change === null) continue;
          changes.push({ id, change });
          results.set(id, { id, name: task.name, error: null, changed: true, runIds: [] });
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          results.set(id, { id, name: task.name, error, changed: false, runIds: [] });
        }
      }
      const written = await writeChanges(sql, changes);
      return [...results.values()].map((result) => ({ ...result, runIds: written.get(result.id) ?? [] }));
    });
  }

  async elapsedPauses(limit: number): Promise<readonly string[]> {
    const rows = await this.sql.rows(
      idRow,
      `SELECT t.id::text AS id FROM task_policies p JOIN scheduled_tasks t ON t.id = p.task_id
       WHERE p.paused_until <= now() AND t.status = 3 ORDER BY p.paused_until LIMIT $1
       FOR UPDATE OF p, t SKIP LOCKED`,
      [limit],
    );
    return rows.map((row) => row.id);
  }

  async references(
    userIds: readonly string[],
    appIds: readonly string[],
    workflowIds: readonly string[],
  ): Promise<References> {
    const rows = await this.sql.rows(
      z.object({ kind: z.string(), id: z.string(), status: z.number(), appId: z.string() }),
      `SELECT 'user' AS kind, id::text AS id, status, '0' AS "appId" FROM users WHERE id = ANY($1::bigint[])
       UNION ALL SELECT 'app', id::text, status, '0' FROM apps WHERE id = ANY($2::bigint[])
       UNION ALL SELECT 'workflow', id::text, status, app_id::text FROM workflows WHERE id = ANY($3::bigint[])`,
      [userIds, appIds, workflowIds],
    );
    const of = (kind: string): typeof rows => rows.filter((row) => row.kind === kind);
    return {
      users: new Map(of('user').map((row) => [row.id, row.status])),
      apps: new Map(of('app').map((row) => [row.id, row.status])),
      workflows: new Map(of('workflow').map(({ id, appId, status }) => [id, { appId, status }])),
    };
  }

  async sharingMinute(at: Date, exceptId: string | null): Promise<number> {
    const rows = await this.sql.rows(
      number,
      `SELECT count(*)::int AS n FROM scheduled_tasks
       WHERE status = 1 AND next_run_time >= date_trunc('minute', $1::timestamptz, 'UTC')
         AND next_run_time < date_trunc('minute', $1::timestamptz, 'UTC') + interval '1 minute'
         AND id IS DISTINCT FROM $2::bigint`,
      [at, exceptId],
    );
    return rows[0]?.n ?? 0;
  }

  async bySource(kind: string): ReturnType<TaskRecords['bySource']> {
    const rows = await this.sql.rows(
      storedTask.extend({ sourceId: z.string() }),
      `SELECT ${taskColumns}, p.source->>'id' AS "sourceId" FROM scheduled_tasks t ${taskJoins}
       WHERE p.source->>'kind' = $1 AND p.source->>'id' IS NOT NULL ORDER BY t.id`,
      [kind],
    );
    return rows.map(({ sourceId, ...task }) => ({ sourceId, task }));
  }

  /** Names are sorted as their readers expect, Han by pinyin, where the server has ICU; else as the database does. */
  private nameCollation(): Promise<string> {
    this.collation ??= this.sql
      .rows(
        z.object({ name: z.string() }),
        `SELECT collname AS name FROM pg_collation
         WHERE collname IN ('zh-Hans-CN-x-icu', 'zh-Hans-x-icu', 'und-x-icu')
         ORDER BY array_position(ARRAY['zh-Hans-CN-x-icu', 'zh-Hans-x-icu', 'und-x-icu'], collname::text) LIMIT 1`,
      )
      .then(
        (rows) => `"${rows[0]?.name ?? 'default'}"`,
        (error: unknown) => {
          this.collation = null;
          throw error;
        },
      );
    return this.collation;
  }
}

/** Locks tasks; answers which. @param wait for those that somebody's transaction holds; otherwise they are left out */
async function lock(sql: Sql, ids: readonly string[], wait: boolean): Promise<ReadonlySet<string>> {
  const rows = await sql.rows(
    idRow,
    `SELECT id::text AS id FROM scheduled_tasks WHERE id = ANY($1::bigint[]) ORDER BY scheduled_tasks.id
     FOR NO KEY UPDATE ${wait ? '' : 'SKIP LOCKED'}`,
    [ids],
  );
  return new Set(rows.map((row) => row.id));
}

function unknownTask(id: string): Problem {
  return new Problem('not_found', databaseTexts.noTask(id), {
    remedy: databaseTexts.taskMayBeGone,
  });
}
