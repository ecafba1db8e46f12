import { z } from 'zod';
import { jsonObject, type JsonObject } from '../../contract/primitives';
import type { Database } from '../connection';
import { storableJson } from '../ledger/storable-json';
import { newIds } from './new-ids';
import { SqlSession, type Sql } from './sql-session';

/** Another system's ids of who and what a task is about, and the target that means its workflow. */
export interface OutsidePlace {
  readonly userId: string;
  readonly appId: string;
  readonly workflowId: string;
  readonly target: JsonObject;
}

/** The ids under which they stand here; `kept` false = its own were taken by something else. */
export interface Place {
  readonly userId: string;
  readonly appId: string;
  readonly workflowId: string;
  readonly kept: boolean;
}

const workflowRow = z.object({
  id: z.string(),
  app_id: z.string(),
  config: jsonObject.nullable().catch(null),
  connector: z.string().nullable(),
});

/** Finds or makes the users, apps and workflows that imported tasks name, under their own ids wherever these are free. */
export class PlaceStore {
  private readonly sql: SqlSession;

  constructor(database: Database) {
    this.sql = new SqlSession(database);
  }

  /** Answers in the order given. Nothing is written when `dryRun`. */
  place(outside: readonly OutsidePlace[], dryRun: boolean): Promise<readonly Place[]> {
    return this.sql.transaction(async (sql) => {
      const places: Place[] = [];
      for (const one of outside) places.push(await placeOne(sql, one, dryRun));
      return places;
    });
  }
}

async function placeOne(sql: Sql, one: OutsidePlace, dryRun: boolean): Promise<Place> {
  if (!dryRun)
    await sql.run(`INSERT INTO users (id, nickname) VALUES ($1::bigint, $2) ON CONFLICT (id) DO NOTHING`, [
      one.userId,
      `NexusAI user ${one.userId}`,
    ]);
  const [known] = await sql.rows(
    workflowRow,
    `SELECT w.id::text AS id, w.app_id::text AS app_id, g.config, g.connector FROM workflow_targets g
     JOIN workflows w ON w.id = g.workflow_id
     WHERE g.connector = 'nexusai' AND g.config @> $1::jsonb AND w.status <> 3 ORDER BY w.id LIMIT 1`,
    [storableJson(one.target)],
  );
  if (known !== undefined)
    return {
      userId: one.userId,
      appId: known.app_id,
      workflowId: known.id,
      kept: known.id === one.workflowId,
    };
  const [taken] = await sql.rows(
    workflowRow,
    `SELECT w.id::text AS id, w.app_id::text AS app_id, g.config, g.connector FROM workflows w
     LEFT JOIN workflow_targets g ON g.workflow_id = w.id WHERE w.id = $1::bigint`,
    [one.workflowId],
  );
  // A row of NexusAI's own without a target is the very workflow: the default connection starts it.
  if (taken !== undefined && taken.connector === null && taken.app_id === one.appId)
    return { userId: one.userId, appId: one.appId, workflowId: one.workflowId, kept: true };
  const kept = taken === undefined;
  if (dryRun) return { userId: one.userId, appId: one.appId, workflowId: one.workflowId, kept };
  const [drawn = one.workflowId] = kept ? [one.workflowId] : await newIds(sql, 'workflows', 1);
  await sql.run(
    `INSERT INTO apps (id, name, publish_status) VALUES ($1::bigint, $2, 1) ON CONFLICT (id) DO NOTHING`,
    [one.appId, `NexusAI app ${one.appId}`],
  );
  await sql.run(
    `INSERT INTO workflows (id, app_id, name, publish_status, published_time) VALUES ($1::bigint, $2::bigint, $3, 1, now())`,
    [drawn, one.appId, `NexusAI workflow ${one.workflowId}`],
  );
  await sql.run(
    `INSERT INTO workflow_targets (workflow_id, connector, config) VALUES ($1::bigint, 'nexusai', $2::jsonb)`,
    [drawn, storableJson(one.target)],
  );
  return { userId: one.userId, appId: one.appId, workflowId: drawn, kept };
}
