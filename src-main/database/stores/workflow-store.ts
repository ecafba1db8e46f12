import { z } from 'zod';
import { workflowTarget } from '../../contract/api';
import type { WorkflowDraft, WorkflowTarget } from '../../contract/api';
import type { NewAuditEntry } from '../../operations/task-records';
import type { KnownUser, WorkflowPatch, WorkflowRecords } from '../../operations/workflow-records';
import type { Database } from '../connection';
import { storableJson } from '../ledger/storable-json';
import { writeAudit } from './audit-writes';
import { newIds } from './new-ids';
import { SqlSession } from './sql-session';
import type { Sql } from './sql-session';

const idRow = z.object({ id: z.string() });
const selectTargets = (where: string): string => `
  SELECT w.id::text AS "workflowId", coalesce(w.name, '#' || w.id) AS "workflowName", w.app_id::text AS "appId",
    coalesce(a.name, '') AS "appName", w.status, g.connector, coalesce(g.config, '{}') AS config,
    g.input_definition AS "inputDefinition",
    coalesce(used.n, 0) AS "taskCount"
  FROM workflows w LEFT JOIN (SELECT workflow_id, count(*)::int AS n FROM scheduled_tasks
    WHERE coalesce(status, 2) <> 4 GROUP BY workflow_id) used ON used.workflow_id = w.id
  LEFT JOIN apps a ON a.id = w.app_id LEFT JOIN workflow_targets g ON g.workflow_id = w.id
  WHERE ${where} ORDER BY lower(coalesce(w.name, '')), w.id`;

/** Workflows with their apps and targets in PostgreSQL. NexusAI's rows are read as they are; deleted ones are left out. */
export class WorkflowStore implements WorkflowRecords {
  private readonly sql: SqlSession;

  constructor(database: Database) {
    this.sql = new SqlSession(database);
  }

  list(): Promise<readonly WorkflowTarget[]> {
    return this.sql.rows(workflowTarget, selectTargets('w.status <> 3'));
  }

  async get(workflowId: string): Promise<WorkflowTarget | null> {
    return (await this.sql.rows(workflowTarget, selectTargets('w.id = $1::bigint'), [workflowId]))[0] ?? null;
  }

  create(draft: WorkflowDraft, audit: NewAuditEntry): Promise<string> {
    return this.sql.transaction(async (sql) => {
      const appId = await appNamed(sql, draft.appName ?? draft.name);
      const [id = ''] = await newIds(sql, 'workflows', 1);
      await sql.run(
        `INSERT INTO workflows (id, app_id, name, publish_status, published_time)
         VALUES ($1::bigint, $2::bigint, $3, 1, now())`,
        [id, appId, draft.name],
      );
      await sql.run(
        `INSERT INTO workflow_targets (workflow_id, connector, config, input_definition)
         VALUES ($1::bigint, $2, $3::jsonb, $4::jsonb)`,
        [id, draft.connector, storableJson(draft.config) ?? '{}', storableJson(draft.inputDefinition)],
      );
      await this.told(sql, audit);
      return id;
    });
  }

  update(workflowId: string, patch: WorkflowPatch, audit: NewAuditEntry): Promise<boolean> {
    return this.sql.transaction(async (sql) => {
      const found = await sql.rows(
        idRow,
        'SELECT id::text AS id FROM workflows WHERE id = $1::bigint FOR NO KEY UPDATE',
        [workflowId],
      );
      if (found.length === 0) return false;
      if (patch.name !== undefined)
        await sql.run('UPDATE workflows SET name = $2, updated_time = now() WHERE id = $1::bigint', [
          workflowId,
          patch.name,
        ]);
      if (typeof patch.appName === 'string')
        await sql.run(
          'UPDATE workflows SET app_id = $2::bigint, updated_time = now() WHERE id = $1::bigint',
          [workflowId, await appNamed(sql, patch.appName)],
        );
      await updateTarget(sql, workflowId, patch);
      await this.told(sql, audit);
      return true;
    });
  }

  delete(workflowId: string, audit: NewAuditEntry): Promise<'done' | 'missing' | 'in_use'> {
    return this.sql.transaction(async (sql) => {
      const used = await sql.rows(
        idRow,
        `SELECT id::text AS id FROM scheduled_tasks
         WHERE workflow_id = $1::bigint AND coalesce(status, 2) <> 4 LIMIT 1`,
        [workflowId],
      );
      if (used.length > 0) return 'in_use';
      const changed = await sql.run(
        'UPDATE workflows SET status = 3, updated_time = now() WHERE id = $1::bigint AND status <> 3',
        [workflowId],
      );
      if (changed === 0) return 'missing';
      await this.told(sql, audit);
      return 'done';
    });
  }

  users(): Promise<readonly KnownUser[]> {
    return this.sql.rows(
      z.object({ id: z.string(), nickname: z.string(), teamId: z.string(), status: z.number() }),
      `SELECT id::text AS id, coalesce(nickname, email, '#' || id) AS nickname, team_id::text AS "teamId", status
       FROM users WHERE status <> 3 ORDER BY lower(coalesce(nickname, '')), id`,
    );
  }

  /** Windows show workflows beside tasks, so they are told as if tasks had changed. */
  private async told(sql: Sql, audit: NewAuditEntry): Promise<void> {
    await writeAudit(sql, [{ ...audit, taskId: null, runId: null }]);
    await sql.run(`SELECT pg_notify('nexus_scheduler', 'tasks')`);
  }
}

/** The app of that name, made where there is none. */
async function appNamed(sql: Sql, name: string): Promise<string> {
  const [found] = await sql.rows(
    idRow,
    'SELECT id::text AS id FROM apps WHERE name = $1 AND status = 1 ORDER BY id LIMIT 1',
    [name],
  );
  if (found !== undefined) return found.id;
  const [made = ''] = await newIds(sql, 'apps', 1);
  await sql.run('INSERT INTO apps (id, name, publish_status) VALUES ($1::bigint, $2, 1)', [made, name]);
  return made;
}

async function updateTarget(sql: Sql, workflowId: string, patch: WorkflowPatch): Promise<void> {
  const { connector, config, inputDefinition } = patch;
  if (connector === undefined && config === undefined && inputDefinition === undefined) return;
  if (connector !== undefined)
    await sql.run(
      `INSERT INTO workflow_targets (workflow_id, connector) VALUES ($1::bigint, $2)
       ON CONFLICT (workflow_id) DO UPDATE SET connector = EXCLUDED.connector, updated_at = now()`,
      [workflowId, connector],
    );
  if (config !== undefined)
    await sql.run(
      'UPDATE workflow_targets SET config = $2::jsonb, updated_at = now() WHERE workflow_id = $1::bigint',
      [workflowId, storableJson(config)],
    );
  if (inputDefinition !== undefined)
    await sql.run(
      'UPDATE workflow_targets SET input_definition = $2::jsonb, updated_at = now() WHERE workflow_id = $1::bigint',
      [workflowId, storableJson(inputDefinition)],
    );
}
