import { z } from 'zod';
import type { JsonObject } from '../../contract/primitives';
import type { OutsideIds, PlacedIds } from '../../workflows/nexusai/import/imported-tasks';
import type { Database } from '../connection';
import { newIds } from './new-ids';
import { SqlSession } from './sql-session';
import type { Sql } from './sql-session';

type Wanted = OutsideIds & { readonly target: JsonObject };

const idRow = z.object({ id: z.string() });
const appRow = z.object({ appId: z.string() });
const workflowRow = z.object({ id: z.string(), appId: z.string() });

/** Where NexusAI's users, apps and workflows stand here: under their own ids wherever these are free. */
export class OutsideStore {
  private readonly sql: SqlSession;

  constructor(database: Database) {
    this.sql = new SqlSession(database);
  }

  /** As `ImportedTasks.place` says; a dry run is rolled forward without writing anything. */
  place(outside: readonly Wanted[], dryRun: boolean): Promise<readonly PlacedIds[]> {
    return this.sql.transaction(async (sql) => {
      const known = new Map<string, Omit<PlacedIds, 'userId'>>();
      const users = new Set<string>();
      const placed: PlacedIds[] = [];
      for (const wanted of outside) {
        const { userId } = wanted;
        if (!dryRun && !users.has(userId)) await keepUser(sql, userId);
        users.add(userId);
        const key = JSON.stringify(wanted.target);
        const ids = known.get(key) ?? (await workflowFor(sql, wanted, dryRun));
        known.set(key, ids);
        placed.push({ userId, ...ids });
      }
      if (!dryRun && placed.length > 0) await sql.run(`SELECT pg_notify('nexus_scheduler', 'tasks')`);
      return placed;
    });
  }
}

/** Users are NexusAI's own wherever they are named, so an id that exists is that user. */
const keepUser = async (sql: Sql, userId: string): Promise<void> => {
  await sql.run('INSERT INTO users (id, nickname) VALUES ($1::bigint, $2) ON CONFLICT (id) DO NOTHING', [
    userId,
    `NexusAI user ${userId}`,
  ]);
};

const workflowFor = async (sql: Sql, wanted: Wanted, dryRun: boolean): Promise<Omit<PlacedIds, 'userId'>> => {
  const target = JSON.stringify(wanted.target);
  const [found] = await sql.rows(
    workflowRow,
    `SELECT w.id::text AS id, w.app_id::text AS "appId" FROM workflow_targets g JOIN workflows w ON w.id = g.workflow_id
     WHERE g.connector = 'nexusai' AND g.config @> $1::jsonb AND w.status <> 3 ORDER BY w.id LIMIT 1`,
    [target],
  );
  if (found !== undefined)
    return { workflowId: found.id, appId: found.appId, kept: found.id === wanted.workflowId };
  const app = await appFor(sql, wanted, dryRun);
  const taken = await exists(sql, 'workflows', wanted.workflowId);
  if (dryRun) return { workflowId: wanted.workflowId, appId: app.appId, kept: app.kept && !taken };
  const [fresh = ''] = taken ? await newIds(sql, 'workflows', 1) : [wanted.workflowId];
  await sql.run(
    `INSERT INTO workflows (id, app_id, user_id, name, publish_status, published_time)
     VALUES ($1::bigint, $2::bigint, $3::bigint, $4, 1, now())`,
    [fresh, app.appId, wanted.userId, `NexusAI workflow ${wanted.workflowId}`],
  );
  await sql.run(
    `INSERT INTO workflow_targets (workflow_id, connector, config) VALUES ($1::bigint, 'nexusai', $2::jsonb)
     ON CONFLICT (workflow_id) DO UPDATE SET connector = 'nexusai', config = $2::jsonb, updated_at = now()`,
    [fresh, target],
  );
  return { workflowId: fresh, appId: app.appId, kept: app.kept && !taken };
};

/** The app of another workflow that came from the same place, else the app's own id if free, else a new one. */
const appFor = async (
  sql: Sql,
  wanted: Wanted,
  dryRun: boolean,
): Promise<{ readonly appId: string; readonly kept: boolean }> => {
  const { connection = null, app_id: outsideApp = null } = wanted.target;
  const [sibling] = await sql.rows(
    appRow,
    `SELECT w.app_id::text AS "appId" FROM workflow_targets g JOIN workflows w ON w.id = g.workflow_id
     JOIN apps a ON a.id = w.app_id AND a.status <> 3
     WHERE g.connector = 'nexusai' AND g.config @> $1::jsonb ORDER BY w.id LIMIT 1`,
    [JSON.stringify({ connection, app_id: outsideApp })],
  );
  if (sibling !== undefined) return { appId: sibling.appId, kept: sibling.appId === wanted.appId };
  const taken = await exists(sql, 'apps', wanted.appId);
  if (dryRun) return { appId: wanted.appId, kept: !taken };
  const [fresh = ''] = taken ? await newIds(sql, 'apps', 1) : [wanted.appId];
  await sql.run(
    'INSERT INTO apps (id, user_id, name, publish_status) VALUES ($1::bigint, $2::bigint, $3, 1)',
    [fresh, wanted.userId, `NexusAI app ${wanted.appId}`],
  );
  return { appId: fresh, kept: !taken };
};

const exists = async (sql: Sql, table: 'apps' | 'workflows', id: string): Promise<boolean> =>
  (await sql.rows(idRow, `SELECT id::text AS id FROM ${table} WHERE id = $1::bigint`, [id])).length > 0;
