import { z } from 'zod';
import { sharedPause } from '../../operations/shared-pause';
import type { SharedPauseState } from '../../operations/shared-pause';
import type { StateRecords } from '../../operations/state-records';
import type { NewAuditEntry } from '../../operations/task-records';
import type { Database } from '../connection';
import { writeAudit } from './audit-writes';
import { SqlSession } from './sql-session';

/** The shared state in PostgreSQL; every executor is told of a change at once. */
export class StateStore implements StateRecords {
  private readonly sql: SqlSession;

  constructor(database: Database) {
    this.sql = new SqlSession(database);
  }

  pause(
    pause: { readonly until: string | null; readonly by: string; readonly reason: string | null },
    audit: NewAuditEntry,
  ): Promise<SharedPauseState> {
    return this.sql.transaction(async (sql) => {
      const [row] = await sql.rows(
        z.object({ value: sharedPause }),
        `INSERT INTO shared_state (key, value) VALUES ('pause', jsonb_build_object(
           'since', to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
           'until', $1::text, 'by', $2::text, 'reason', $3::text))
         ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value, updated_at = now()
         RETURNING value`,
        [pause.until, pause.by, pause.reason],
      );
      await writeAudit(sql, [{ ...audit, taskId: null, runId: null }]);
      await sql.run(`SELECT pg_notify('nexus_scheduler', 'state')`);
      return row?.value ?? { since: new Date().toISOString(), ...pause };
    });
  }

  resume(audit: NewAuditEntry): Promise<boolean> {
    return this.sql.transaction(async (sql) => {
      const removed = await sql.run(`DELETE FROM shared_state WHERE key = 'pause'`);
      if (removed === 0) return false;
      await writeAudit(sql, [{ ...audit, taskId: null, runId: null }]);
      await sql.run(`SELECT pg_notify('nexus_scheduler', 'state')`);
      return true;
    });
  }
}
